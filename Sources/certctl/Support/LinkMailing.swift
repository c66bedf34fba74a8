import CertAuthority
import Credentials
import Dispatch
import Foundation
import NetworkLookup
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
    let sender: Mailbox
    let transfer: MailTransfer
    /// The shortest time from one message to the next.
    let pause: Duration
    let actor: String

    /// What came of a run.
    struct Tally {
        var sent = 0
        var refused: [(CertificateNumber, String)] = []
        var deferred: [(CertificateNumber, String)] = []
        var doubtful: [(CertificateNumber, String)] = []
    }

    /// Sends what waits.
    ///
    /// - Throws: `mailFailed` where the server cannot be used, and what the store throws.
    func run(_ waiting: [LearnerLink], _ interruption: Interruption) async throws -> Tally {
        var tally = Tally()
        var progress = Progress(total: waiting.count, noun: "messages")
        for (index, link) in waiting.enumerated() {
            if interruption.isRequested { break }
            let begun = ContinuousClock.now
            try await send(link, &tally)
            progress.show(index + 1)
            if index + 1 < waiting.count {
                try await Task.sleep(until: begun + pause, clock: .continuous)
            }
        }
        return tally
    }

    private func send(_ link: LearnerLink, _ tally: inout Tally) async throws {
        let token = try LearnerToken.random()
        let message: MailMessage
        do throws(MailAddressFault) {
            message = try letter.message(
                link, address: installation.learnerURL(token), at: SystemTime.now)
        } catch {
            return try await refuse(link, error.description, &tally)
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
        case .refused(let reply):
            try await end(link, brought, .refused, reply)
            tally.refused.append((link.number, reply))
        case .deferred(let reply):
            try await end(link, brought, .pending, reply)
            tally.deferred.append((link.number, reply))
        case .doubtful(let reason):
            tally.doubtful.append((link.number, reason))
        case .unreachable(let reason):
            throw CommandFailure(
                .mailFailed, "\(reason); what was not sent waits: run the command again")
        case .abandoned:
            throw record.failure
                ?? CommandFailure(.mailFailed, "the message for \(link.number) was given up")
        }
    }

    private func refuse(
        _ link: LearnerLink, _ reason: String, _ tally: inout Tally
    ) async throws {
        try await end(link, nil, .refused, reason)
        tally.refused.append((link.number, reason))
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
