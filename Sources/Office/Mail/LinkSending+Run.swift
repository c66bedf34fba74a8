import CertAuthority
import Credentials

extension LinkSending: MailQueue {
    /// Sends what waits, one message after the other, until the server refuses for a reason of its
    /// own.
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
    ) async throws -> MailTally {
        try await sendAll(by: transfer, pace: pace, shouldStop: shouldStop, progress: progress)
    }

    func waiting() async throws -> [LearnerLink] {
        try await links().filter { $0.delivery?.state == .pending && $0.state == .good }
    }

    func number(of link: LearnerLink) -> CertificateNumber { link.number }

    func delivery(of link: LearnerLink) -> LinkDelivery? { link.delivery }

    func attempt() throws -> LearnerToken { try LearnerToken.random() }

    func draft(_ link: LearnerLink, _ token: LearnerToken) async throws -> MailDraft {
        try await draft(link, address: open.installation.learnerURL(token))
    }

    func begin(_ link: LearnerLink, _ token: LearnerToken) async throws {
        try await open.store.beginDelivery(
            NewLink(number: link.number, token: token), authorship)
    }

    func end(
        _ link: LearnerLink, _ token: LearnerToken?, as state: LinkDelivery.State, reply: String?
    ) async throws {
        try await open.store.endDelivery(
            of: link.number, link: token, as: state, reply: reply, authorship)
    }
}
