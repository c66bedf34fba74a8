import CertAuthority
import Credentials
import GRDB

/// Pools, caps and transfers as rows of tables.
extension SQLiteStore {
    static func requiredPool(_ pool: Slug, in db: Database) throws -> SponsorPoolRecord {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM sponsor_pool WHERE id = ?"),
                arguments: [pool.text])
        else { throw StoreError(.notFound, "there is no sponsors' pool \(pool)") }
        return try poolRecord(row, in: db)
    }

    static func poolRecord(_ row: Row, in db: Database) throws -> SponsorPoolRecord {
        let id: String = row["id"]
        let caps = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM sponsor_cap WHERE pool = ? ORDER BY position"),
            arguments: [id])
        var units: [LedgerAccount: Int64] = [:]
        for account in try Row.fetchAll(
            db.cachedStatement(sql: "SELECT role, balance FROM ledger_account WHERE pool = ?"),
            arguments: [id])
        {
            units[try value(LedgerAccount(rawValue: account["role"]))] = account["balance"]
        }
        return SponsorPoolRecord(
            pool: SponsorPool(
                id: try value(Slug(id)), sponsor: row["sponsor"], currency: try currency(row),
                caps: try caps.map { cap in
                    SponsorCap(
                        dimension: try value(SponsorCap.Dimension(rawValue: cap["dimension"])),
                        value: cap["value"],
                        period: try value(SponsorCap.Period(rawValue: cap["period"])),
                        limit: cap["maximum"])
                }, created: Timestamp(seconds: row["created"])), balances: LedgerBalances(units))
    }

    static func transfer(_ row: Row, _ currency: Currency) throws -> LedgerTransfer {
        LedgerTransfer(
            sequence: row["sequence"],
            kind: try value(LedgerTransfer.Kind(rawValue: row["kind"])),
            amount: Money(minorUnits: row["amount"], currency),
            order: try (row["order_reference"] as String?).map { text in
                try value(OrderReference(text))
            },
            reservation: row["reservation"], note: row["note"],
            at: Timestamp(seconds: row["at"]), actor: row["actor"])
    }

    /// Writes a transfer in the caller's transaction; the accounts follow by trigger.
    ///
    /// - Returns: Its place in the ledger.
    @discardableResult
    static func post(
        _ kind: LedgerTransfer.Kind, _ amount: Money, in record: SponsorPoolRecord,
        order: OrderReference? = nil, reservation: Int64? = nil, note: String? = nil,
        _ authorship: Authorship, _ db: Database
    ) throws -> Int64 {
        let pool = record.pool
        guard amount.currency == pool.currency else {
            throw StoreError(
                .conflict, "the pool \(pool.id) is in \(pool.currency), not in \(amount.currency)")
        }
        // What went in before there was a bound may go out.
        if kind == .fund, amount.isImplausible {
            throw StoreError(.conflict, "\(amount) is more than anybody gives; check the amount")
        }
        var balances = record.balances
        do throws(LedgerError) {
            try balances.apply(kind, minorUnits: amount.minorUnits)
        } catch {
            throw StoreError(.conflict, refusal(error, amount, pool))
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO ledger_transfer (pool, kind, debit, credit, amount, order_reference,
                    reservation, note, at, actor)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            pool.id.text, kind.rawValue, kind.debit.rawValue, kind.credit.rawValue,
            amount.minorUnits, order?.description, reservation, note, authorship.at.seconds,
            authorship.actor,
        ])
        return db.lastInsertedRowID
    }

    private static func refusal(
        _ error: LedgerError, _ amount: Money, _ pool: SponsorPool
    ) -> String {
        switch error {
        case .notPositive: "an amount is above zero, not \(amount)"
        case .overflow: "the pool \(pool.id) would hold more than can be counted"
        case .belowZero(let account, let holds, _):
            "the pool \(pool.id) has \(Money(minorUnits: holds, pool.currency)) \(account.rawValue), "
                + "less than \(amount)"
        }
    }

    // MARK: Reservations

    /// Sets money aside for an order, within the pool's caps.
    ///
    /// - Returns: The reservation's number.
    static func reserve(
        _ amount: Money, for order: OrderRecord, from pool: Slug, _ authorship: Authorship,
        _ db: Database
    ) throws -> Int64 {
        let record = try requiredPool(pool, in: db)
        let reference = order.order.reference
        let number = try post(
            .reserve, amount, in: record, order: reference, authorship, db)
        for (position, cap) in record.pool.caps.enumerated() {
            guard
                let bucket = try bucket(cap, reference: reference, at: authorship.at, in: db)
            else { continue }
            let key: StatementArguments = [pool.text, position, bucket]
            let used =
                try Int64.fetchOne(
                    db.cachedStatement(
                        sql: """
                            SELECT used FROM sponsor_cap_use
                            WHERE pool = ? AND position = ? AND bucket = ?
                            """), arguments: key) ?? 0
            guard amount.minorUnits <= cap.limit - used else {
                let left = Money(minorUnits: cap.limit - used, record.pool.currency)
                throw StoreError(
                    .conflict,
                    "the pool \(pool) has \(left) left for \(reference) under its cap by "
                        + "\(cap.dimension.rawValue), less than \(amount)")
            }
            try db.cachedStatement(
                sql: """
                    INSERT INTO sponsor_cap_use (pool, position, bucket, used, maximum)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET used = used + excluded.used
                    """
            ).execute(arguments: key + [amount.minorUnits, cap.limit])
        }
        return number
    }

    /// Captures what rows that are being issued have reserved, and names the orders that settled
    /// them where the batch does not say what did.
    static func captureSponsorships(
        of keys: [RowKey], _ authorship: Authorship, in db: Database
    ) throws {
        guard try hasOrders(in: db) else { return }
        let name = try db.cachedStatement(
            sql: "UPDATE certificate SET settled_by = ? WHERE row_key = ? AND settled_by IS NULL")
        let find = try db.cachedStatement(
            sql: "SELECT reference FROM purchase_order WHERE row_key = ? AND cancelled IS NULL")
        for key in keys {
            guard let text = try String.fetchOne(find, arguments: [key.text]) else { continue }
            try name.execute(arguments: [text, key.text])
            try capture(OrderReference(text), authorship, in: db)
        }
    }

    /// Captures what is reserved for an order.
    ///
    /// - Returns: Whether there was anything.
    @discardableResult
    static func capture(
        _ reference: OrderReference, _ authorship: Authorship, in db: Database
    ) throws -> Bool {
        let open = try reservations(of: reference, in: db).filter { !$0.isCaptured }
        for reservation in open {
            let record = try requiredPool(reservation.pool, in: db)
            try post(
                .capture, Money(minorUnits: reservation.amount, record.pool.currency), in: record,
                order: reference, reservation: reservation.number, authorship, db)
        }
        return !open.isEmpty
    }

    /// Releases what is reserved for an order, and gives back what was captured.
    static func giveBackSponsorships(
        of reference: OrderReference, _ authorship: Authorship, in db: Database
    ) throws {
        for reservation in try reservations(of: reference, in: db) {
            let record = try requiredPool(reservation.pool, in: db)
            try post(
                reservation.isCaptured ? .refund : .release,
                Money(minorUnits: reservation.amount, record.pool.currency), in: record,
                order: reference, reservation: reservation.number, authorship, db)
            for (position, cap) in record.pool.caps.enumerated() {
                guard
                    let bucket = try bucket(cap, reference: reference, at: reservation.at, in: db)
                else { continue }
                try db.cachedStatement(
                    sql: """
                        UPDATE sponsor_cap_use SET used = used - ?
                        WHERE pool = ? AND position = ? AND bucket = ?
                        """
                ).execute(arguments: [
                    reservation.amount, reservation.pool.text, position, bucket,
                ])
            }
        }
    }

    private struct Reservation {
        let number: Int64
        let pool: Slug
        let amount: Int64
        let at: Timestamp
        let isCaptured: Bool
    }

    /// The reservations of an order that were neither released nor given back.
    private static func reservations(
        of reference: OrderReference, in db: Database
    ) throws -> [Reservation] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT reserved.*, EXISTS (
                        SELECT 1 FROM ledger_transfer WHERE reservation = reserved.sequence
                        AND order_reference = reserved.order_reference
                        AND kind = 'capture') AS is_captured
                    FROM ledger_transfer AS reserved
                    WHERE order_reference = ? AND kind = 'reserve' AND NOT EXISTS (
                        SELECT 1 FROM ledger_transfer WHERE reservation = reserved.sequence
                        AND order_reference = reserved.order_reference
                        AND kind IN ('release', 'refund'))
                    ORDER BY sequence
                    """), arguments: [reference.description]
        ).map { row in
            Reservation(
                number: row["sequence"], pool: try value(Slug(row["pool"] as String)),
                amount: row["amount"], at: Timestamp(seconds: row["at"]),
                isCaptured: row["is_captured"])
        }
    }

    /// What a reservation for an order counts towards under a cap.
    private static func bucket(
        _ cap: SponsorCap, reference: OrderReference, at instant: Timestamp, in db: Database
    ) throws -> String? {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: selectOrder + " WHERE reference = ?"),
                arguments: [reference.description])
        else { return nil }
        let found: String
        switch cap.dimension {
        case .all: found = "all"
        case .programme: found = row["programme"]
        case .learner: found = RowKey(stored: row["row_key"]).learner
        case .country:
            guard let country = row["country"] as String? else {
                throw StoreError(
                    .conflict,
                    "\(reference) does not say the learner's country, which a cap of the pool asks "
                        + "for")
            }
            found = country
        }
        return cap.bucket(value: found, at: instant)
    }
}
