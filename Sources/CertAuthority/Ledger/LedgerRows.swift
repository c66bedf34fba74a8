package import Credentials
package import LinkedData

/// The rows of orders, vouchers, payments and pools within one transaction, as an engine of a store
/// reads and writes them: one statement each, and no decision in any. What may be written, and in
/// which order rows are settled, is ``Ledger``'s to say, so that it holds of every engine.
///
/// A look sees what was written before in the same transaction. Where anything is thrown the
/// transaction is taken back.
package protocol LedgerRows {
    // MARK: Orders

    /// An order with its entries and the waivers that are asked for, or nil.
    func order(_ reference: OrderReference) throws -> OrderRecord?
    /// The order of a row that was not cancelled, or nil.
    func standingOrder(of key: RowKey) throws -> OrderRecord?
    /// Its reference only.
    func standingReference(of key: RowKey) throws -> OrderReference?
    /// The order of a row that was opened last, cancelled or not, or nil.
    func latestOrder(of key: RowKey) throws -> OrderRecord?
    /// Whether anything was ever ordered.
    func hasOrders() throws -> Bool
    /// The country of an order's learner, where it has one.
    func country(of reference: OrderReference) throws -> String?
    /// Whether there is an order of that reference.
    func isTaken(_ reference: OrderReference) throws -> Bool
    /// Writes an order down, without any entry.
    func insert(_ order: Order, country: String?) throws
    /// Writes an entry of an order down.
    ///
    /// - Parameter voucherUse: The use that a `vouchered` event stands for.
    func insert(
        _ event: OrderEvent, to reference: OrderReference, voucherUse: Int64?,
        _ authorship: Authorship
    ) throws
    /// Notes that an order was cancelled.
    func cancel(_ reference: OrderReference, at instant: Timestamp) throws
    /// The number of a certificate of that row which is not revoked, or nil.
    func certificate(of key: RowKey) throws -> String?
    /// Notes that an order settled the certificate of a row, unless something else is noted.
    func note(_ reference: OrderReference, asSettling key: RowKey) throws
    /// The batch in whose plan that row waits, or nil.
    func planningBatch(of key: RowKey) throws -> String?

    // MARK: Waivers

    /// A request for a waiver, approved or not, or nil.
    func waiver(_ number: Int64) throws -> WaiverRequest?
    /// Writes a request down.
    ///
    /// - Parameter amount: The most to waive; nil for all that is outstanding.
    /// - Returns: Its number.
    func insertWaiver(
        of reference: OrderReference, _ amount: Money?, reason: String, _ authorship: Authorship
    ) throws -> Int64

    // MARK: Payments

    /// A payment by its provider's identifier, or nil.
    func payment(_ provider: Slug, _ id: String) throws -> PaymentRecord?
    /// A payment by its number, or nil.
    func payment(_ number: Int64) throws -> PaymentRecord?
    /// Writes a payment down.
    ///
    /// - Parameter aside: Why it goes to no order, where it goes to none.
    /// - Returns: Its number.
    func insert(_ payment: Payment, aside: String?, _ authorship: Authorship) throws -> Int64

    /// A payment by what its returns name it by, or nil.
    func payment(_ provider: Slug, reference: String) throws -> PaymentRecord?
    /// What a payment's returns name it by, or nil.
    func paymentReference(_ number: Int64) throws -> String?
    /// Notes what a payment's returns name it by.
    func link(_ number: Int64, _ provider: Slug, _ reference: String) throws

    // MARK: Returns

    /// A return by its provider's identifier, or nil.
    func paymentReturn(_ provider: Slug, _ id: String) throws -> StoredReturn?
    /// A return by its number, or nil.
    func paymentReturn(_ number: Int64) throws -> StoredReturn?
    /// The returns that have not ended, oldest first.
    func waitingReturns() throws -> [StoredReturn]
    /// How much of a payment went back by returns that are refunds, in minor units.
    func returned(_ provider: Slug, _ reference: String) throws -> Int64
    /// Writes a return down.
    ///
    /// - Returns: Its number.
    func insert(_ told: PaymentReturn, _ authorship: Authorship) throws -> Int64
    /// Writes an entry of an order down, and that it is what a return ended with.
    func apply(
        _ number: Int64, _ event: OrderEvent, to reference: OrderReference,
        _ authorship: Authorship
    ) throws
    /// Notes that a return is closed.
    func close(_ number: Int64, reason: String, _ authorship: Authorship) throws

    // MARK: Quotes

    /// A quote by its id, or nil.
    func quote(_ id: QuoteID) throws -> StoredQuote?
    /// A learner's quotes that hold on a day, the latest first.
    func quotesHeld(
        learner: String, programme: Slug, organisation: Slug, on day: CivilDate
    ) throws -> [StoredQuote]
    /// Keeps a quote, with its audit entry.
    func keep(_ quote: StoredQuote, _ authorship: Authorship) throws

    // MARK: Vouchers

    /// A voucher by the SHA-256 of its code, 64 hexadecimal digits; nil where there is none.
    func voucher(digest: String) throws -> VoucherRecord?
    /// Whether a voucher was redeemed for an order, and not given back.
    func isRedeemed(digest: String, for reference: OrderReference) throws -> Bool
    /// Writes down that a voucher is redeemed, which counts as a use of it.
    ///
    /// - Returns: The use's number.
    func insertUse(
        digest: String, for reference: OrderReference, _ authorship: Authorship
    ) throws -> Int64
    /// Gives every use of vouchers for an order back, which they then have again.
    func returnUses(of reference: OrderReference, _ authorship: Authorship) throws
    /// How many unknown codes were tried after an instant.
    func misses(after instant: Timestamp) throws -> Int
    /// Writes down that an unknown code was tried.
    func insertMiss(at instant: Timestamp) throws

    // MARK: Pools

    /// A pool with what its accounts hold, or nil.
    func pool(_ id: Slug) throws -> SponsorPoolRecord?
    /// Writes a transfer down; the accounts follow.
    ///
    /// - Returns: Its place in the ledger.
    func insert(
        _ kind: LedgerTransfer.Kind, _ amount: Money, in pool: Slug, order: OrderReference?,
        reservation: Int64?, note: String?, _ authorship: Authorship
    ) throws -> Int64
    /// What is reserved for an order and neither released nor given back, oldest first.
    func reservations(of reference: OrderReference) throws -> [LedgerReservation]
    /// What counts towards a cap in one bucket, in minor units.
    func used(_ place: SponsorCapPlace) throws -> Int64
    /// Adds to what counts towards a cap in one bucket; below zero, takes away.
    ///
    /// - Parameter limit: The cap's, which the engine sees to once more.
    func add(_ units: Int64, to place: SponsorCapPlace, limit: Int64) throws

    // MARK: The audit

    /// Writes the transaction's audit entry.
    func append(
        _ action: AuditEvent.Action, subject: String, details: JSON, _ authorship: Authorship
    ) throws
}

/// A voucher as it is kept: never its code.
package struct VoucherRecord: Sendable, Equatable {
    /// SHA-256 of the code, 64 hexadecimal digits.
    package let digest: String
    /// Its batch.
    package let batch: String
    /// Its place in the batch, from 1.
    package let place: Int
    /// What it is good for.
    package let terms: VoucherTerms
    /// How often it was redeemed and not given back.
    package let used: Int
    /// Whether it was ended.
    package let isRevoked: Bool

    /// Describes a voucher.
    package init(
        digest: String, batch: String, place: Int, terms: VoucherTerms, used: Int, isRevoked: Bool
    ) {
        self.digest = digest
        self.batch = batch
        self.place = place
        self.terms = terms
        self.used = used
        self.isRevoked = isRevoked
    }

    /// What people call it, such as `VB-7K3M9QXDC/12`.
    package var name: String { "\(batch)/\(place)" }
}

/// Money that a pool has set aside for an order, or spent on it.
package struct LedgerReservation: Sendable, Equatable {
    /// Its number: the place of its `reserve` in the ledger.
    package let number: Int64
    /// The pool.
    package let pool: Slug
    /// How much, in minor units of the pool's currency.
    package let amount: Int64
    /// When it was made, by which caps count it.
    package let at: Timestamp
    /// Whether the certificate was issued.
    package let isCaptured: Bool

    /// Describes a reservation.
    package init(number: Int64, pool: Slug, amount: Int64, at: Timestamp, isCaptured: Bool) {
        self.number = number
        self.pool = pool
        self.amount = amount
        self.at = at
        self.isCaptured = isCaptured
    }
}

/// Where a cap counts what is reserved: one of its buckets.
package struct SponsorCapPlace: Sendable, Hashable {
    /// The pool.
    package let pool: Slug
    /// The cap's place among the pool's, from 0.
    package let position: Int
    /// What it counts by, such as `KE 2026-06`.
    package let bucket: String

    /// Names a bucket.
    package init(pool: Slug, position: Int, bucket: String) {
        self.pool = pool
        self.position = position
        self.bucket = bucket
    }
}
