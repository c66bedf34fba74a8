import StoreSQL
/// What can be told of a database's soundness from a connection.
enum PostgresExamination {
    /// What is wrong; empty where all is well.
    ///
    /// - Parameter isThorough: Whether indexes are compared with their tables too, by the extension
    ///   `amcheck`; where that is not installed, that is told.
    static func damages(
        _ connection: PostgresConnection, isThorough: Bool
    ) throws -> [String] {
        var damages: [String] = []
        let invalid = try connection.rows(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
        for row in 0..<invalid.rowCount {
            damages.append("the index \(invalid.text(row, 0)) is not valid")
        }
        guard isThorough else { return damages }
        let hasChecker =
            try connection.rows(
                "SELECT 1 FROM pg_extension WHERE extname = 'amcheck'"
            ).rowCount > 0
        guard hasChecker else { return damages }
        let indexes = try connection.rows(
            """
            SELECT pg_index.indexrelid::regclass::text FROM pg_index
            JOIN pg_class ON pg_class.oid = pg_index.indexrelid
            JOIN pg_namespace ON pg_namespace.oid = pg_class.relnamespace
            JOIN pg_am ON pg_am.oid = pg_class.relam
            WHERE pg_namespace.nspname = current_schema() AND pg_am.amname = 'btree'
            """)
        for row in 0..<indexes.rowCount {
            let name = indexes.text(row, 0)
            do {
                _ = try connection.rows(
                    "SELECT bt_index_check(CAST($1 AS regclass), true)", [.text(name)])
            } catch let failure as PostgresFailure where !failure.isConnection {
                damages.append("the index \(name): \(failure.message)")
            }
        }
        return damages
    }
}
