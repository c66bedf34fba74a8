import NetworkLookup
import Office
import Synchronization

/// Hands messages over with libcurl.
struct CurlMessages: MessageTransfer {
    private let transfer: MailTransfer

    init(_ server: MailServer) { transfer = MailTransfer(server) }

    var host: String { transfer.host }

    func handOver(
        _ message: [UInt8], from sender: String, to recipient: String,
        beforeEnd: @escaping @Sendable () -> Bool
    ) async -> Handover {
        switch await transfer.send(message, from: sender, to: recipient, beforeEnd: beforeEnd) {
        case .accepted: .accepted
        case .refused(let reply):
            .refused(
                MessageRefusal(
                    matter: MessageRefusal.Matter(reply.matter),
                    namesRecipient: reply.namesRecipient, reply: reply.description))
        case .unreachable(let reason): .unreachable(reason)
        case .doubtful: .doubtful
        case .abandoned: .abandoned
        }
    }
}

extension MessageRefusal.Matter {
    fileprivate init(_ matter: MailReply.Matter) {
        self =
            switch matter {
            case .recipient: .recipient
            case .passing: .passing
            case .server: .server
            }
    }
}

/// Keeps a shortest time from the beginning of one piece of work to that of the next.
final class Pace: Sendable {
    private let pause: Duration
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    init(_ pause: Duration) { self.pause = pause }

    /// Returns once the next may begin; at once for the first.
    func wait() async throws {
        if let begun = last.withLock({ $0 }) {
            try await Task.sleep(until: begun + pause, clock: .continuous)
        }
        last.withLock { $0 = .now }
    }
}
