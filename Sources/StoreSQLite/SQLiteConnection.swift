import GRDB
import GRDBSQLite
import StoreSQL

/// A SQLite file within one transaction.
final class SQLiteConnection: SQLDatabase {
    let database: Database

    init(_ database: Database) { self.database = database }

    var dialect: SQLDialect { .sqlite }

    var changesCount: Int { database.changesCount }

    func statement(_ sql: String) throws -> any SQLStatement {
        try SQLiteStatement(sql, in: database)
    }

    /// SQLite makes rows as they are wanted. A statement of its own, since another like it may be run
    /// meanwhile.
    func streamed(_ sql: String) throws -> any SQLStatement {
        try SQLiteStatement(alone: sql, in: database)
    }

    func overwriteWhatIsRemoved() throws {
        try database.execute(sql: "PRAGMA secure_delete = ON")
    }

    func hasColumn(_ column: String, in table: String) throws -> Bool {
        guard try database.tableExists(table) else { return false }
        return try database.columns(in: table).contains { $0.name == column }
    }
}
