public import CertAuthority
import Credentials
import GRDB
import LinkedData

extension SQLiteStore {
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
            let insert = try db.cachedStatement(
                sql: "INSERT INTO voucher (digest, batch, place, uses) VALUES (?, ?, ?, ?)")
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
        try await look(code, authorship) { row, db in
            try Self.redeem(
                row, for: Self.requiredOrder(reference, in: db), authorship, in: db)
            return try Self.requiredOrder(reference, in: db)
        }
    }

    /// Which voucher a code is.
    public func identify(
        _ code: VoucherCode, _ authorship: Authorship
    ) async throws -> (batch: String, place: Int) {
        try await look(code, authorship) { row, _ in (row["batch"], row["place"]) }
    }

    /// Looks a code up, unless too many unknown ones were tried; counts it where it is unknown.
    private func look<Value: Sendable>(
        _ code: VoucherCode, _ authorship: Authorship,
        _ found: @escaping @Sendable (Row, Database) throws -> Value
    ) async throws -> Value {
        // What is returned is kept; what is thrown would take the count back.
        let result = try await write { db -> Result<Value, VoucherError> in
            switch try Self.voucher(code, authorship, in: db) {
            case .success(let row): return .success(try found(row, db))
            case .failure(let error): return .failure(error)
            }
        }
        if takesBack, case .failure(.unknown) = result { try await countRehearsed(1, authorship) }
        return try result.get()
    }

    /// Counts unknown codes for good: a rehearsal must not be a way to guess uncounted.
    func countRehearsed(_ misses: Int, _ authorship: Authorship) async throws {
        var store = self
        store.takesBack = false
        try await store.write { db in
            for _ in 0..<misses { try Self.countMiss(authorship, in: db) }
        }
    }

    /// A voucher with its batch; an unknown code is counted in the caller's transaction.
    static func voucher(
        _ code: VoucherCode, _ authorship: Authorship, in db: Database
    ) throws -> Result<Row, VoucherError> {
        let misses =
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count(*) FROM voucher_miss WHERE at > ?"),
                arguments: [authorship.at.seconds - VoucherGuessing.window]) ?? 0
        guard misses < VoucherGuessing.most else { return .failure(.tooManyUnknown) }
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT * FROM voucher_batch JOIN voucher ON voucher.batch = voucher_batch.id
                    WHERE digest = ?
                    """), arguments: [code.digest])
        if let row { return .success(row) }
        try countMiss(authorship, in: db)
        return .failure(.unknown)
    }

    private static func countMiss(_ authorship: Authorship, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO voucher_miss (at) VALUES (?)", arguments: [authorship.at.seconds])
        try AuditChain.append(.missVoucher, subject: "vouchers", details: [:], authorship, to: db)
    }

    /// Settles an order with a voucher that was looked up, in the caller's transaction.
    ///
    /// - Returns: Which voucher it is.
    /// - Throws: ``VoucherError``, and nothing was written.
    @discardableResult
    static func redeem(
        _ row: Row, for order: OrderRecord, _ authorship: Authorship, in db: Database
    ) throws -> String {
        let digest: String = row["digest"]
        let reference = order.order.reference.description
        guard (row["revoked"] as Int64?) == nil else { throw VoucherError.revoked }
        let earlier = try Row.fetchOne(
            db,
            sql: """
                SELECT 1 FROM voucher_use
                WHERE voucher = ? AND order_reference = ? AND returns IS NULL
                """, arguments: [digest, reference])
        guard earlier == nil else { throw VoucherError.usedForThisOrder }
        guard (row["used"] as Int) < (row["uses"] as Int) else { throw VoucherError.usedUp }
        let amount = try terms(row).amount(for: order.order, order.account, at: authorship.at)
        try db.execute(
            sql:
                "INSERT INTO voucher_use (voucher, order_reference, at, actor) VALUES (?, ?, ?, ?)",
            arguments: [digest, reference, authorship.at.seconds, authorship.actor])
        let name = "\(row["batch"] as String)/\(row["place"] as Int)"
        try write(
            .vouchered(amount, voucher: name), to: order, voucherUse: db.lastInsertedRowID,
            authorship, in: db)
        try AuditChain.append(
            .redeemVoucher, subject: reference,
            details: ["voucher": .string(name), "amount": amount.json], authorship, to: db)
        return name
    }

    /// Lets the vouchers of an order that is given up be used again.
    static func giveBackVouchers(
        of reference: OrderReference, _ authorship: Authorship, in db: Database
    ) throws {
        let uses = try Row.fetchAll(
            db,
            sql: "SELECT * FROM voucher_use WHERE order_reference = ? AND returns IS NULL",
            arguments: [reference.description])
        for use in uses {
            try db.execute(
                sql: """
                    INSERT INTO voucher_use (voucher, order_reference, returns, at, actor)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    use["voucher"] as String, reference.description, use["sequence"] as Int64,
                    authorship.at.seconds, authorship.actor,
                ])
        }
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
                    WHERE batch = :batch AND (:place IS NULL OR place = :place)
                    """, arguments: ["batch": batch, "place": place])
            guard let size, size > 0 else {
                let name = place.map { "\(batch)/\($0)" } ?? batch
                throw StoreError(.notFound, "there are no vouchers \(name)")
            }
            try db.execute(
                sql: """
                    UPDATE voucher SET revoked = :at WHERE batch = :batch
                    AND (:place IS NULL OR place = :place) AND revoked IS NULL
                    """,
                arguments: ["at": authorship.at.seconds, "batch": batch, "place": place])
            let count = db.changesCount
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
            let rows = try Row.fetchAll(
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

    private static func settled(by batch: String, in db: Database) throws -> [Money] {
        try Row.fetchAll(
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

    private static func terms(_ row: Row) throws -> VoucherTerms {
        let share: Int? = row["basis_points"]
        let programmes = (row["programmes"] as String).split(separator: " ")
        return VoucherTerms(
            programmes: try programmes.map { try value(Slug(String($0))) },
            organisation: try (row["organisation"] as String?).map { try value(Slug($0)) },
            value: try share.map { .share(try value(BasisPoints($0))) } ?? .amount(money(row)),
            uses: row["uses"], expires: Timestamp(seconds: row["expires"]))
    }
}
