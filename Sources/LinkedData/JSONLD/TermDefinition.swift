/// What a term of a context means (JSON-LD 1.1 API §4.1). Immutable, so contexts derived from
/// one another share their definitions.
final class TermDefinition: Sendable {
    /// What the parts are before they are put together.
    struct Parts: Sendable {
        var name: ExpandedName = .nothing
        var isPrefix = false
        var isProtected = false
        var isReverse = false
        var container: Container = []
        var type: TypeMapping?
        var language: Setting<ExactString> = .inherited
        var direction: Setting<TextDirection> = .inherited
        var index: ExactString?
        var nest: ExactString?
        var scope: ScopedContext?
    }

    let parts: Parts

    init(_ parts: Parts) { self.parts = parts }

    /// True when both mean the same, whether protected or not.
    func means(_ other: Parts) -> Bool {
        parts.name == other.name && parts.isPrefix == other.isPrefix
            && parts.isReverse == other.isReverse && parts.container == other.container
            && parts.type == other.type && parts.language == other.language
            && parts.direction == other.direction && parts.index == other.index
            && parts.nest == other.nest && parts.scope?.local == other.scope?.local
    }
}

/// The values of `@container`.
struct Container: OptionSet, Sendable {
    let rawValue: UInt8

    static let graph = Container(rawValue: 1)
    static let id = Container(rawValue: 2)
    static let index = Container(rawValue: 4)
    static let language = Container(rawValue: 8)
    static let list = Container(rawValue: 16)
    static let set = Container(rawValue: 32)
    static let type = Container(rawValue: 64)

    /// The container of that keyword.
    init?(_ keyword: Keyword?) {
        switch keyword {
        case .graph: self = .graph
        case .id: self = .id
        case .index: self = .index
        case .language: self = .language
        case .list: self = .list
        case .set: self = .set
        case .type: self = .type
        default: return nil
        }
    }

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// True for the combinations of JSON-LD 1.1 API §4.2.2 step 21.
    var isAllowed: Bool {
        switch subtracting(.set) {
        case [], .graph, .id, .index, .language, .type, [.graph, .id], [.graph, .index]: true
        case .list: self == .list
        default: false
        }
    }
}

/// The values of a term's `@type`.
enum TypeMapping: Sendable, Equatable {
    case id
    case vocab
    case json
    case none
    case datatype(Reference)
}

/// A part of a definition that may be left open, set to null, or set.
enum Setting<Value: Sendable & Equatable>: Sendable, Equatable {
    case inherited
    case cleared
    case value(Value)

    /// The value, given what holds where it is left open.
    func resolved(_ inherited: @autoclosure () -> Value?) -> Value? {
        switch self {
        case .inherited: inherited()
        case .cleared: nil
        case .value(let value): value
        }
    }
}

/// The context that a term brings along for its values, or a type for its nodes.
final class ScopedContext: Sendable {
    /// The context as it stands in the term's definition.
    let local: JSON
    /// The address of the document that has the definition.
    let baseURL: String?

    init(local: JSON, baseURL: String?) {
        self.local = local
        self.baseURL = baseURL
    }
}
