import CertAuthority
import Credentials
import StoreSQLite

/// Settles the fees of a cohort's rows before they are issued.
struct FeeDesk {
    /// The rows with what they owe; nothing was written for it.
    struct Owed {
        /// Rows that need no order, since the programme is free.
        var free: [CohortRow] = []
        /// Rows with an order that settles them.
        var settled: [(row: CohortRow, order: OrderRecord)] = []
        /// Rows that nothing settles yet, with the order that stands for them and today's price.
        var open: [(row: CohortRow, standing: OrderRecord?, fee: RowFee)] = []
        /// Rows that the reference of --settled-by settles, and no order is asked for.
        var referenced: [CohortRow] = []
    }

    private let open: OpenInstallation
    private let programme: Programme
    private let organisation: Organisation
    private let options: SettlementOptions
    private let settledBy: String?
    private let isRehearsal: Bool
    private let vouchers: [VoucherLine]

    /// Reads the codes, and makes sure that the orders can be written, before anything is checked.
    init(
        open: OpenInstallation, programme: Programme, organisation: Organisation,
        options: SettlementOptions, settledBy: String?, isRehearsal: Bool
    ) throws {
        self.open = open
        self.programme = programme
        self.organisation = organisation
        self.options = options
        self.settledBy = settledBy?.isEmpty == true ? nil : settledBy
        self.isRehearsal = isRehearsal
        if let file = options.createOrders, FileSystem.exists(file) {
            throw CommandFailure(
                .conflict, "\(file) exists already; name a new file for the orders")
        }
        vouchers =
            try options.vouchers.map { file in
                try VoucherFile.read(try FileSystem.read(file), file: file)
            } ?? []
    }

    /// Whether the programme costs nothing; asked once, whatever the number of rows.
    private var isFree: Bool {
        programme.level != .advanced && open.contents.fees.price(of: programme.slug) == nil
    }

    /// Finds out what rows owe.
    ///
    /// - Throws: `SourceFaults` naming every row for which there is no price.
    func reckon(_ rows: [CohortRow], file: String, at instant: Timestamp) async throws -> Owed {
        var owed = Owed()
        guard !rows.isEmpty else { return owed }
        guard !isFree else {
            guard options.isEmpty else {
                throw CommandFailure(
                    .usage,
                    "\(programme.slug) is free; leave --sponsor, --vouchers and --create-orders out"
                )
            }
            owed.free = rows
            return owed
        }
        let orders = try await open.store.orders(rowKeys: rows.map(key))
        // Asked for no order, a reference makes none.
        let makesOrders = settledBy == nil || !options.isEmpty
        let today = try Day.of(instant)
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
    func settle(
        _ owed: Owed, _ common: CommonOptions, _ authorship: Authorship
    ) async throws -> SettledRows {
        var result = SettledRows()
        result.isRehearsal = isRehearsal
        result.pool = options.sponsor
        result.vouchersFile = options.vouchers
        result.settled = owed.settled.map { .init(row: $0.row, order: $0.order.order.reference) }
        result.hasFees = owed.free.isEmpty && !(owed.settled.isEmpty && owed.open.isEmpty)
        var byReference = owed.referenced
        if !owed.open.isEmpty {
            let store = isRehearsal ? try common.writableStore().rehearsing() : open.store
            let outcome = try await store.settle(
                owed.open.map(\.fee),
                by: SettlementMeans(vouchers: vouchers, pool: options.sponsor), authorship)
            result.refusedVouchers = outcome.refusedVouchers
            result.refusedByPool = outcome.refusedByPool
            for (entry, settlement) in zip(owed.open, outcome.rows) {
                // What a rehearsal made up is not there afterwards.
                let isThere =
                    !isRehearsal
                    || entry.standing?.account.quote?.id
                        == settlement.order.account.quote?.id
                let told = SettledRows.Entry(
                    row: entry.row,
                    order: isRehearsal && entry.standing == nil
                        ? nil : settlement.order.order.reference,
                    settlement: settlement, quoteIsKept: isThere)
                if settlement.isSettled {
                    result.settled.append(told)
                } else if settledBy != nil {
                    byReference.append(entry.row)
                } else {
                    result.waiting.append(told)
                }
            }
        }
        result.settled.sort { $0.row.number < $1.row.number }
        let settledRows = owed.free + result.settled.map(\.row)
        if !settledRows.isEmpty {
            // A free programme has always taken a reference along.
            result.groups.append((settledRows, owed.free.isEmpty ? nil : settledBy))
        }
        if !byReference.isEmpty { result.groups.append((byReference, settledBy)) }
        try writeOrders(&result)
        return result
    }

    private func writeOrders(_ result: inout SettledRows) throws {
        guard let file = options.createOrders, !isRehearsal, !result.waiting.isEmpty else { return }
        let entries = result.waiting.compactMap { entry in
            entry.settlement.map { (entry.row, $0) }
        }
        // Names and addresses: for their owner alone.
        try FileSystem.createWhole(file, OrderSheet.table(entries), mode: 0o600)
        result.ordersFile = file
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
