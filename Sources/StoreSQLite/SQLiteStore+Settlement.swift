public import CertAuthority
import Credentials
import GRDB
import LinkedData

extension SQLiteStore {
    /// Opens, prices and settles the orders of rows.
    public func settle(
        _ rows: [RowFee], by means: SettlementMeans, _ authorship: Authorship
    ) async throws -> SettlementOutcome {
        let (outcome, misses) = try await write { db in
            var settling = try RowSettling(rows, authorship, in: db)
            if !means.vouchers.isEmpty { try settling.redeem(means.vouchers, in: db) }
            if let pool = means.pool { try settling.sponsor(from: pool, in: db) }
            return (try settling.outcome(in: db), settling.misses)
        }
        if takesBack, misses > 0 { try await countRehearsed(misses, authorship) }
        return outcome
    }
}

/// The settling of some rows within one transaction.
private struct RowSettling {
    private struct State {
        let row: RowFee
        var order: OrderRecord
        var vouchers: [String] = []
        var sponsored: Money?

        var isOpen: Bool { order.account.state != .settled }
    }

    /// How many codes were unknown.
    private(set) var misses = 0

    private let authorship: Authorship
    private var states: [State] = []
    private var refused: [SettlementOutcome.VoucherRefusal] = []
    private var redeemed: Set<Int> = []
    private var refusedByPool: String?

    /// Sees to it that each row has an order with a price that holds.
    init(_ rows: [RowFee], _ authorship: Authorship, in db: Database) throws {
        self.authorship = authorship
        var opened: [OrderReference] = []
        for row in rows {
            if let standing = try SQLiteStore.standingOrder(row.order.rowKey, in: db) {
                let order =
                    try Self.needsPrice(standing, on: row.quote.request.date, in: db)
                    ? Self.price(standing, row, authorship, in: db) : standing
                states.append(State(row: row, order: order))
                continue
            }
            let wanted = row.order
            let request = OrderRequest(
                rowKey: wanted.rowKey, programme: wanted.programme,
                organisation: wanted.organisation, country: wanted.country,
                quote: try Self.quote(row, authorship, in: db))
            let order = try SQLiteStore.insertOrder(request, authorship, in: db)
            opened.append(order.order.reference)
            states.append(State(row: row, order: order))
        }
        try SQLiteStore.auditOpened(opened, authorship, in: db)
    }

    /// Whether an order has no price, or one whose hold has run out before anything was settled. A
    /// price from elsewhere has no hold, and stays.
    private static func needsPrice(
        _ record: OrderRecord, on day: CivilDate, in db: Database
    ) throws -> Bool {
        switch record.account.state {
        case .created: return true
        case .quoted where record.account.refunded == 0:
            return try quote(of: record, in: db).map { $0.heldUntil <= day } ?? false
        default: return false
        }
    }

    private static func price(
        _ record: OrderRecord, _ row: RowFee, _ authorship: Authorship, in db: Database
    ) throws -> OrderRecord {
        let quote = try quote(row, authorship, in: db)
        try SQLiteStore.write(.quoted(quote), to: record, authorship, in: db)
        try AuditChain.append(
            .priceOrder, subject: record.order.reference.description,
            details: ["quote": .string(quote.id), "amount": quote.amount.json], authorship, to: db)
        return try SQLiteStore.requiredOrder(record.order.reference, in: db)
    }

    /// Today's price, which is kept, or one that the learner was given before, holds and is lower.
    private static func quote(
        _ row: RowFee, _ authorship: Authorship, in db: Database
    ) throws -> OrderQuote {
        let request = row.quote.request
        if let learner = row.learnerReference {
            let held = try SQLiteStore.quotesHeld(
                learner: learner, programme: request.programme,
                organisation: row.quote.organisation, on: request.date, in: db)
            if let better = StoredQuote.held(of: held, below: row.quote) {
                return OrderQuote(id: better.id.description, amount: better.amount)
            }
        }
        try SQLiteStore.keep(row.kept, authorship, in: db)
        return OrderQuote(id: row.kept.id.description, amount: row.kept.amount)
    }

    private static func quote(
        of record: OrderRecord, in db: Database
    ) throws -> StoredQuote? {
        guard let text = record.account.quote?.id, let id = try? QuoteID(text) else { return nil }
        return try SQLiteStore.quote(id, in: db)
    }

    // MARK: Vouchers

    /// Tries the codes row by row: those of the learner first, then those for anyone. A code goes on
    /// to the next row until it is used up.
    mutating func redeem(_ lines: [VoucherLine], in db: Database) throws {
        var own: [String: [VoucherLine]] = [:]
        for line in lines {
            if let learner = line.learner { own[learner, default: []].append(line) }
        }
        var common = lines.filter { $0.learner == nil }[...]
        for index in states.indices where states[index].isOpen {
            let theirs = states[index].row.learnerReference.flatMap { own[$0] } ?? []
            for line in theirs where states[index].isOpen {
                _ = try redeem(line, for: index, in: db)
            }
            var passed: [VoucherLine] = []
            while states[index].isOpen, let line = common.first {
                common.removeFirst()
                if try redeem(line, for: index, in: db) { passed.append(line) }
            }
            common = (passed + common)[...]
        }
    }

    /// - Returns: Whether the code may still be good for another row.
    private mutating func redeem(
        _ line: VoucherLine, for index: Int, in db: Database
    ) throws -> Bool {
        do {
            let voucher = try SQLiteStore.voucher(line.code, authorship, in: db)
            if case .failure(.unknown) = voucher { misses += 1 }
            let order = states[index].order
            let name = try SQLiteStore.redeem(
                try voucher.get(), for: order, authorship, in: db)
            states[index].order = try SQLiteStore.requiredOrder(order.order.reference, in: db)
            states[index].vouchers.append(name)
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
    mutating func sponsor(from pool: Slug, in db: Database) throws {
        _ = try SQLiteStore.requiredPool(pool, in: db)
        var reserved: [JSON] = []
        for index in states.indices where states[index].isOpen {
            let order = states[index].order
            guard let amount = order.account.outstanding else { continue }
            do {
                try db.inSavepoint {
                    let number = try SQLiteStore.reserve(
                        amount, for: order, from: pool, authorship, db)
                    try SQLiteStore.write(
                        .sponsored(amount, pool: pool, reservation: number), to: order, authorship,
                        in: db)
                    return .commit
                }
            } catch let error as StoreError where error.code == .conflict {
                if refusedByPool == nil { refusedByPool = error.description }
                continue
            }
            states[index].order = try SQLiteStore.requiredOrder(order.order.reference, in: db)
            states[index].sponsored = amount
            reserved.append(["order": .string("\(order.order.reference)"), "amount": amount.json])
        }
        guard !reserved.isEmpty else { return }
        try AuditChain.append(
            .sponsorOrders, subject: pool.text, details: ["orders": .array(reserved)], authorship,
            to: db)
    }

    func outcome(in db: Database) throws -> SettlementOutcome {
        SettlementOutcome(
            rows: try states.map { state in
                RowSettlement(
                    order: state.order, quote: try Self.quote(of: state.order, in: db),
                    vouchers: state.vouchers, sponsored: state.sponsored)
            }, refusedVouchers: refused.sorted { $0.line < $1.line }, refusedByPool: refusedByPool)
    }
}
