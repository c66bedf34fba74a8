/// A certificate and the one that renews it.
public struct Renewal: Sendable, Hashable {
    /// The earlier one, which stays valid until its end.
    public let old: CertificateNumber
    /// The one of a later completion.
    public let new: CertificateNumber

    /// Pairs both.
    public init(old: CertificateNumber, new: CertificateNumber) {
        self.old = old
        self.new = new
    }
}

/// Writes down which certificates renew others.
public protocol RenewalStore: Sendable {
    /// Leads from certificates to those that renew them. What was written down before stays, and a pair
    /// is passed over where the earlier one is revoked or erased, or where both are not of one
    /// programme and organisation, or the new one is not in good standing and of a later completion.
    ///
    /// - Returns: How many were written down now.
    func renew(_ renewals: [Renewal], _ authorship: Authorship) async throws -> Int
}
