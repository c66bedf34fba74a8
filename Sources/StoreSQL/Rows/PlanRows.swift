public import CertAuthority

extension SQLStore {
    /// Holds the plan of a batch against the entry that tells of it.
    public func examinePlan(
        of batch: Batch, readingRows: Bool
    ) async throws(StoreError) -> PlanExamination {
        try await read { db in
            try PlanCheck.examine(
                batch, readingRows: readingRows, in: SQLAuditedRows(db: db))
        }
    }
}

extension StruckRows {
    /// Takes planned rows out.
    ///
    /// - Parameter condition: In SQL, of the columns of `planned_certificate`.
    /// - Returns: How many there were.
    @discardableResult
    mutating func strike(
        _ condition: String, _ arguments: SQLArguments, in db: any SQLDatabase
    ) throws -> Int {
        let rows = try SQLRow.fetchAll(
            db, sql: "SELECT batch, position FROM planned_certificate WHERE \(condition)",
            arguments: arguments)
        guard !rows.isEmpty else { return 0 }
        for row in rows { add(row["position"], of: row["batch"]) }
        try db.execute(
            sql: "DELETE FROM planned_certificate WHERE \(condition)", arguments: arguments)
        return rows.count
    }
}
