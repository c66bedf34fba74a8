import GRDB
import GRDBSQLite

/// A statement that is run for very many rows: a list of arguments, as GRDB takes it, costs more
/// than the insertion itself, so each argument is bound by itself.
struct RepeatedStatement {
    private let statement: Statement
    private let connection: SQLiteConnection?
    /// The place of the argument that is bound next.
    private var place: Int32 = 1

    /// Prepares a statement, or takes it from those that are.
    init(_ sql: String, in db: Database) throws {
        statement = try db.cachedStatement(sql: sql)
        connection = db.sqliteConnection
    }

    /// Binds the next argument; nil is null.
    mutating func bind(_ text: String?) throws {
        guard var text else { return try bindNull() }
        let handle = statement.sqliteStatement
        let place = next()
        try check(
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    // An empty text may have no address, and would be null.
                    sqlite3_bind_text(
                        handle, place, $0.baseAddress ?? Self.empty, Int32($0.count),
                        Self.transient)
                }
            })
    }

    /// Binds the next argument; nil is null.
    mutating func bind(_ number: Int64?) throws {
        guard let number else { return try bindNull() }
        try check(sqlite3_bind_int64(statement.sqliteStatement, next(), number))
    }

    /// Binds the next argument.
    mutating func bind(_ bytes: [UInt8]) throws {
        let handle = statement.sqliteStatement
        let place = next()
        try check(
            bytes.withUnsafeBytes {
                sqlite3_bind_blob(
                    handle, place, $0.baseAddress ?? UnsafeRawPointer(Self.empty),
                    Int32($0.count), Self.transient)
            })
    }

    /// Runs the statement with what was bound, and is ready for the next row.
    mutating func run() throws {
        let handle = statement.sqliteStatement
        precondition(
            place - 1 == sqlite3_bind_parameter_count(handle), "each argument is bound once")
        place = 1
        defer { sqlite3_reset(handle) }
        guard sqlite3_step(handle) == SQLITE_DONE else { throw fault() }
    }

    private mutating func bindNull() throws {
        try check(sqlite3_bind_null(statement.sqliteStatement, next()))
    }

    private mutating func next() -> Int32 {
        defer { place += 1 }
        return place
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw fault() }
    }

    private func fault() -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)), sql: statement.sql)
    }

    /// SQLITE_TRANSIENT: SQLite copies what is bound.
    private static var transient: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    private static var empty: UnsafePointer<CChar> {
        UnsafeRawPointer(StaticString("").utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
