/// What a store does with orders. Each call that changes something is one transaction with its
/// audit entry, which names no learner; what an order does not allow is a ``StoreError`` with the
/// code `conflict`, and an order that does not exist one with `notFound`.
public protocol OrderStore: Sendable {
    /// Opens orders; a row that has one that stands keeps it, so that asking again opens no other.
    ///
    /// - Returns: The orders that stand for the rows, in their order.
    func open(_ requests: [OrderRequest], _ authorship: Authorship) async throws -> [OrderRecord]

    /// Gives an order a price.
    func price(
        _ reference: OrderReference, at quote: OrderQuote, _ authorship: Authorship
    ) async throws -> OrderRecord

    /// An order, or nil.
    func order(_ reference: OrderReference) async throws(StoreError) -> OrderRecord?

    /// The orders that stand for these rows.
    func orders(rowKeys: [RowKey]) async throws(StoreError) -> [RowKey: OrderRecord]

    /// The orders that hold all that a filter gives, oldest first.
    func orders(_ filter: OrderFilter) async throws(StoreError) -> [OrderRecord]

    /// Gives an order up: releases what sponsors reserved, gives back what was captured, and lets
    /// its vouchers be used again. What was paid becomes credit.
    ///
    /// An order whose certificate was issued and not revoked, or waits in a plan, is not given up.
    func cancel(
        _ reference: OrderReference, reason: String, _ authorship: Authorship
    ) async throws -> OrderRecord

    /// Writes down that money went back to the payer, at most the order's credit.
    func refund(
        _ reference: OrderReference, _ amount: Money, note: String, _ authorship: Authorship
    ) async throws -> OrderRecord

    /// Asks for a waiver.
    ///
    /// - Parameter amount: The most to waive; nil for all that is outstanding.
    func requestWaiver(
        _ reference: OrderReference, _ amount: Money?, reason: String, _ authorship: Authorship
    ) async throws -> WaiverRequest

    /// Approves a waiver; who asked for it cannot.
    func approveWaiver(_ number: Int64, _ authorship: Authorship) async throws -> OrderRecord
}
