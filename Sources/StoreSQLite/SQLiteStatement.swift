import GRDB
import GRDBSQLite
import StoreSQL

/// A prepared statement, bound and read by SQLite's own functions: GRDB's lists of arguments and rows
/// cost more than the insertions and look-ups that are made for very many certificates.
final class SQLiteStatement: SQLStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer?
    /// Who finalises the statement; nil where this one does.
    private let owner: Statement?
    /// The place of the argument that is bound next.
    private var place: Int32 = 1

    /// Prepares a statement of a transaction's connection, or takes it from those that are.
    init(_ sql: String, in db: Database) throws {
        let cached = try db.cachedStatement(sql: sql)
        owner = cached
        handle = cached.sqliteStatement
        connection = db.sqliteConnection
    }

    /// Prepares a statement of a transaction's connection that nobody else has.
    init(alone sql: String, in db: Database) throws {
        let own = try db.makeStatement(sql: sql)
        owner = own
        handle = own.sqliteStatement
        connection = db.sqliteConnection
    }

    /// Prepares a statement of a connection that is not GRDB's, to be kept as long as that.
    init(_ sql: String, on connection: OpaquePointer) throws {
        var prepared: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        guard sqlite3_prepare_v3(connection, sql, -1, flags, &prepared, nil) == SQLITE_OK,
            let prepared
        else { throw Self.fault(connection) }
        owner = nil
        handle = prepared
        self.connection = connection
    }

    deinit { if owner == nil { sqlite3_finalize(handle) } }

    // MARK: Arguments

    /// Binds the next argument; nil is null.
    func bind(_ text: String?) throws {
        guard var text else { return try bindNull() }
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
    func bind(_ number: Int64?) throws {
        guard let number else { return try bindNull() }
        try check(sqlite3_bind_int64(handle, next(), number))
    }

    /// Binds the next argument.
    func bind(_ bytes: [UInt8]) throws {
        let place = next()
        try check(
            bytes.withUnsafeBytes {
                sqlite3_bind_blob(
                    handle, place, $0.baseAddress ?? UnsafeRawPointer(Self.empty),
                    Int32($0.count), Self.transient)
            })
    }

    private func bindNull() throws { try check(sqlite3_bind_null(handle, next())) }

    private func next() -> Int32 {
        defer { place += 1 }
        return place
    }

    // MARK: Running

    /// Runs the statement with what was bound, and is ready to be bound anew.
    func run() throws {
        try begin()
        defer { reset() }
        while try step() {}
    }

    func begin() throws {
        precondition(
            place - 1 == sqlite3_bind_parameter_count(handle), "each argument is bound once")
        place = 1
    }

    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw Self.fault(connection)
        }
    }

    func reset() { sqlite3_reset(handle) }

    var argumentNames: [String?] {
        let count = sqlite3_bind_parameter_count(handle)
        guard count > 0 else { return [] }
        return (1...count).map { place in
            sqlite3_bind_parameter_name(handle, place).map { String(cString: $0 + 1) }
        }
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw Self.fault(connection) }
    }

    private static func fault(_ connection: OpaquePointer?) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)))
    }

    /// SQLITE_TRANSIENT: SQLite copies what is bound.
    private static var transient: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    private static var empty: UnsafePointer<CChar> {
        UnsafeRawPointer(StaticString("").utf8Start).assumingMemoryBound(to: CChar.self)
    }

    // MARK: Columns

    var columnNames: [String] {
        (0..<sqlite3_column_count(handle)).map { place in
            sqlite3_column_name(handle, place).map { String(cString: $0) } ?? ""
        }
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(
            decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    func value(_ column: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .bytes(bytes(column))
        // No table has a number with a fraction.
        case SQLITE_FLOAT: .text(text(column))
        default: .null
        }
    }
}
