public import CertAuthority
public import Credentials
import LinkedData

extension SQLStore {
    /// Makes an empty pool.
    public func create(_ pool: SponsorPool, _ authorship: Authorship) async throws {
        try await write { db in
            let isThere = try SQLRow.fetchOne(
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
        try await settling(authorship) { try $0.move(.fund, pool, amount, note: note) }
    }

    /// Takes out what goes back to the sponsor.
    public func withdraw(
        _ pool: Slug, _ amount: Money, note: String?, _ authorship: Authorship
    ) async throws -> SponsorPoolRecord {
        try await settling(authorship) { try $0.move(.withdraw, pool, amount, note: note) }
    }

    /// The pools, by name.
    public func pools() async throws(StoreError) -> [SponsorPoolRecord] {
        try await read { db in
            try SQLRow.fetchAll(db, sql: "SELECT * FROM sponsor_pool ORDER BY id")
                .map { try Self.poolRecord($0, in: db) }
        }
    }

    /// What went in and out of a pool.
    public func statement(
        of pool: Slug, from: Timestamp?, until: Timestamp?
    ) async throws(StoreError) -> SponsorStatement {
        try await read { db in
            guard let record = try SQLLedgerRows(db: db).pool(pool) else {
                throw StoreError(.notFound, "there is no sponsors' pool \(pool)")
            }
            var (balances, opening, closing) = (
                LedgerBalances(), LedgerBalances(), LedgerBalances()
            )
            var transfers: [LedgerTransfer] = []
            let rows = try SQLRow.fetchCursor(
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
        try await settling(authorship) { try $0.sponsor(references, from: pool, most: most) }
    }

    /// Captures what is reserved for orders.
    public func capture(
        _ references: [OrderReference], _ authorship: Authorship
    ) async throws {
        try await settling(authorship) { try $0.capture(references) }
    }
}
