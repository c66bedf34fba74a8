public import CertAuthority
package import Credentials

/// What may settle the fees of a cohort's rows.
public struct CohortMeans: Sendable {
    /// Vouchers and a sponsors' pool; what they do not cover waits for payments.
    public let means: SettlementMeans
    /// What settles the rows that no order settles, such as an invoice's number; nil where they wait.
    public let reference: String?
    /// Whether orders are wanted even where a reference settles the rows.
    public let makesOrders: Bool
    /// Where orders and what settles them are written down: the record, or a rehearsing one, which
    /// takes everything back. Asked for once there is something to settle.
    let ledger: @Sendable () throws -> any SettlementStore

    /// Names what may settle rows.
    ///
    /// - Parameter reference: An empty one is none.
    public init(
        vouchers: [VoucherLine] = [], pool: Slug? = nil, reference: String? = nil,
        makesOrders: Bool = false, ledger: @escaping @Sendable () throws -> any SettlementStore
    ) {
        means = SettlementMeans(vouchers: vouchers, pool: pool)
        self.reference = reference?.isEmpty == true ? nil : reference
        self.makesOrders = makesOrders
        self.ledger = ledger
    }
}

/// Settles the fees of a cohort's rows before they are issued.
struct CohortFees<Store: OfficeRecord> {
    /// The rows with what they owe; nothing was written for it.
    struct Owed {
        /// Rows that need no order, since the programme is free.
        var free: [CohortRow] = []
        /// Rows with an order that settles them.
        var settled: [(row: CohortRow, order: OrderRecord)] = []
        /// Rows that nothing settles yet, with the order that stands for them and today's price.
        var open: [(row: CohortRow, standing: OrderRecord?, fee: RowFee)] = []
        /// Rows that the reference settles, and no order is asked for.
        var referenced: [CohortRow] = []
    }

    let open: OpenInstallation<Store>
    let programme: Programme
    let organisation: Organisation
    let means: CohortMeans
    let isRehearsal: Bool

    /// Whether the programme costs nothing; asked once, whatever the number of rows.
    private var isFree: Bool {
        programme.level != .advanced && open.contents.fees.price(of: programme.slug) == nil
    }

    /// Finds out what rows owe.
    ///
    /// - Throws: `SourceFaults` naming every row for which there is no price; ``OfficeRefusal``
    ///   (`invalid`) where the programme is free and something is to settle it; `StoreError`.
    func reckon(_ rows: [CohortRow], file: String, at instant: Timestamp) async throws -> Owed {
        var owed = Owed()
        guard !rows.isEmpty else { return owed }
        guard !isFree else {
            guard !means.makesOrders else {
                throw OfficeRefusal(
                    .invalid, "\(programme.slug) is free; \(do: .leaveSettlementOut)")
            }
            owed.free = rows
            return owed
        }
        let orders = try await open.store.orders(rowKeys: rows.map(key))
        // Asked for no order, a reference makes none.
        let makesOrders = means.reference == nil || means.makesOrders
        let today = try CivilDate(of: instant)
        var prices = Prices()
        var faults: [SourceFault] = []
        for row in rows {
            let standing = orders[key(row)]
            if let standing, standing.account.state == .settled {
                owed.settled.append((row, standing))
            } else if !makesOrders {
                owed.referenced.append(row)
            } else {
                do {
                    let fee = try fee(row, on: today, at: instant, &prices)
                    owed.open.append((row, standing, fee))
                } catch let error as FeeError {
                    faults.append(
                        SourceFault(
                            file: file, line: nil, field: "row \(row.number)", row: row.number,
                            reason: "there is no price: \(error)",
                            remedy:
                                "correct the row or the fees, or settle it otherwise and give the "
                                + "reference with --settled-by"))
                }
            }
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return owed
    }

    /// Opens orders and settles what can be; in a rehearsal all of it is taken back.
    ///
    /// - Throws: `StoreError`; what opening the ledger throws.
    func settle(_ owed: Owed, _ authorship: Authorship) async throws -> CohortSettlement {
        var result = CohortSettlement()
        result.isRehearsal = isRehearsal
        result.settled = owed.settled.map { .init(row: $0.row, order: $0.order.order.reference) }
        result.hasFees = owed.free.isEmpty && !(owed.settled.isEmpty && owed.open.isEmpty)
        var byReference = owed.referenced
        if !owed.open.isEmpty {
            let outcome = try await means.ledger().settle(
                owed.open.map(\.fee), by: means.means, authorship)
            result.refusedVouchers = outcome.refusedVouchers
            result.refusedByPool = outcome.refusedByPool
            for (entry, settlement) in zip(owed.open, outcome.rows) {
                // What a rehearsal made up is not there afterwards.
                let isThere =
                    !isRehearsal
                    || entry.standing?.account.quote?.id
                        == settlement.order.account.quote?.id
                let told = CohortSettlement.Entry(
                    row: entry.row,
                    order: isRehearsal && entry.standing == nil
                        ? nil : settlement.order.order.reference,
                    settlement: settlement, quoteIsKept: isThere)
                if settlement.isSettled {
                    result.settled.append(told)
                } else if means.reference != nil {
                    byReference.append(entry.row)
                } else {
                    result.waiting.append(told)
                }
            }
        }
        result.settled.sort { $0.row.number < $1.row.number }
        // A free programme's rows are the cohort's own array still.
        let settledRows = owed.free.isEmpty ? result.settled.map(\.row) : owed.free
        if !settledRows.isEmpty {
            // A free programme has always taken a reference along.
            result.groups.append((settledRows, owed.free.isEmpty ? nil : means.reference))
        }
        if !byReference.isEmpty { result.groups.append((byReference, means.reference)) }
        return result
    }

    private func key(_ row: CohortRow) -> RowKey {
        RowKey(programme: programme.slug, learner: row.learner, completedOn: row.completedOn)
    }

    /// The prices that were reckoned; learners of one country and the same groups have the same.
    private typealias Prices = [FeeRequest: FeeQuote]

    private func fee(
        _ row: CohortRow, on day: CivilDate, at instant: Timestamp, _ prices: inout Prices
    ) throws -> RowFee {
        let request = FeeRequest(
            programme: programme.slug, organisation: organisation.slug, country: row.country,
            groups: Set(try row.groups.map { name in try LearnerGroup(named: name) }), date: day)
        let contents = open.contents
        let found =
            try prices[request]
            ?? contents.fees.quote(
                request, catalogue: contents.catalogue, reference: contents.reference)
        guard let quote = found else { throw FeeError.noPrice(programme.slug) }
        prices[request] = quote
        return RowFee(
            order: OrderRequest(
                rowKey: key(row), programme: programme.slug, organisation: organisation.slug,
                country: row.country, quote: nil),
            learnerReference: row.learnerReference, quote: quote,
            kept: StoredQuote(
                quote, id: try QuoteID.random(), learner: row.learnerReference, at: instant,
                schedule: contents.fees, catalogueVersion: open.catalogueVersion))
    }
}

extension CivilDate {
    /// The day of an instant in UTC.
    ///
    /// - Throws: ``OfficeRefusal`` (`failed`) beyond the calendar.
    package init(of instant: Timestamp) throws(OfficeRefusal) {
        guard let day = CivilDate(unixTime: instant.seconds) else {
            throw OfficeRefusal(.failed, "the clock is beyond the calendar")
        }
        self = day
    }
}
