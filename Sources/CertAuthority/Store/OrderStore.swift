public import Credentials

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

    /// All orders, oldest first.
    func orders(
        programme: Slug?, state: OrderAccount.State?
    ) async throws(StoreError) -> [OrderRecord]

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

/// What a store does with vouchers, as ``OrderStore`` says. It never holds a code.
public protocol VoucherStore: Sendable {
    /// Keeps the hashes of new codes.
    func create(
        _ batch: VoucherBatch, codes: [VoucherCode], _ authorship: Authorship
    ) async throws

    /// Settles an order with a voucher.
    ///
    /// - Throws: ``VoucherError`` where it is not good for the order. Unknown codes are counted;
    ///   after ``VoucherGuessing/most`` within ``VoucherGuessing/window`` no code is looked at.
    func redeem(
        _ code: VoucherCode, for reference: OrderReference, _ authorship: Authorship
    ) async throws -> OrderRecord

    /// Ends vouchers of a batch, or one by its place from 1; what they settled stays settled.
    ///
    /// - Returns: How many were good before.
    func revokeVouchers(
        of batch: String, place: Int?, reason: String, _ authorship: Authorship
    ) async throws -> Int

    /// Which voucher a code is, by batch and place, or nil.
    func voucher(_ code: VoucherCode) async throws(StoreError) -> (batch: String, place: Int)?

    /// The batches with what became of their vouchers, oldest first.
    func voucherReports() async throws(StoreError) -> [VoucherReport]
}

/// How fast codes can be tried.
public enum VoucherGuessing {
    /// How many unknown codes are answered within the window, whoever tries them.
    public static let most = 100
    /// One hour, in seconds.
    public static let window: Int64 = 3_600
}

/// What a store does with payments, as ``OrderStore`` says.
public protocol PaymentStore: Sendable {
    /// Takes payments, all or none. One that was taken before is left alone; one that names no
    /// order, or one that cannot take it, is set aside.
    ///
    /// - Parameters:
    ///   - source: The file's name, for faults.
    ///   - digest: SHA-256 of the file, 64 hexadecimal digits.
    /// - Throws: ``SourceFaults`` when the provider told of a payment before with another amount.
    func take(
        _ payments: [Payment], source: String, digest: String, _ authorship: Authorship
    ) async throws -> PaymentImport

    /// Puts a payment that was set aside to an order.
    func assign(
        payment number: Int64, to reference: OrderReference, _ authorship: Authorship
    ) async throws -> OrderRecord

    /// The payments, oldest first.
    func payments(aside: Bool) async throws(StoreError) -> [PaymentRecord]
}
