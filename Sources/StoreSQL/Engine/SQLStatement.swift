package import Credentials

/// The row at which a statement stands. Columns are read by their places, from 0: to look one up by
/// name costs more than all else.
public protocol SQLColumns: AnyObject {
    /// What the columns are called.
    var columnNames: [String] { get }

    /// True where there is no value.
    func isNull(_ column: Int32) -> Bool
    /// A number or a truth; 0 where the column is null.
    func integer(_ column: Int32) -> Int64
    /// A text; empty where the column is null.
    func text(_ column: Int32) -> String
    /// The bytes; empty where the column is null.
    func bytes(_ column: Int32) -> [UInt8]
    /// Whatever stands there.
    func value(_ column: Int32) -> SQLValue
}

extension SQLColumns {
    package func instant(_ column: Int32) -> Timestamp? {
        isNull(column) ? nil : Timestamp(seconds: integer(column))
    }

    package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
}

/// A statement that a database has prepared. Arguments are bound in the order of their places, each
/// once, and then it is run or stepped through; after that it can be bound anew.
///
/// A database may put off a statement that is ``run()`` until something is asked of it, or until the
/// transaction ends; what was wrong with it is thrown then.
public protocol SQLStatement: SQLColumns {
    /// The arguments by their places: their names without the colon, nil where they have none.
    var argumentNames: [String?] { get }

    /// Binds the next argument; nil is null.
    func bind(_ text: String?) throws
    /// Binds the next argument; nil is null.
    func bind(_ number: Int64?) throws
    /// Binds the next argument.
    func bind(_ bytes: [UInt8]) throws

    /// Runs the statement with what was bound; its rows are of no interest.
    func run() throws
    /// Begins to go through the rows that there are with what was bound.
    func begin() throws
    /// Goes to the next row; false where there is none.
    func step() throws -> Bool
    /// Ends going through the rows.
    func reset()
}

extension SQLStatement {
    /// Binds the arguments, each to its place.
    func bind(_ arguments: SQLArguments) throws {
        let values: [SQLValue]
        switch arguments.form {
        case .placed(let placed): values = placed
        case .named(let named):
            values = argumentNames.map { name in
                guard let value = name.flatMap({ named[$0] }) else {
                    preconditionFailure("the statement's argument \(name ?? "?") is not given")
                }
                return value
            }
        }
        for value in values {
            switch value {
            case .null: try bind(nil as String?)
            case .integer(let number): try bind(number)
            case .text(let text): try bind(text)
            case .bytes(let bytes): try bind(bytes)
            }
        }
    }

    /// Runs the statement.
    func execute(arguments: SQLArguments = SQLArguments()) throws {
        try bind(arguments)
        try run()
    }

    /// Visits the rows, each while the statement stands at it.
    package func forEach(_ body: (any SQLColumns) throws -> Void) throws {
        try begin()
        defer { reset() }
        while try step() { try body(self) }
    }

    /// What is made of each row.
    package func rows<Value>(_ read: (any SQLColumns) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try forEach { values.append(try read($0)) }
        return values
    }

    /// What is made of the first row, while the statement stands at it; nil where there is none.
    package func first<Value>(_ read: (any SQLColumns) throws -> Value) throws -> Value? {
        try begin()
        defer { reset() }
        return try step() ? try read(self) : nil
    }
}
