/// A JSON value (RFC 8259) that keeps what canonicalisation needs.
///
/// Objects keep the order of their members; names are compared by their bytes; numbers are IEEE
/// 754 doubles as RFC 8785 §3.2.2.3 has them. A value of this type can always be written: numbers
/// are finite and strings are valid Unicode.
public enum JSON: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A finite number.
    case number(Double)
    /// A string of Unicode scalar values.
    case string(String)
    /// An ordered list.
    case array([JSON])
    /// Members with unique names.
    case object(JSONObject)
}

extension JSON {
    /// The string, if this is one.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The members, if this is an object.
    public var objectValue: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The elements, if this is an array.
    public var arrayValue: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The number, if this is one.
    public var numberValue: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The truth value, if this is one.
    public var boolValue: Bool? {
        if case .bool(let truth) = self { truth } else { nil }
    }

    /// True for `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The member of that name, if this is an object that has one.
    public subscript(name: String) -> JSON? { objectValue?[name] }

    /// The elements of an array, or the value alone: how JSON-LD and the data models read "one or
    /// more".
    public var oneOrMore: [JSON] { arrayValue ?? [self] }
}

extension JSON: Equatable {
    /// Values are equal when their canonical forms are: member order does not matter, names and
    /// strings are compared by their bytes, `-0` equals `0`.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.string(let a), .string(let b)): a.isExactly(b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByStringInterpolation
{
    /// A JSON string.
    public init(stringLiteral text: String) { self = .string(text) }
    /// A JSON boolean.
    public init(booleanLiteral truth: Bool) { self = .bool(truth) }
    /// A JSON number; literals beyond 2^53 lose digits, as every JSON number does.
    public init(integerLiteral number: Int) { self = .number(Double(number)) }
    /// A JSON array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// A JSON object; a name given twice keeps its first place and its last value.
    public init(dictionaryLiteral members: (String, JSON)...) {
        var object = JSONObject()
        for (name, value) in members { object[name] = value }
        self = .object(object)
    }
}
