/// A value as a database keeps it. Truth is an integer, 1 or 0, and an instant its seconds since 1970.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    /// True where there is none.
    public var isNull: Bool { self == .null }
}

/// What can stand in a column, and be read from one.
public protocol SQLConvertible: Sendable {
    /// What is kept of it.
    var sqlValue: SQLValue { get }

    /// Reads what is kept; nil where that is of another kind.
    init?(_ value: SQLValue)
}

extension SQLValue: SQLConvertible {
    /// What is kept of it.
    public var sqlValue: SQLValue { self }

    /// Reads what is kept; nil where that is of another kind.
    public init?(_ value: SQLValue) { self = value }
}

extension String: SQLConvertible {
    /// What is kept of it.
    public var sqlValue: SQLValue { .text(self) }

    /// Reads what is kept; nil where that is of another kind.
    public init?(_ value: SQLValue) {
        guard case .text(let text) = value else { return nil }
        self = text
    }
}

extension Int64: SQLConvertible {
    /// What is kept of it.
    public var sqlValue: SQLValue { .integer(self) }

    /// Reads what is kept; nil where that is of another kind.
    public init?(_ value: SQLValue) {
        guard case .integer(let number) = value else { return nil }
        self = number
    }
}

extension Int: SQLConvertible {
    /// What is kept of it.
    public var sqlValue: SQLValue { .integer(Int64(self)) }

    /// Reads what is kept; nil where that is of another kind.
    public init?(_ value: SQLValue) {
        guard case .integer(let number) = value else { return nil }
        self.init(exactly: number)
    }
}

extension Bool: SQLConvertible {
    /// What is kept of it.
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }

    /// Reads what is kept; nil where that is of another kind.
    public init?(_ value: SQLValue) {
        guard case .integer(let number) = value else { return nil }
        self = number != 0
    }
}

extension [UInt8]: SQLConvertible {
    /// What is kept of it.
    public var sqlValue: SQLValue { .bytes(self) }

    /// Reads what is kept; nil where that is of another kind.
    public init?(_ value: SQLValue) {
        guard case .bytes(let bytes) = value else { return nil }
        self = bytes
    }
}

/// The arguments of a statement: by their places, or by their names without the colon.
public struct SQLArguments: Sendable, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    enum Form: Sendable {
        case placed([SQLValue])
        case named([String: SQLValue])
    }

    let form: Form

    /// None.
    public init() { form = .placed([]) }

    /// By their places.
    public init(_ values: [some SQLConvertible]) { form = .placed(values.map(\.sqlValue)) }

    /// By their places; nil is null.
    public init(arrayLiteral values: (any SQLConvertible)?...) {
        form = .placed(values.map { $0?.sqlValue ?? .null })
    }

    /// By their names; nil is null.
    public init(dictionaryLiteral values: (String, (any SQLConvertible)?)...) {
        form = .named(Dictionary(values.map { ($0, $1?.sqlValue ?? .null) }) { _, last in last })
    }

    /// The named arguments of both.
    public static func + (one: SQLArguments, other: SQLArguments) -> SQLArguments {
        guard case .named(let first) = one.form, case .named(let second) = other.form else {
            preconditionFailure("only named arguments are put together")
        }
        return SQLArguments(.named(first.merging(second) { _, last in last }))
    }

    private init(_ form: Form) { self.form = form }
}
