/// A row of an advanced programme whose fee is to be settled.
public struct RowFee: Sendable {
    /// The order that is opened where none stands; its quote is that which is found for it.
    public let order: OrderRequest
    /// The office's own reference of the learner, where there is one.
    public let learnerReference: String?
    /// Today's price.
    public let quote: FeeQuote
    /// Today's price as it is kept, where the order needs a new one.
    public let kept: StoredQuote

    /// Puts a row's order and price together.
    public init(
        order: OrderRequest, learnerReference: String?, quote: FeeQuote, kept: StoredQuote
    ) {
        self.order = order
        self.learnerReference = learnerReference
        self.quote = quote
        self.kept = kept
    }
}

/// What may settle rows whose orders are open.
public struct SettlementMeans: Sendable {
    /// Vouchers, in the order in which they are tried.
    public let vouchers: [VoucherLine]
    /// The pool that pays what is left.
    public let pool: Slug?

    /// Names what may settle rows.
    public init(vouchers: [VoucherLine], pool: Slug?) {
        self.vouchers = vouchers
        self.pool = pool
    }
}

/// A row's order after everything was tried that may settle it.
public struct RowSettlement: Sendable {
    /// The order as it is then.
    public let order: OrderRecord
    /// The quote of its price, or nil where the order has its price from elsewhere.
    public let quote: StoredQuote?
    /// The vouchers that were redeemed now, such as `VB-7K3M9QXDC/12`.
    public let vouchers: [String]
    /// What the pool reserved now.
    public let sponsored: Money?

    package init(order: OrderRecord, quote: StoredQuote?, vouchers: [String], sponsored: Money?) {
        self.order = order
        self.quote = quote
        self.vouchers = vouchers
        self.sponsored = sponsored
    }

    /// Whether nothing is outstanding.
    public var isSettled: Bool { order.account.state == .settled }
}

/// What settling the rows of a cohort came to.
public struct SettlementOutcome: Sendable {
    /// A voucher that did not settle anything, by its line.
    public struct VoucherRefusal: Sendable, Hashable {
        /// The line in the file of codes.
        public let line: Int
        /// Why.
        public let error: VoucherError

        package init(line: Int, error: VoucherError) {
            self.line = line
            self.error = error
        }
    }

    /// The rows in the order in which they were given.
    public let rows: [RowSettlement]
    /// The vouchers that were tried and are not good, by line.
    public let refusedVouchers: [VoucherRefusal]
    /// Why the pool did not pay for the first row that it left, or nil where it paid for all.
    public let refusedByPool: String?

    package init(rows: [RowSettlement], refusedVouchers: [VoucherRefusal], refusedByPool: String?) {
        self.rows = rows
        self.refusedVouchers = refusedVouchers
        self.refusedByPool = refusedByPool
    }
}
