import CertAuthority
import Credentials
import GRDB
import GRDBSQLite

/// A prepared statement, bound and read by SQLite's own functions: GRDB's lists of arguments and rows
/// cost more than the insertions and look-ups that are made for very many certificates.
final class PreparedStatement {
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
    func run() throws { try forEach { _ in } }

    /// Visits the rows, each while the statement stands at it.
    func forEach(_ body: (borrowing StatementRow) throws -> Void) throws {
        begin()
        defer { sqlite3_reset(handle) }
        while try step() { try body(StatementRow(handle: handle)) }
    }

    /// What is made of each row.
    func rows<Value>(
        _ read: (borrowing StatementRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try forEach { values.append(try read($0)) }
        return values
    }

    /// What is made of the first row, while the statement stands at it; nil where there is none.
    func first<Value>(_ read: (borrowing StatementRow) throws -> Value) throws -> Value? {
        begin()
        defer { sqlite3_reset(handle) }
        return try step() ? try read(StatementRow(handle: handle)) : nil
    }

    private func begin() {
        precondition(
            place - 1 == sqlite3_bind_parameter_count(handle), "each argument is bound once")
        place = 1
    }

    private func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw Self.fault(connection)
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
}

/// The row at which a statement stands; the tables are strict, so each column has its type. Columns
/// are read by their places, from 0: to look one up by name costs more than all else.
struct StatementRow: ~Copyable {
    fileprivate let handle: OpaquePointer

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func instant(_ column: Int32) -> Timestamp? {
        isNull(column) ? nil : Timestamp(seconds: integer(column))
    }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(
            decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// The bytes; empty where the column is null.
    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }
}
