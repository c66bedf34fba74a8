/// A row, read whole.
public struct SQLRow: Sendable {
    /// What the columns are called.
    public let columnNames: [String]
    /// What stands in them.
    public let values: [SQLValue]

    package init(_ columns: any SQLColumns, names: [String]) {
        columnNames = names
        values = names.indices.map { columns.value(Int32($0)) }
    }

    private func value(_ name: String) -> SQLValue {
        // SQLite's own names are of ASCII and few.
        guard let place = columnNames.firstIndex(of: name) else {
            preconditionFailure("the statement has no column \(name)")
        }
        return values[place]
    }

    /// The value of a column. The statement must have it, and the column must be of the type and never
    /// null: the schema sees to both.
    package subscript<Value: SQLConvertible>(_ name: String) -> Value {
        read(value(name))
    }

    /// The value of a column, nil where it is null.
    package subscript<Value: SQLConvertible>(_ name: String) -> Value? {
        let value = value(name)
        return value.isNull ? nil : read(value)
    }

    /// The value of a column by its place from 0.
    package subscript<Value: SQLConvertible>(_ place: Int) -> Value { read(values[place]) }

    /// The value of a column by its place from 0, nil where it is null.
    package subscript<Value: SQLConvertible>(_ place: Int) -> Value? {
        values[place].isNull ? nil : read(values[place])
    }

    private func read<Value: SQLConvertible>(_ value: SQLValue) -> Value {
        guard let value = Value(value) else {
            preconditionFailure("a column is not \(Value.self)")
        }
        return value
    }
}

// MARK: Asking for rows

extension SQLRow {
    /// The first row.
    package static func fetchOne(
        _ db: any SQLDatabase, sql: String, arguments: SQLArguments = SQLArguments()
    ) throws -> SQLRow? {
        try fetchOne(db.statement(sql), arguments: arguments)
    }

    /// The first row.
    package static func fetchOne(
        _ statement: any SQLStatement, arguments: SQLArguments = SQLArguments()
    ) throws -> SQLRow? {
        try statement.bind(arguments)
        return try statement.first { SQLRow($0, names: statement.columnNames) }
    }

    /// All rows.
    package static func fetchAll(
        _ db: any SQLDatabase, sql: String, arguments: SQLArguments = SQLArguments()
    ) throws -> [SQLRow] {
        try fetchAll(db.statement(sql), arguments: arguments)
    }

    /// All rows.
    package static func fetchAll(
        _ statement: any SQLStatement, arguments: SQLArguments = SQLArguments()
    ) throws -> [SQLRow] {
        try statement.bind(arguments)
        try statement.begin()
        defer { statement.reset() }
        let names = statement.columnNames
        var rows: [SQLRow] = []
        while try statement.step() { rows.append(SQLRow(statement, names: names)) }
        return rows
    }

    /// The rows, one after the other.
    package static func fetchCursor(
        _ db: any SQLDatabase, sql: String, arguments: SQLArguments = SQLArguments()
    ) throws -> SQLRowCursor {
        try SQLRowCursor(db.streamed(sql), arguments)
    }
}

/// Rows that come one after the other.
package final class SQLRowCursor {
    private let statement: any SQLStatement
    private let names: [String]

    fileprivate init(_ statement: any SQLStatement, _ arguments: SQLArguments) throws {
        self.statement = statement
        try statement.bind(arguments)
        try statement.begin()
        names = statement.columnNames
    }

    deinit { statement.reset() }

    /// The next row; nil where there is none.
    package func next() throws -> SQLRow? {
        try statement.step() ? SQLRow(statement, names: names) : nil
    }
}

extension SQLConvertible {
    /// The first column of the first row; nil where there is no row, or where it is null.
    package static func fetchOne(
        _ db: any SQLDatabase, sql: String, arguments: SQLArguments = SQLArguments()
    ) throws -> Self? {
        try fetchOne(db.statement(sql), arguments: arguments)
    }

    /// The first column of the first row; nil where there is no row, or where it is null.
    package static func fetchOne(
        _ statement: any SQLStatement, arguments: SQLArguments = SQLArguments()
    ) throws -> Self? {
        try statement.bind(arguments)
        return try statement.first { Self($0.value(0)) } ?? nil
    }

    /// The first column of all rows; those where it is null are left out.
    package static func fetchAll(
        _ db: any SQLDatabase, sql: String, arguments: SQLArguments = SQLArguments()
    ) throws -> [Self] {
        let statement = try db.statement(sql)
        try statement.bind(arguments)
        return try statement.rows { Self($0.value(0)) }.compactMap { $0 }
    }
}

extension SQLConvertible where Self: Hashable {
    /// The first column of all rows, each value once.
    package static func fetchSet(
        _ db: any SQLDatabase, sql: String, arguments: SQLArguments = SQLArguments()
    ) throws -> Set<Self> {
        Set(try fetchAll(db, sql: sql, arguments: arguments))
    }
}
