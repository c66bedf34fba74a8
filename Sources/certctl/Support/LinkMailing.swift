import CertAuthority
import Credentials
import Dispatch
import Foundation
import NetworkLookup
import Office
import StoreSQLite
import Synchronization

/// Sends the messages of a batch that wait, one after the other, each at most once.
///
/// The store knows before the end of a message goes out that it is about to: a process that dies
/// before has delivered nothing and the message waits as before, one that dies after leaves it in
/// doubt. Nothing in doubt is sent again but by decision.
struct LinkMailing {
    let store: SQLiteStore
    let installation: Installation
    let letter: LinkLetter
    /// Nobody is written to by a name or at an address that was not signed.
    let check: LinkCheck<SQLiteStore>
    let sender: Mailbox
    let transfer: MailTransfer
    /// The shortest time from one message to the next.
    let pause: Duration
    let actor: String

    /// What came of a run.
    struct Tally {
        var sent = 0
        /// Refused for good, as the recipient's matter.
        var refused: [(CertificateNumber, String)] = []
        /// Put off: they wait.
        var deferred: [(CertificateNumber, String)] = []
        /// Left alone, since what is kept of them is not what was signed: they wait.
        var withheld: [(CertificateNumber, String)] = []
        /// Why the run ended before its last message; nil where it did not.
        var stopped: String?
        /// Those of ``deferred`` that nothing was taken behind, so that it is open whose matter it is.
        var open = 0
        fileprivate var refusals = Refusals<LearnerLink>()
    }

    /// Those that wait, in the order in which they are tried: first those that were not refused
    /// before, so that a message that the server always refuses holds up no other.
    static func order(_ waiting: [LearnerLink]) -> [LearnerLink] {
        let (fresh, tried) = (
            waiting.filter { $0.delivery?.reply == nil },
            waiting.filter { $0.delivery?.reply != nil }
        )
        return fresh
            + tried.enumerated().sorted { one, other in
                let (first, second) = (one.element.delivery?.since, other.element.delivery?.since)
                guard let first, let second, first != second else {
                    return one.offset < other.offset
                }
                return first < second
            }.map(\.element)
    }

    /// Sends what waits, until the server refuses for a reason of its own.
    ///
    /// - Throws: What the store throws.
    func run(_ waiting: [LearnerLink], _ interruption: Interruption) async throws -> Tally {
        var tally = Tally()
        var progress = Progress(total: waiting.count, noun: "messages")
        for (index, link) in Self.order(waiting).enumerated() {
            if interruption.isRequested { break }
            let begun = ContinuousClock.now
            try await send(link, &tally)
            progress.show(index + 1)
            if tally.stopped != nil { break }
            if index + 1 < waiting.count {
                try await Task.sleep(until: begun + pause, clock: .continuous)
            }
        }
        let (final, waiting) = tally.refusals.end(isRefusingAll: tally.stopped != nil)
        try await settle(final, &tally)
        tally.deferred += waiting.map { ($0.message.number, $0.reply.description) }
        tally.open = tally.stopped == nil ? waiting.count : 0
        return tally
    }

    private func send(_ link: LearnerLink, _ tally: inout Tally) async throws {
        if let fault = try await check.fault(link, at: SystemTime.now) {
            return tally.withheld.append((link.number, fault))
        }
        let token = try LearnerToken.random()
        let message: MailMessage
        do throws(MailAddressFault) {
            message = try letter.message(
                link, address: installation.learnerURL(token), at: SystemTime.now)
        } catch {
            try await end(link, nil, .refused, error.description)
            return tally.refused.append((link.number, error.description))
        }
        let record = DeliveryRecord(
            store: store, link: NewLink(number: link.number, token: token), actor: actor)
        let outcome = await transfer.send(
            message.bytes, from: sender.address, to: message.recipient.address,
            beforeEnd: { record.begin() })
        let brought = record.hasBegun ? token : nil
        switch outcome {
        case .accepted:
            try await end(link, brought, .sent, nil)
            tally.sent += 1
            try await settle(tally.refusals.accepted(), &tally)
        case .refused(let reply):
            // Waits at first whatever it is; what is refused for good is written down as such once
            // that is certain, so that a run that dies meanwhile refuses nobody by mistake.
            try await end(link, brought, .pending, reply.description)
            judge(link, reply, &tally)
        case .doubtful: tally.refusals.interrupt()
        case .unreachable(let reason): tally.stopped = reason
        case .abandoned:
            throw record.failure
                ?? CommandFailure(.mailFailed, "the message for \(link.number) was abandoned")
        }
    }

    private func judge(_ link: LearnerLink, _ reply: MailReply, _ tally: inout Tally) {
        switch reply.matter {
        case .passing:
            tally.deferred.append((link.number, reply.description))
            tally.refusals.interrupt()
        case .server:
            tally.deferred.append((link.number, reply.description))
            tally.stopped =
                "\(transfer.host) rejects messages for a reason unrelated to the recipient, such as "
                + "a quota or a policy (\(reply))"
        case .recipient:
            guard !tally.refusals.add(link, reply) else { return }
            tally.stopped =
                "\(transfer.host) rejected \(Refusals<LearnerLink>.limit) consecutive messages with the "
                + "same reply (\(reply)), which points to the server rather than the recipients"
        }
    }

    /// Writes down as refused for good what waited until that was certain.
    private func settle(
        _ refused: [(message: LearnerLink, reply: MailReply)], _ tally: inout Tally
    ) async throws {
        for (link, reply) in refused {
            do {
                try await end(link, nil, .refused, reply.description)
                tally.refused.append((link.number, reply.description))
            } catch let error as StoreError where error.code == .conflict {
                // Another run has taken the message up meanwhile.
                tally.deferred.append((link.number, reply.description))
            }
        }
    }

    private func end(
        _ link: LearnerLink, _ token: LearnerToken?, _ state: LinkDelivery.State, _ reply: String?
    ) async throws {
        try await store.endDelivery(
            of: link.number, link: token, as: state, reply: reply,
            Authorship(actor: actor, at: SystemTime.now))
    }
}

/// Writes down that a message is about to end, from the thread on which libcurl sends it.
private final class DeliveryRecord: Sendable {
    private let store: SQLiteStore
    private let link: NewLink
    private let actor: String
    private let result = Mutex<Result<Void, any Error>?>(nil)

    init(store: SQLiteStore, link: NewLink, actor: String) {
        self.store = store
        self.link = link
        self.actor = actor
    }

    var hasBegun: Bool {
        result.withLock { if case .success = $0 { true } else { false } }
    }

    var failure: (any Error)? {
        result.withLock { if case .failure(let error) = $0 { error } else { nil } }
    }

    /// Waits for the store; the thread is libcurl's queue's own, and none of Swift's tasks' threads.
    func begin() -> Bool {
        let done = DispatchSemaphore(value: 0)
        Task { [self] in
            do {
                try await store.beginDelivery(link, Authorship(actor: actor, at: SystemTime.now))
                result.withLock { $0 = .success(()) }
            } catch {
                result.withLock { $0 = .failure(error) }
            }
            done.signal()
        }
        done.wait()
        return hasBegun
    }
}
