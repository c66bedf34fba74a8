/// What a store does with learners' links and their mailing. Each change is one transaction with its
/// audit entry, which names certificates and never a token; the store holds hashes only.
public protocol LinkStore: Sendable {
    /// Certificates with their links and mailing, in the order of the selection; a number that
    /// nobody was given is passed over.
    func links(_ selection: CertificateSelection) async throws(StoreError) -> [LearnerLink]

    /// Makes links good.
    ///
    /// - Parameter ending: Whether those before end with it.
    /// - Throws: ``StoreError``, `conflict` where a certificate is erased or not in good standing,
    ///   `notFound` where there is none; then nothing was changed.
    func create(_ links: [NewLink], ending: Bool, _ authorship: Authorship) async throws

    /// Ends all links that lead to certificates, also by way of their corrections.
    ///
    /// - Returns: How many links were good before.
    func revokeLinks(
        of numbers: [CertificateNumber], reason: String, _ authorship: Authorship
    ) async throws -> Int

    /// Writes down whom messages are to go to: the certificates of a selection that are in good
    /// standing, have an address and were not planned before.
    ///
    /// - Returns: How many were added.
    func planDeliveries(
        of selection: CertificateSelection, _ authorship: Authorship
    ) async throws -> Int

    /// Writes down that a message is about to be handed over, with the link that it brings. Called
    /// before the end of the message: a process that dies afterwards leaves it in doubt, and one
    /// that dies before has sent nothing.
    ///
    /// - Throws: ``StoreError``, `conflict` where it does not wait to be sent (any more).
    func beginDelivery(_ link: NewLink, _ authorship: Authorship) async throws

    /// Writes down what became of a message.
    ///
    /// - Parameters:
    ///   - link: The link that ``beginDelivery(_:_:)`` was given, or nil where the message never came
    ///     so far. It ends where the message was not accepted.
    ///   - reply: The codes of the server's reply, such as `550 5.1.1`. Never its words, which may
    ///     repeat the address: the audit keeps the reply for good.
    func endDelivery(
        of number: CertificateNumber, link: LearnerToken?, as outcome: LinkDelivery.State,
        reply: String?, _ authorship: Authorship
    ) async throws

    /// Decides about messages in doubt: they have arrived, or are to be sent again. Links that they
    /// may have brought stay good.
    ///
    /// - Throws: ``StoreError``, `conflict` where one of them is not in doubt.
    func settleDeliveries(
        of numbers: [CertificateNumber], arrived: Bool, _ authorship: Authorship
    ) async throws

    /// Has messages that were refused for good wait to be sent again.
    ///
    /// - Throws: ``StoreError``, `conflict` where one of them was not refused; then nothing was
    ///   changed.
    func retryDeliveries(of numbers: [CertificateNumber], _ authorship: Authorship) async throws
}
