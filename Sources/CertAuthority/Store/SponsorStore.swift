public import Credentials

/// What a store does with sponsors' pools, as ``OrderStore`` says.
public protocol SponsorStore: Sendable {
    /// Makes an empty pool.
    func create(_ pool: SponsorPool, _ authorship: Authorship) async throws

    /// Adds what a sponsor gave.
    func fund(
        _ pool: Slug, _ amount: Money, note: String?, _ authorship: Authorship
    ) async throws -> SponsorPoolRecord

    /// Takes out what goes back to the sponsor: at most what is available.
    func withdraw(
        _ pool: Slug, _ amount: Money, note: String?, _ authorship: Authorship
    ) async throws -> SponsorPoolRecord

    /// The pools, by name.
    func pools() async throws(StoreError) -> [SponsorPoolRecord]

    /// What went in and out of a pool from one instant to before another.
    ///
    /// - Throws: ``StoreError`` with the code `corrupt` when the transfers from the first to the
    ///   last do not come to the balances, or were ever below zero on the way.
    func statement(
        of pool: Slug, from: Timestamp?, until: Timestamp?
    ) async throws(StoreError) -> SponsorStatement

    /// Reserves what is outstanding of orders. When the pool or one of its caps does not suffice
    /// for all, nothing is reserved.
    ///
    /// - Parameter most: The most for each order; nil for all that is outstanding.
    /// - Returns: The orders as they are then.
    func sponsor(
        _ references: [OrderReference], from pool: Slug, most: Money?, _ authorship: Authorship
    ) async throws -> [OrderRecord]

    /// Captures what is reserved for orders, since their certificates are issued; recording
    /// certificates does so of itself, in its own transaction. What is captured is left alone.
    func capture(_ references: [OrderReference], _ authorship: Authorship) async throws
}
