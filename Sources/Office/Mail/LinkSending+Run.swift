import CertAuthority
import Credentials
import Dispatch
import Synchronization

extension LinkSending {
    /// What came of a run.
    public struct Tally: Sendable {
        /// How many the server took over.
        public internal(set) var sent = 0
        /// Refused for good, as the recipient's matter.
        public internal(set) var refused: [Reason] = []
        /// Put off: they wait.
        public internal(set) var deferred: [Reason] = []
        /// Left alone, since what is kept of them is not what was signed: they wait.
        public internal(set) var withheld: [Reason] = []
        /// Why the run ended before its last message; nil where it did not.
        public internal(set) var stopped: String?
        /// Those of ``deferred`` that nothing was taken behind, so that it is open whose matter it is.
        public internal(set) var open = 0
        var refusals = Refusals<LearnerLink>()

        init() {}
    }

    /// Sends what waits, one message after the other, until the server refuses for a reason of its
    /// own.
    ///
    /// The store knows before the end of a message goes out that it is about to: a process that dies
    /// before has delivered nothing and the message waits as before, one that dies after leaves it in
    /// doubt. Nothing in doubt is sent again but by decision.
    ///
    /// - Parameters:
    ///   - pace: Returns once the next message may begin.
    ///   - shouldStop: Asked before each message; what was sent stays, and the rest waits.
    ///   - progress: Given how many of how many were tried.
    /// - Throws: `StoreError`; what `pace` throws.
    public func send(
        by transfer: some MessageTransfer, pace: @Sendable () async throws -> Void,
        shouldStop: @Sendable () -> Bool,
        progress: @Sendable (_ done: Int, _ of: Int) -> Void
    ) async throws -> Tally {
        let waiting = try await links().filter {
            $0.delivery?.state == .pending && $0.state == .good
        }
        var tally = Tally()
        progress(0, waiting.count)
        for (index, link) in Self.order(waiting).enumerated() {
            try await pace()
            if shouldStop() { break }
            try await send(link, by: transfer, &tally)
            progress(index + 1, waiting.count)
            if tally.stopped != nil { break }
        }
        let (final, open) = tally.refusals.end(isRefusingAll: tally.stopped != nil)
        try await settle(final, &tally)
        tally.deferred += open.map {
            Reason(number: $0.message.number, text: RemedyText($0.refusal.reply))
        }
        tally.open = tally.stopped == nil ? open.count : 0
        return tally
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

    private func send(
        _ link: LearnerLink, by transfer: some MessageTransfer, _ tally: inout Tally
    ) async throws {
        let token = try LearnerToken.random()
        let message: MailMessage
        switch try await draft(link, address: open.installation.learnerURL(token)) {
        case .message(let draft): message = draft
        case .withheld(let reason): return tally.withheld.append(reason)
        case .refused(let reason):
            try await end(link, nil, .refused, reason.text.description)
            return tally.refused.append(reason)
        }
        let record = DeliveryRecord { [self] in
            try await open.store.beginDelivery(
                NewLink(number: link.number, token: token), authorship)
        }
        let outcome = await transfer.handOver(
            message.bytes, from: sender.address, to: message.recipient.address,
            beforeEnd: { record.begin() })
        let brought = record.hasBegun ? token : nil
        switch outcome {
        case .accepted:
            try await end(link, brought, .sent, nil)
            tally.sent += 1
            try await settle(tally.refusals.accepted(), &tally)
        case .refused(let refusal):
            // Waits at first whatever it is; what is refused for good is written down as such once
            // that is certain, so that a run that dies meanwhile refuses nobody by mistake.
            try await end(link, brought, .pending, refusal.reply)
            judge(link, refusal, by: transfer.host, &tally)
        case .doubtful: tally.refusals.interrupt()
        case .unreachable(let reason): tally.stopped = reason
        case .abandoned:
            throw record.failure
                ?? OfficeRefusal(.mailFailed, "the message for \(link.number) was abandoned")
        }
    }

    private func judge(
        _ link: LearnerLink, _ refusal: MessageRefusal, by host: String, _ tally: inout Tally
    ) {
        switch refusal.matter {
        case .passing:
            tally.deferred.append(Reason(number: link.number, text: RemedyText(refusal.reply)))
            tally.refusals.interrupt()
        case .server:
            tally.deferred.append(Reason(number: link.number, text: RemedyText(refusal.reply)))
            tally.stopped =
                "\(host) rejects messages for a reason unrelated to the recipient, such as "
                + "a quota or a policy (\(refusal.reply))"
        case .recipient:
            guard !tally.refusals.add(link, refusal) else { return }
            tally.stopped =
                "\(host) rejected \(Refusals<LearnerLink>.limit) consecutive messages with the "
                + "same reply (\(refusal.reply)), which points to the server rather than the "
                + "recipients"
        }
    }

    /// Writes down as refused for good what waited until that was certain.
    private func settle(
        _ refused: [Refusals<LearnerLink>.Refusal], _ tally: inout Tally
    ) async throws {
        for (link, refusal) in refused {
            do {
                try await end(link, nil, .refused, refusal.reply)
                tally.refused.append(Reason(number: link.number, text: RemedyText(refusal.reply)))
            } catch let error as StoreError where error.code == .conflict {
                // Another run has taken the message up meanwhile.
                tally.deferred.append(Reason(number: link.number, text: RemedyText(refusal.reply)))
            }
        }
    }

    private func end(
        _ link: LearnerLink, _ token: LearnerToken?, _ state: LinkDelivery.State, _ reply: String?
    ) async throws {
        try await open.store.endDelivery(
            of: link.number, link: token, as: state, reply: reply, authorship)
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
