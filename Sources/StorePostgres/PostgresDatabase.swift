import StoreSQL

/// A PostgreSQL database within one transaction.
final class PostgresDatabase: SQLDatabase {
    let connection: PostgresConnection

    init(_ connection: PostgresConnection) { self.connection = connection }

    var dialect: SQLDialect { .postgres }

    var changesCount: Int { get throws { try connection.changesCount() } }

    func statement(_ sql: String) throws -> any SQLStatement {
        PostgresStatement(connection.text(sql), on: connection, isStreamed: false)
    }

    func streamed(_ sql: String) throws -> any SQLStatement {
        PostgresStatement(connection.text(sql), on: connection, isStreamed: true)
    }

    /// A row that is removed stays in its page until the table is vacuumed, which `forget` does.
    func overwriteWhatIsRemoved() {}

    func hasColumn(_ column: String, in table: String) throws -> Bool {
        try Int64.fetchOne(
            self,
            sql: """
                SELECT 1 FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = ? AND column_name = ?
                """, arguments: [table, column]) != nil
    }
}
