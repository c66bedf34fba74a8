public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// Keeps the hashes of new codes.
    public func create(
        _ batch: VoucherBatch, codes: [VoucherCode], _ authorship: Authorship
    ) async throws {
        try await write { db in
            let terms = batch.terms
            var share: Int?
            var amount: Money?
            switch terms.value {
            case .share(let points): share = points.value
            case .amount(let money): amount = money
            }
            try db.execute(
                sql: """
                    INSERT INTO voucher_batch (id, programmes, organisation, basis_points, amount,
                        currency, digits, uses, expires, note, created)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    batch.id, terms.programmes.map(\.text).joined(separator: " "),
                    terms.organisation?.text, share, amount?.minorUnits, amount?.currency.code,
                    amount?.currency.digits, terms.uses, terms.expires.seconds, batch.note,
                    authorship.at.seconds,
                ])
            let insert = try db.statement(
                "INSERT INTO voucher (digest, batch, place, uses) VALUES (?, ?, ?, ?)")
            for (index, code) in codes.enumerated() {
                try insert.execute(arguments: [code.digest, batch.id, index + 1, terms.uses])
            }
            try AuditChain.append(
                .createVouchers, subject: batch.id,
                details: [
                    "count": .number(Double(codes.count)),
                    "programmes": .array(terms.programmes.map { .string($0.text) }),
                    "expires": .string(terms.expires.description),
                ], authorship, to: db)
        }
    }

    /// Settles an order with a voucher.
    public func redeem(
        _ code: VoucherCode, for reference: OrderReference, _ authorship: Authorship
    ) async throws -> OrderRecord {
        try await look(code, authorship) { voucher, ledger in
            try ledger.redeem(voucher, for: reference)
        }
    }

    /// Which voucher a code is.
    public func identify(
        _ code: VoucherCode, _ authorship: Authorship
    ) async throws -> (batch: String, place: Int) {
        try await look(code, authorship) { voucher, _ in (voucher.batch, voucher.place) }
    }

    /// Looks a code up, unless too many unknown ones were tried; counts it where it is unknown.
    private func look<Value: Sendable>(
        _ code: VoucherCode, _ authorship: Authorship,
        _ found: @escaping @Sendable (VoucherRecord, Ledger<SQLLedgerRows>) throws -> Value
    ) async throws -> Value {
        // What is returned is kept; what is thrown would take the count back.
        let result = try await settling(authorship) { ledger -> Result<Value, VoucherError> in
            switch try ledger.voucher(code) {
            case .success(let voucher): .success(try found(voucher, ledger))
            case .failure(let error): .failure(error)
            }
        }
        if takesBack, case .failure(.unknown) = result { try await countRehearsed(1, authorship) }
        return try result.get()
    }

    /// Counts unknown codes for good: a rehearsal must not be a way to guess uncounted.
    private func countRehearsed(_ misses: Int, _ authorship: Authorship) async throws {
        var store = self
        store.takesBack = false
        try await store.settling(authorship) { ledger in
            for _ in 0..<misses { try ledger.countMiss() }
        }
    }

    /// Opens, prices and settles the orders of rows.
    public func settle(
        _ rows: [RowFee], by means: SettlementMeans, _ authorship: Authorship
    ) async throws -> SettlementOutcome {
        let (outcome, misses) = try await settling(authorship) { try $0.settle(rows, by: means) }
        if takesBack, misses > 0 { try await countRehearsed(misses, authorship) }
        return outcome
    }

    /// Ends vouchers of a batch, or one of them.
    public func revokeVouchers(
        of batch: String, place: Int?, reason: String, _ authorship: Authorship
    ) async throws -> Int {
        try await write { db in
            let size = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM voucher
                    WHERE batch = :batch AND (CAST(:place AS BIGINT) IS NULL OR place = :place)
                    """, arguments: ["batch": batch, "place": place])
            guard let size, size > 0 else {
                let name = place.map { "\(batch)/\($0)" } ?? batch
                throw StoreError(.notFound, "there are no vouchers \(name)")
            }
            try db.execute(
                sql: """
                    UPDATE voucher SET revoked = :at WHERE batch = :batch
                    AND (CAST(:place AS BIGINT) IS NULL OR place = :place) AND revoked IS NULL
                    """,
                arguments: ["at": authorship.at.seconds, "batch": batch, "place": place])
            let count = try db.changesCount
            guard count > 0 else {
                throw StoreError(.conflict, "what is named of \(batch) is revoked already")
            }
            try AuditChain.append(
                .revokeVouchers, subject: place.map { "\(batch)/\($0)" } ?? batch,
                details: ["count": .number(Double(count)), "reason": .string(reason)],
                authorship, to: db)
            return count
        }
    }

    /// The batches with what became of their vouchers.
    public func voucherReports() async throws(StoreError) -> [VoucherReport] {
        try await read { db in
            let rows = try SQLRow.fetchAll(
                db,
                sql: """
                    SELECT voucher_batch.*, count(*) AS size, count(revoked) AS revoked,
                        sum(used) AS redemptions
                    FROM voucher_batch JOIN voucher ON voucher.batch = voucher_batch.id
                    GROUP BY voucher_batch.id ORDER BY voucher_batch.rowid
                    """)
            return try rows.map { row in
                let id: String = row["id"]
                return VoucherReport(
                    batch: VoucherBatch(
                        id: id, terms: try Self.terms(row), note: row["note"],
                        created: Timestamp(seconds: row["created"])),
                    size: row["size"], revoked: row["revoked"], redemptions: row["redemptions"],
                    settled: try Self.settled(by: id, in: db))
            }
        }
    }

    private static func settled(by batch: String, in db: any SQLDatabase) throws -> [Money] {
        try SQLRow.fetchAll(
            db,
            sql: """
                SELECT sum(amount) AS amount, currency, digits
                FROM order_entry JOIN voucher_use ON voucher_use.sequence = voucher_use
                    JOIN voucher ON voucher.digest = voucher_use.voucher
                WHERE voucher.batch = ? AND amount <= \(Money.mostPlausible) AND NOT EXISTS (
                    SELECT 1 FROM voucher_use AS given WHERE given.returns = voucher_use.sequence)
                GROUP BY currency, digits ORDER BY currency
                """, arguments: [batch]
        ).map(money)
    }

    static func terms(_ row: SQLRow) throws -> VoucherTerms {
        let share: Int? = row["basis_points"]
        let programmes = (row["programmes"] as String).split(separator: " ")
        return VoucherTerms(
            programmes: try programmes.map { try value(Slug(String($0))) },
            organisation: try (row["organisation"] as String?).map { try value(Slug($0)) },
            value: try share.map { .share(try value(BasisPoints($0))) } ?? .amount(money(row)),
            uses: row["uses"], expires: Timestamp(seconds: row["expires"]))
    }
}
