public import CertAuthority
public import Credentials
import GRDB
import LinkedData

extension SQLiteStore {
    /// Makes an empty pool.
    public func create(_ pool: SponsorPool, _ authorship: Authorship) async throws {
        try await write { db in
            let isThere = try Row.fetchOne(
                db, sql: "SELECT 1 FROM sponsor_pool WHERE id = ?", arguments: [pool.id.text])
            guard isThere == nil else {
                throw StoreError(.conflict, "there is a pool \(pool.id) already")
            }
            try db.execute(
                sql: """
                    INSERT INTO sponsor_pool (id, sponsor, currency, digits, created)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    pool.id.text, pool.sponsor, pool.currency.code, pool.currency.digits,
                    authorship.at.seconds,
                ])
            for account in LedgerAccount.allCases {
                try db.execute(
                    sql: "INSERT INTO ledger_account (pool, role, balance) VALUES (?, ?, 0)",
                    arguments: [pool.id.text, account.rawValue])
            }
            for (position, cap) in pool.caps.enumerated() {
                try db.execute(
                    sql: """
                        INSERT INTO sponsor_cap (pool, position, dimension, value, period, maximum)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        pool.id.text, position, cap.dimension.rawValue, cap.value,
                        cap.period.rawValue, cap.limit,
                    ])
            }
            try AuditChain.append(
                .createPool, subject: pool.id.text,
                details: [
                    "sponsor": .string(pool.sponsor), "currency": .string(pool.currency.code),
                    "caps": .array(pool.caps.map { .string($0.text(pool.currency)) }),
                ], authorship, to: db)
        }
    }

    /// Adds what a sponsor gave.
    public func fund(
        _ pool: Slug, _ amount: Money, note: String?, _ authorship: Authorship
    ) async throws -> SponsorPoolRecord {
        try await move(.fund, .fundPool, pool, amount, note, authorship)
    }

    /// Takes out what goes back to the sponsor.
    public func withdraw(
        _ pool: Slug, _ amount: Money, note: String?, _ authorship: Authorship
    ) async throws -> SponsorPoolRecord {
        try await move(.withdraw, .withdrawPool, pool, amount, note, authorship)
    }

    private func move(
        _ kind: LedgerTransfer.Kind, _ action: AuditEvent.Action, _ pool: Slug, _ amount: Money,
        _ note: String?, _ authorship: Authorship
    ) async throws -> SponsorPoolRecord {
        try await write { db in
            let record = try Self.requiredPool(pool, in: db)
            try Self.post(kind, amount, in: record, note: note, authorship, db)
            try AuditChain.append(
                action, subject: pool.text,
                details: ["amount": amount.json, "note": note.map { .string($0) } ?? .null],
                authorship, to: db)
            return try Self.requiredPool(pool, in: db)
        }
    }

    /// The pools, by name.
    public func pools() async throws(StoreError) -> [SponsorPoolRecord] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM sponsor_pool ORDER BY id")
                .map { try Self.poolRecord($0, in: db) }
        }
    }

    /// What went in and out of a pool.
    public func statement(
        of pool: Slug, from: Timestamp?, until: Timestamp?
    ) async throws(StoreError) -> SponsorStatement {
        try await read { db in
            let record = try Self.requiredPool(pool, in: db)
            var (balances, opening, closing) = (
                LedgerBalances(), LedgerBalances(), LedgerBalances()
            )
            var transfers: [LedgerTransfer] = []
            let rows = try Row.fetchCursor(
                db, sql: "SELECT * FROM ledger_transfer WHERE pool = ? ORDER BY sequence",
                arguments: [pool.text])
            while let row = try rows.next() {
                let transfer = try Self.transfer(row, record.pool.currency)
                do throws(LedgerError) {
                    try balances.apply(transfer.kind, minorUnits: transfer.amount.minorUnits)
                } catch {
                    throw StoreError(
                        .corrupt, "entry \(transfer.sequence) of \(pool) cannot be: \(error)")
                }
                if until.map({ transfer.at >= $0 }) ?? false { continue }
                closing = balances
                if from.map({ transfer.at < $0 }) ?? false {
                    opening = balances
                } else {
                    transfers.append(transfer)
                }
            }
            guard balances == record.balances else {
                throw StoreError(
                    .corrupt, "the entries of \(pool) do not come to its balances; restore a backup"
                )
            }
            return SponsorStatement(
                record: record, opening: opening, transfers: transfers, closing: closing)
        }
    }

    /// Reserves what is outstanding of orders.
    public func sponsor(
        _ references: [OrderReference], from pool: Slug, most: Money?, _ authorship: Authorship
    ) async throws -> [OrderRecord] {
        try await write { db in
            var reserved: [JSON] = []
            for reference in references {
                let order = try Self.requiredOrder(reference, in: db)
                guard let outstanding = order.account.outstanding else {
                    throw StoreError(.conflict, "\(reference) \(OrderError.notQuoted)")
                }
                if order.account.state == .settled { continue }
                let units = min(most?.minorUnits ?? .max, outstanding.minorUnits)
                let amount = Money(minorUnits: units, most?.currency ?? outstanding.currency)
                try Self.check(.sponsored(amount, pool: pool, reservation: 0), on: order)
                let number = try Self.reserve(amount, for: order, from: pool, authorship, db)
                try Self.write(
                    .sponsored(amount, pool: pool, reservation: number), to: order, authorship,
                    in: db)
                reserved.append(["order": .string("\(reference)"), "amount": amount.json])
            }
            if !reserved.isEmpty {
                try AuditChain.append(
                    .sponsorOrders, subject: pool.text, details: ["orders": .array(reserved)],
                    authorship, to: db)
            }
            return try references.map { try Self.requiredOrder($0, in: db) }
        }
    }

    /// Captures what is reserved for orders.
    public func capture(
        _ references: [OrderReference], _ authorship: Authorship
    ) async throws {
        try await write { db in
            var captured: [JSON] = []
            for reference in references {
                _ = try Self.requiredOrder(reference, in: db)
                if try Self.capture(reference, authorship, in: db) {
                    captured.append(.string("\(reference)"))
                }
            }
            guard !captured.isEmpty else { return }
            try AuditChain.append(
                .captureOrders, subject: "\(Count(captured.count, "order"))",
                details: ["orders": .array(captured)], authorship, to: db)
        }
    }
}
