public import CertAuthority

/// What settling the fees of a cohort came to. Neither groups nor the rules of a price are in what
/// may be told of it, since they say who a learner is.
public struct CohortSettlement: Sendable {
    /// A row with its order.
    public struct Entry: Sendable {
        /// The row.
        public let row: CohortRow
        /// The order; nil where a rehearsal took it back.
        public let order: OrderReference?
        /// What was done now; nil where the row was settled before.
        public let settlement: RowSettlement?
        /// Whether the quote is in the store.
        public let quoteIsKept: Bool

        init(
            row: CohortRow, order: OrderReference?, settlement: RowSettlement? = nil,
            quoteIsKept: Bool = true
        ) {
            self.row = row
            self.order = order
            self.settlement = settlement
            self.quoteIsKept = quoteIsKept
        }
    }

    /// What is issued, with what the batch says that it was settled by; nil for orders.
    var groups: [(rows: [CohortRow], settledBy: String?)] = []
    /// Rows that an order settles, in their order.
    public internal(set) var settled: [Entry] = []
    /// Rows that wait for their fee, in their order.
    public internal(set) var waiting: [Entry] = []
    /// Vouchers that were tried and are not good.
    public internal(set) var refusedVouchers: [SettlementOutcome.VoucherRefusal] = []
    /// Why the pool did not pay for the first row that it left; nil where it paid for all.
    public internal(set) var refusedByPool: String?
    /// Whether any of the rows had a fee.
    public internal(set) var hasFees = false
    /// Whether all of it was taken back.
    public internal(set) var isRehearsal = false

    init() {}

    /// How many rows are issued.
    public var toIssue: Int { groups.reduce(0) { $0 + $1.rows.count } }
}
