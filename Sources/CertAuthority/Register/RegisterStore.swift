/// What a store tells of the register of certificates.
public protocol RegisterStore: Sendable {
    /// Certificates in the order of issue.
    ///
    /// - Parameters:
    ///   - after: Only those that were issued after this one; nil from the first on.
    ///   - limit: How many at most; nil for all.
    /// - Throws: ``StoreError``, `notFound` where there is no certificate ``after``.
    func register(
        _ filter: RegisterFilter, after: CertificateNumber?, limit: Int?
    ) async throws(StoreError) -> [RegisterEntry]

    /// A certificate as the register shows it, or nil.
    func entry(_ number: CertificateNumber) async throws(StoreError) -> RegisterEntry?

    /// How many certificates a filter lets through.
    func count(_ filter: RegisterFilter) async throws(StoreError) -> Int

    /// Certificates by their number or part of it, and by name, address or reference of the
    /// learner or the beginning of these. Costs some look-ups, however many certificates there are;
    /// only a part of a number is looked for in all numbers.
    func find(
        _ search: RegisterSearch, limit: Int
    ) async throws(StoreError) -> RegisterFindings
}
