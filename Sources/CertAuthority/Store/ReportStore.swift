/// What a store adds up for reports. It adds up in its own files, row by row, so that the memory
/// that it takes does not grow with what is on record.
public protocol ReportStore: Sendable {
    /// Adds up the certificates first issued in a period that are not revoked now; of corrected
    /// ones the correction.
    ///
    /// - Parameters:
    ///   - total: What is added to.
    ///   - add: Takes one group of certificates that are alike.
    func tally<Total: Sendable>(
        _ period: ReportPeriod, into total: Total,
        _ add: @escaping @Sendable (inout Total, CertificateTally) throws -> Void
    ) async throws(StoreError) -> Total

    /// What each pool gave towards these certificates, by pool.
    func sponsored(_ period: ReportPeriod) async throws(StoreError) -> [SponsoredTally]

    /// What moved on orders in a period, by currency and kind.
    func accounts(_ period: ReportPeriod) async throws(StoreError) -> [AccountTally]

    /// What stood open at a period's end, by currency.
    func standing(_ period: ReportPeriod) async throws(StoreError) -> [StandingTally]

    /// The pools that there were by a period's end, by name.
    func pools(_ period: ReportPeriod) async throws(StoreError) -> [PoolTally]

    /// The entries up to a period's end whose amounts are more than anybody pays
    /// (``Money/mostPlausible``) and which no sum has, by what the office knows them by, such as
    /// `payment 3`.
    func uncounted(_ period: ReportPeriod) async throws(StoreError) -> [String]
}
