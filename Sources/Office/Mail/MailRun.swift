public import CertAuthority
import Credentials
import Dispatch
import Synchronization

/// A certificate, and why its message was not sent.
public struct MailReason: Sendable {
    /// The certificate.
    public let number: CertificateNumber
    /// A clause.
    public let text: RemedyText
}

/// What came of a run that sends messages.
public struct MailTally: Sendable {
    /// How many the server took over.
    public internal(set) var sent = 0
    /// Refused for good, as the recipient's matter.
    public internal(set) var refused: [MailReason] = []
    /// Put off: they wait.
    public internal(set) var deferred: [MailReason] = []
    /// Left alone, since what is kept of them is not what was signed: they wait.
    public internal(set) var withheld: [MailReason] = []
    /// Why the run ended before its last message; nil where it did not.
    public internal(set) var stopped: String?
    /// Those of ``deferred`` that nothing was taken behind, so that it is open whose matter it is.
    public internal(set) var open = 0

    init() {}
}

/// What a certificate's message comes to.
enum MailDraft {
    case message(MailMessage)
    /// Nobody is written to by this record.
    case withheld(MailReason)
    /// The address cannot be written to.
    case refused(MailReason)
}

/// Messages of one kind that wait to be sent, each at most once.
///
/// The store knows before the end of a message goes out that it is about to: a process that dies
/// before has delivered nothing and the message waits as before, one that dies after leaves it in
/// doubt. Nothing in doubt is sent again but by decision.
protocol MailQueue: Sendable {
    /// Whose message it is.
    associatedtype Message: Sendable
    /// What is drawn for one attempt to send it, such as a secret link.
    associatedtype Attempt: Sendable

    var sender: Mailbox { get }

    /// The messages that wait.
    func waiting() async throws -> [Message]
    /// The certificate that a message is about.
    func number(of message: Message) -> CertificateNumber
    /// How far a message has come.
    func delivery(of message: Message) -> LinkDelivery?
    /// Draws what an attempt needs.
    func attempt() throws -> Attempt
    /// Writes a message.
    func draft(_ message: Message, _ attempt: Attempt) async throws -> MailDraft
    /// Writes down that a message is about to end.
    func begin(_ message: Message, _ attempt: Attempt) async throws
    /// Writes down what became of a message; without an attempt it did not end.
    func end(
        _ message: Message, _ attempt: Attempt?, as state: LinkDelivery.State, reply: String?
    ) async throws
}

extension MailQueue {
    /// Sends what waits, one message after the other, until the server refuses for a reason of its
    /// own.
    ///
    /// - Parameters:
    ///   - pace: Returns once the next message may begin.
    ///   - shouldStop: Asked before each message; what was sent stays, and the rest waits.
    ///   - progress: Given how many of how many were tried.
    /// - Throws: `StoreError`; what `pace` throws.
    func sendAll(
        by transfer: some MessageTransfer, pace: @Sendable () async throws -> Void,
        shouldStop: @Sendable () -> Bool,
        progress: @Sendable (_ done: Int, _ of: Int) -> Void
    ) async throws -> MailTally {
        let waiting = try await waiting()
        var tally = MailTally()
        var refusals = Refusals<Message>()
        progress(0, waiting.count)
        for (index, message) in ordered(waiting).enumerated() {
            try await pace()
            if shouldStop() { break }
            try await send(message, by: transfer, &tally, &refusals)
            progress(index + 1, waiting.count)
            if tally.stopped != nil { break }
        }
        let (final, open) = refusals.end(isRefusingAll: tally.stopped != nil)
        try await settle(final, &tally)
        tally.deferred += open.map {
            MailReason(number: number(of: $0.message), text: RemedyText($0.refusal.reply))
        }
        tally.open = tally.stopped == nil ? open.count : 0
        return tally
    }

    /// Those that wait, in the order in which they are tried: first those that were not refused
    /// before, so that a message that the server always refuses holds up no other.
    private func ordered(_ waiting: [Message]) -> [Message] {
        let (fresh, tried) = (
            waiting.filter { delivery(of: $0)?.reply == nil },
            waiting.filter { delivery(of: $0)?.reply != nil }
        )
        return fresh
            + tried.enumerated().sorted { one, other in
                let (first, second) = (
                    delivery(of: one.element)?.since, delivery(of: other.element)?.since
                )
                guard let first, let second, first != second else {
                    return one.offset < other.offset
                }
                return first < second
            }.map(\.element)
    }

    private func send(
        _ message: Message, by transfer: some MessageTransfer, _ tally: inout MailTally,
        _ refusals: inout Refusals<Message>
    ) async throws {
        let attempt = try attempt()
        let mail: MailMessage
        switch try await draft(message, attempt) {
        case .message(let draft): mail = draft
        case .withheld(let reason): return tally.withheld.append(reason)
        case .refused(let reason):
            try await end(message, nil, as: .refused, reply: reason.text.description)
            return tally.refused.append(reason)
        }
        let record = DeliveryRecord { [self] in try await begin(message, attempt) }
        let outcome = await transfer.handOver(
            mail.bytes, from: sender.address, to: mail.recipient.address,
            beforeEnd: { record.begin() })
        let brought = record.hasBegun ? attempt : nil
        switch outcome {
        case .accepted:
            try await end(message, brought, as: .sent, reply: nil)
            tally.sent += 1
            try await settle(refusals.accepted(), &tally)
        case .refused(let refusal):
            // Waits at first whatever it is; what is refused for good is written down as such once
            // that is certain, so that a run that dies meanwhile refuses nobody by mistake.
            try await end(message, brought, as: .pending, reply: refusal.reply)
            judge(message, refusal, by: transfer.host, &tally, &refusals)
        case .doubtful: refusals.interrupt()
        case .unreachable(let reason): tally.stopped = reason
        case .abandoned:
            throw record.failure
                ?? OfficeRefusal(
                    .mailFailed, "the message for \(number(of: message)) was abandoned")
        }
    }

    private func judge(
        _ message: Message, _ refusal: MessageRefusal, by host: String, _ tally: inout MailTally,
        _ refusals: inout Refusals<Message>
    ) {
        let reason = MailReason(number: number(of: message), text: RemedyText(refusal.reply))
        switch refusal.matter {
        case .passing:
            tally.deferred.append(reason)
            refusals.interrupt()
        case .server:
            tally.deferred.append(reason)
            tally.stopped =
                "\(host) rejects messages for a reason unrelated to the recipient, such as "
                + "a quota or a policy (\(refusal.reply))"
        case .recipient:
            guard !refusals.add(message, refusal) else { return }
            tally.stopped =
                "\(host) rejected \(Refusals<Message>.limit) consecutive messages with the "
                + "same reply (\(refusal.reply)), which points to the server rather than the "
                + "recipients"
        }
    }

    /// Writes down as refused for good what waited until that was certain.
    private func settle(
        _ refused: [Refusals<Message>.Refusal], _ tally: inout MailTally
    ) async throws {
        for (message, refusal) in refused {
            let reason = MailReason(number: number(of: message), text: RemedyText(refusal.reply))
            do {
                try await end(message, nil, as: .refused, reply: refusal.reply)
                tally.refused.append(reason)
            } catch let error as StoreError where error.code == .conflict {
                // Another run has taken the message up meanwhile.
                tally.deferred.append(reason)
            }
        }
    }
}

/// Writes down that a message is about to end, from the thread on which it is sent.
private final class DeliveryRecord: Sendable {
    private let write: @Sendable () async throws -> Void
    private let result = Mutex<Result<Void, any Error>?>(nil)

    init(_ write: @escaping @Sendable () async throws -> Void) { self.write = write }

    var hasBegun: Bool {
        result.withLock { if case .success = $0 { true } else { false } }
    }

    var failure: (any Error)? {
        result.withLock { if case .failure(let error) = $0 { error } else { nil } }
    }

    /// Waits for the store; the thread is the transfer's own, and none of Swift's tasks' threads.
    func begin() -> Bool {
        let done = DispatchSemaphore(value: 0)
        Task { [self] in
            do {
                try await write()
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
