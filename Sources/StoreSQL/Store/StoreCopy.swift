import CertAuthority

/// Copies a whole record from one database into another that is empty, row by row, and compares them
/// to the last byte.
///
/// Tables go over in an order in which what a row refers to is there before it. What triggers reckon
/// (balances, uses of vouchers) is reckoned anew, and so is compared too.
public enum StoreCopy {
    /// How many rows a table has.
    public struct Count: Sendable, Equatable {
        /// The table.
        public let table: String
        /// Its rows.
        public let rows: Int
    }

    /// The tables in the order in which they are filled, each with the order of its rows.
    static let order: [(table: StoreTable, by: String)] = [
        (.installation, "id"), (.catalogueVersion, "number"), (.catalogueContent, "digest"),
        (.catalogueVersionFile, "version, path"), (.catalogueFile, "path"),
        (.signingKey, "rowid"), (.documentCertificate, "rowid"), (.batch, "rowid"),
        (.statusList, "rowid"), (.certificate, "sequence"),
        (.certificateEvidence, "certificate, position"), (.learner, "certificate"),
        (.plannedCertificate, "batch, position"), (.nameWord, "word, certificate"),
        (.numberGroup, "part, certificate"), (.nameWordEnd, "id"), (.learnerLink, "digest"),
        (.linkDelivery, "certificate"), (.endReminder, "certificate, valid_until"),
        (.quote, "rowid"), (.quoteEligibility, "quote"), (.purchaseOrder, "rowid"),
        (.waiverRequest, "sequence"), (.payment, "sequence"), (.sponsorPool, "id"),
        (.sponsorCap, "pool, position"), (.sponsorCapUse, "pool, position, bucket"),
        (.ledgerAccount, "pool, role"), (.ledgerTransfer, "sequence"), (.voucherBatch, "rowid"),
        (.voucher, "digest"), (.voucherUse, "sequence"), (.voucherMiss, "sequence"),
        (.orderEntry, "sequence"), (.paymentReference, "payment"), (.paymentReturn, "sequence"),
        (.paymentReturnEnd, "payment_return"), (.receipt, "organisation, number"),
        (.audit, "sequence"),
    ]

    /// Columns of certificates that name others, which may come later.
    private static let references = ["supersedes", "superseded_by", "renewed_by"]

    /// What stands in a column before triggers reckon it.
    private static func beginning(_ table: StoreTable, _ column: String) -> SQLValue? {
        switch (table, column) {
        case (.ledgerAccount, "balance"), (.voucher, "used"): .integer(0)
        case (.certificate, _) where references.contains(column): .null
        default: nil
        }
    }

    /// Copies all rows.
    ///
    /// - Returns: The tables with the number of their rows.
    package static func copy(
        from source: any SQLDatabase, to target: any SQLDatabase
    ) throws -> [Count] {
        // It comes with the tables.
        try target.execute(sql: "DELETE FROM name_word_end")
        var counts: [Count] = []
        for (table, order) in order {
            let rows = try fill(table, by: order, from: source, to: target)
            counts.append(Count(table: table.rawValue, rows: rows))
        }
        try refer(from: source, to: target)
        return counts
    }

    private static func fill(
        _ table: StoreTable, by order: String, from source: any SQLDatabase,
        to target: any SQLDatabase
    ) throws -> Int {
        let select = try source.streamed("SELECT * FROM \(table.rawValue) ORDER BY \(order)")
        try select.begin()
        defer { select.reset() }
        let columns = select.columnNames.enumerated().filter { $0.element != "rowid" }
        let insert = try target.statement(
            """
            INSERT INTO \(table.rawValue) (\(columns.map(\.element).joined(separator: ", ")))
            VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
            """)
        var count = 0
        while try select.step() {
            let values = columns.map { place, name in
                beginning(table, name) ?? select.value(Int32(place))
            }
            try insert.execute(arguments: SQLArguments(values))
            count += 1
        }
        return count
    }

    private static func refer(from source: any SQLDatabase, to target: any SQLDatabase) throws {
        let update = try target.statement(
            """
            UPDATE certificate SET \(references.map { "\($0) = ?" }.joined(separator: ", "))
            WHERE number = ?
            """)
        let rows = try SQLRow.fetchCursor(
            source,
            sql: """
                SELECT \(references.joined(separator: ", ")), number FROM certificate
                WHERE \(references.map { "\($0) IS NOT NULL" }.joined(separator: " OR "))
                ORDER BY sequence
                """)
        while let row = try rows.next() {
            try update.execute(arguments: SQLArguments(row.values))
        }
    }

    /// Compares two records row by row and value by value.
    ///
    /// - Throws: ``StoreError`` with the code `failed`, which names the first row that differs.
    package static func compare(_ one: any SQLDatabase, _ other: any SQLDatabase) throws {
        for (table, order) in order {
            let sql = { (columns: [String]) in
                "SELECT \(columns.joined(separator: ", ")) FROM \(table.rawValue) ORDER BY \(order)"
            }
            let columns = try columnNames(of: table, in: one)
            guard try Set(columns) == Set(columnNames(of: table, in: other)) else {
                throw StoreError(.failed, "the tables \(table.rawValue) have other columns")
            }
            let first = try SQLRow.fetchCursor(one, sql: sql(columns))
            let second = try SQLRow.fetchCursor(other, sql: sql(columns))
            var place = 0
            while true {
                place += 1
                let (left, right) = (try first.next(), try second.next())
                if left == nil, right == nil { break }
                guard let left, let right, left.values == right.values else {
                    throw StoreError(
                        .failed, "row \(place) of \(table.rawValue) is not the same in both")
                }
            }
        }
    }

    private static func columnNames(
        of table: StoreTable, in db: any SQLDatabase
    ) throws -> [String] {
        let statement = try db.statement("SELECT * FROM \(table.rawValue) LIMIT 1")
        try statement.begin()
        defer { statement.reset() }
        return statement.columnNames.filter { $0 != "rowid" }
    }
}

extension SQLStore {
    /// Copies the whole record into another store, whose tables are there and empty, compares the two,
    /// and checks the audit of the copy. Nobody else can write here meanwhile.
    ///
    /// - Parameter whenEqual: What is to be done before anybody can write here again.
    /// - Returns: The tables with the number of their rows.
    /// - Throws: ``StoreError``; `auditBroken` where the audit is inconsistent.
    public func copy(
        into target: SQLStore, whenEqual: @escaping @Sendable () throws -> Void = {}
    ) async throws -> [StoreCopy.Count] {
        let targetEngine = target.engine
        var manner = WriteManner()
        manner.takesBack = true
        return try await engine.write(manner) { source in
            let counts = try targetEngine.writeNow { target in
                try StoreCopy.copy(from: source, to: target)
            }
            try targetEngine.readNow { target in
                try StoreCopy.compare(source, target)
                guard try AuditChain.check(target).findings.isEmpty else {
                    throw StoreError(
                        .auditBroken, "the audit is inconsistent; see \(do: .verifyAudit)")
                }
            }
            try whenEqual()
            return counts
        }
    }
}
