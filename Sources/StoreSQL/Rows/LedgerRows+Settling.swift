import CertAuthority
import Credentials

/// Vouchers, pools and caps.
extension SQLLedgerRows {
    func voucher(digest: String) throws -> VoucherRecord? {
        try SQLRow.fetchOne(
            statement(
                """
                SELECT * FROM voucher_batch JOIN voucher ON voucher.batch = voucher_batch.id
                WHERE digest = ?
                """), arguments: [digest]
        ).map { row in
            VoucherRecord(
                digest: row["digest"], batch: row["batch"], place: row["place"],
                terms: try SQLStore.terms(row), used: row["used"],
                isRevoked: (row["revoked"] as Int64?) != nil)
        }
    }

    func isRedeemed(digest: String, for reference: OrderReference) throws -> Bool {
        try SQLRow.fetchOne(
            statement(
                """
                SELECT 1 FROM voucher_use
                WHERE voucher = ? AND order_reference = ? AND returns IS NULL
                """), arguments: [digest, reference.description]) != nil
    }

    func insertUse(
        digest: String, for reference: OrderReference, _ authorship: Authorship
    ) throws -> Int64 {
        try inserted(
            "INSERT INTO voucher_use (voucher, order_reference, at, actor) VALUES (?, ?, ?, ?) RETURNING sequence",
            [
                digest, reference.description, authorship.at.seconds, authorship.actor,
            ])
    }

    func returnUses(of reference: OrderReference, _ authorship: Authorship) throws {
        try statement(
            """
            INSERT INTO voucher_use (voucher, order_reference, returns, at, actor)
            SELECT voucher, order_reference, sequence, ?, ? FROM voucher_use
            WHERE order_reference = ? AND returns IS NULL ORDER BY sequence
            """
        ).execute(arguments: [
            authorship.at.seconds, authorship.actor, reference.description,
        ])
    }

    func misses(after instant: Timestamp) throws -> Int {
        try Int.fetchOne(
            statement("SELECT count(*) FROM voucher_miss WHERE at > ?"),
            arguments: [instant.seconds]) ?? 0
    }

    func insertMiss(at instant: Timestamp) throws {
        try statement("INSERT INTO voucher_miss (at) VALUES (?)").execute(
            arguments: [instant.seconds])
    }

    // MARK: Pools

    func pool(_ id: Slug) throws -> SponsorPoolRecord? {
        try SQLRow.fetchOne(
            statement("SELECT * FROM sponsor_pool WHERE id = ?"), arguments: [id.text]
        ).map { try SQLStore.poolRecord($0, in: db) }
    }

    /// The accounts follow by trigger.
    func insert(
        _ kind: LedgerTransfer.Kind, _ amount: Money, in pool: Slug, order: OrderReference?,
        reservation: Int64?, note: String?, _ authorship: Authorship
    ) throws -> Int64 {
        try inserted(
            """
            INSERT INTO ledger_transfer (pool, kind, debit, credit, amount, order_reference,
                reservation, note, at, actor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING sequence
            """,
            [
                pool.text, kind.rawValue, kind.debit.rawValue, kind.credit.rawValue,
                amount.minorUnits, order?.description, reservation, note, authorship.at.seconds,
                authorship.actor,
            ])
    }

    func reservations(of reference: OrderReference) throws -> [LedgerReservation] {
        try SQLRow.fetchAll(
            statement(
                """
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
            LedgerReservation(
                number: row["sequence"], pool: try SQLStore.value(Slug(row["pool"] as String)),
                amount: row["amount"], at: Timestamp(seconds: row["at"]),
                isCaptured: row["is_captured"])
        }
    }

    func used(_ place: SponsorCapPlace) throws -> Int64 {
        try Int64.fetchOne(
            statement(
                "SELECT used FROM sponsor_cap_use WHERE pool = ? AND position = ? AND bucket = ?"),
            arguments: [place.pool.text, place.position, place.bucket]) ?? 0
    }

    /// Where an erased learner's count is gone, nothing is left to take away from.
    func add(_ units: Int64, to place: SponsorCapPlace, limit: Int64) throws {
        guard units > 0 else {
            try statement(
                """
                UPDATE sponsor_cap_use SET used = used + ?
                WHERE pool = ? AND position = ? AND bucket = ?
                """
            ).execute(arguments: [units, place.pool.text, place.position, place.bucket])
            return
        }
        try statement(
            """
            INSERT INTO sponsor_cap_use (pool, position, bucket, used, maximum)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (pool, position, bucket)
                DO UPDATE SET used = sponsor_cap_use.used + excluded.used
            """
        ).execute(arguments: [place.pool.text, place.position, place.bucket, units, limit])
    }
}
