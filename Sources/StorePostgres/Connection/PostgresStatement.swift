import StoreSQL

/// A statement of a connection, with what was bound to it and the rows that it gave.
final class PostgresStatement: SQLStatement {
    private let connection: PostgresConnection
    private let text: PostgresText
    private let isStreamed: Bool
    private var arguments: [SQLValue] = []
    private var result: PostgresResult?
    private var row: Int32 = -1
    /// Where rows are fetched some at a time.
    private var cursor: Int?

    /// How many rows are fetched at a time.
    private static let fetched = 1_000

    init(_ text: PostgresText, on connection: PostgresConnection, isStreamed: Bool) {
        self.connection = connection
        self.text = text
        self.isStreamed = isStreamed
    }

    var argumentNames: [String?] { text.names }

    func bind(_ text: String?) throws { arguments.append(text.map { .text($0) } ?? .null) }

    func bind(_ number: Int64?) throws { arguments.append(number.map { .integer($0) } ?? .null) }

    func bind(_ bytes: [UInt8]) throws { arguments.append(.bytes(bytes)) }

    private func taken() -> [SQLValue] {
        precondition(arguments.count == text.names.count, "each argument is bound once")
        defer { arguments = [] }
        return arguments
    }

    func run() throws { try connection.run(text.sql, taken()) }

    func begin() throws {
        row = -1
        guard isStreamed else {
            result = try connection.rows(text.sql, taken())
            try result?.checkNumbers()
            return
        }
        let number = connection.takeCursor()
        cursor = number
        try connection.run("DECLARE rows_\(number) NO SCROLL CURSOR FOR \(text.sql)", taken())
        try fetch(number)
    }

    private func fetch(_ cursor: Int) throws {
        result = try connection.rows("FETCH FORWARD \(Self.fetched) FROM rows_\(cursor)")
        try result?.checkNumbers()
        row = -1
    }

    func step() throws -> Bool {
        guard let result else { return false }
        row += 1
        if row < result.rowCount { return true }
        guard let cursor, result.rowCount == Self.fetched else { return false }
        try fetch(cursor)
        return try step()
    }

    func reset() {
        result = nil
        // It ends with the transaction at the latest; where that has failed nothing can be closed.
        if let cursor {
            try? connection.run("CLOSE rows_\(cursor)")
            connection.giveBack(cursor: cursor)
        }
        cursor = nil
    }

    // MARK: Columns

    var columnNames: [String] { result?.columnNames ?? [] }

    func isNull(_ column: Int32) -> Bool { result?.isNull(row, column) ?? true }

    func integer(_ column: Int32) -> Int64 { (try? result?.integer(row, column)) ?? 0 }

    func text(_ column: Int32) -> String { result?.text(row, column) ?? "" }

    func bytes(_ column: Int32) -> [UInt8] { result?.bytes(row, column) ?? [] }

    func value(_ column: Int32) -> SQLValue { (try? result?.value(row, column)) ?? .null }
}
