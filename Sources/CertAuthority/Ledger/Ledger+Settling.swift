import Credentials
import LinkedData

extension Ledger {
    /// Opens, prices and settles the orders of rows: vouchers first and then the pool, row by row.
    ///
    /// - Returns: What came of it, and how many codes were unknown.
    package func settle(
        _ fees: [RowFee], by means: SettlementMeans
    ) throws -> (outcome: SettlementOutcome, misses: Int) {
        var settling = try RowSettling(fees, self)
        if !means.vouchers.isEmpty { try settling.redeem(means.vouchers) }
        if let pool = means.pool { try settling.sponsor(from: pool) }
        return (try settling.outcome(), settling.misses)
    }
}

/// The settling of some rows within one transaction.
private struct RowSettling<Rows: LedgerRows> {
    private struct State {
        let row: RowFee
        var order: OrderRecord
        var vouchers: [String] = []
        var sponsored: Money?

        var isOpen: Bool { order.account.state != .settled }
    }

    /// How many codes were unknown.
    private(set) var misses = 0

    private let ledger: Ledger<Rows>
    private var states: [State] = []
    private var refused: [SettlementOutcome.VoucherRefusal] = []
    private var redeemed: Set<Int> = []
    private var refusedByPool: String?

    /// Sees to it that each row has an order with a price that holds.
    init(_ fees: [RowFee], _ ledger: Ledger<Rows>) throws {
        self.ledger = ledger
        var opened: [OrderReference] = []
        for row in fees {
            let wanted = row.order
            if let standing = try ledger.rows.standingOrder(of: wanted.rowKey) {
                let order =
                    try Self.needsPrice(standing, on: row.quote.request.date, ledger)
                    ? ledger.price(standing.order.reference, at: Self.quote(row, ledger)) : standing
                states.append(State(row: row, order: order))
                continue
            }
            let order = try ledger.insert(
                OrderRequest(
                    rowKey: wanted.rowKey, programme: wanted.programme,
                    organisation: wanted.organisation, country: wanted.country,
                    quote: Self.quote(row, ledger)))
            opened.append(order.order.reference)
            states.append(State(row: row, order: order))
        }
        try ledger.auditOpened(opened)
    }

    /// Whether an order has no price, or one whose hold has run out before anything was settled. A
    /// price from elsewhere has no hold, and stays.
    private static func needsPrice(
        _ record: OrderRecord, on day: CivilDate, _ ledger: Ledger<Rows>
    ) throws -> Bool {
        switch record.account.state {
        case .created: return true
        case .quoted where record.account.refunded == 0:
            return try quote(of: record, ledger).map { $0.heldUntil <= day } ?? false
        default: return false
        }
    }

    /// Today's price, which is kept, or one that the learner was given before, holds and is lower.
    private static func quote(_ row: RowFee, _ ledger: Ledger<Rows>) throws -> OrderQuote {
        let request = row.quote.request
        if let learner = row.learnerReference {
            let held = try ledger.rows.quotesHeld(
                learner: learner, programme: request.programme,
                organisation: row.quote.organisation, on: request.date)
            if let better = StoredQuote.held(of: held, below: row.quote) {
                return OrderQuote(id: better.id.description, amount: better.amount)
            }
        }
        try ledger.rows.keep(row.kept, ledger.authorship)
        return OrderQuote(id: row.kept.id.description, amount: row.kept.amount)
    }

    private static func quote(
        of record: OrderRecord, _ ledger: Ledger<Rows>
    ) throws -> StoredQuote? {
        guard let text = record.account.quote?.id, let id = try? QuoteID(text) else { return nil }
        return try ledger.rows.quote(id)
    }

    // MARK: Vouchers

    /// Tries the codes row by row: those of the learner first, then those for anyone. A code goes on
    /// to the next row until it is used up.
    mutating func redeem(_ lines: [VoucherLine]) throws {
        var own: [String: [VoucherLine]] = [:]
        for line in lines {
            if let learner = line.learner { own[learner, default: []].append(line) }
        }
        var common = lines.filter { $0.learner == nil }[...]
        for index in states.indices where states[index].isOpen {
            let theirs = states[index].row.learnerReference.flatMap { own[$0] } ?? []
            for line in theirs where states[index].isOpen {
                _ = try redeem(line, for: index)
            }
            var passed: [VoucherLine] = []
            while states[index].isOpen, let line = common.first {
                common.removeFirst()
                if try redeem(line, for: index) { passed.append(line) }
            }
            common = (passed + common)[...]
        }
    }

    /// - Returns: Whether the code may still be good for another row.
    private mutating func redeem(_ line: VoucherLine, for index: Int) throws -> Bool {
        do {
            let found = try ledger.voucher(line.code)
            if case .failure(.unknown) = found { misses += 1 }
            let voucher = try found.get()
            let order = states[index].order
            try ledger.redeem(voucher, for: order)
            states[index].order = try ledger.required(order.order.reference)
            states[index].vouchers.append(voucher.name)
            redeemed.insert(line.line)
            return true
        } catch VoucherError.usedForThisOrder {
            return true
        } catch let error as VoucherError {
            // That one was used up just now is no refusal, and one is told once.
            if !redeemed.contains(line.line), !refused.contains(where: { $0.line == line.line }) {
                refused.append(.init(line: line.line, error: error))
            }
            return false
        }
    }

    // MARK: The pool

    /// Reserves what each row has outstanding; a row for which the pool does not suffice is left.
    mutating func sponsor(from pool: Slug) throws {
        _ = try ledger.required(pool)
        var reserved: [JSON] = []
        for index in states.indices where states[index].isOpen {
            let order = states[index].order
            guard let amount = order.account.outstanding else { continue }
            do {
                try ledger.sponsor(order, amount, from: pool)
            } catch let error as StoreError where error.code == .conflict {
                if refusedByPool == nil { refusedByPool = error.description }
                continue
            }
            states[index].order = try ledger.required(order.order.reference)
            states[index].sponsored = amount
            reserved.append(["order": .string("\(order.order.reference)"), "amount": amount.json])
        }
        try ledger.auditSponsored(reserved, from: pool)
    }

    func outcome() throws -> SettlementOutcome {
        SettlementOutcome(
            rows: try states.map { state in
                RowSettlement(
                    order: state.order, quote: try Self.quote(of: state.order, ledger),
                    vouchers: state.vouchers, sponsored: state.sponsored)
            }, refusedVouchers: refused.sorted { $0.line < $1.line }, refusedByPool: refusedByPool)
    }
}
