/// Reads one context definition: its own entries (JSON-LD 1.1 API §4.1.2 step 5), then its terms
/// (Create Term Definition, §4.2).
struct TermDefiner {
    private(set) var state: ContextState
    /// The contexts of terms, still to be checked.
    private(set) var scopes: [(term: String, scope: ScopedContext)] = []

    private let local: JSONObject
    let baseURL: String?
    private let overridesProtected: Bool
    private var isProtected = false
    /// False while a term is being defined, true after.
    private var progress: [ExactString: Bool] = [:]
    private var depth = 0

    private static let depthLimit = 64

    init(state: ContextState, local: JSONObject, baseURL: String?, overridesProtected: Bool) {
        self.state = state
        self.local = local
        self.baseURL = baseURL
        self.overridesProtected = overridesProtected
    }

    /// True for the names that are no terms.
    static func isEntry(_ name: String) -> Bool {
        switch Keyword(exactly: name) {
        case .base, .direction, .import, .language, .propagate, .protected, .version, .vocab: true
        default: false
        }
    }

    /// Reads the entries that are no terms.
    mutating func readEntries(isRemote: Bool) throws(JSONLDError) {
        if let version = local["@version"], version != .number(1.1) {
            throw JSONLDError(.invalidVersionValue, "@version is the number 1.1")
        }
        if !isRemote { try readBase() }
        try readVocabulary()
        switch local["@language"] {
        case nil: break
        case .null: state.language = nil
        case .string(let tag): state.language = ExactString(tag)
        default:
            throw JSONLDError(.invalidDefaultLanguage, "@language is a language tag or null")
        }
        if let value = local["@direction"] {
            state.direction = try Self.direction(value)
        }
        if let value = local["@propagate"], value.boolValue == nil {
            throw JSONLDError(.invalidPropagateValue, "@propagate is true or false")
        }
        if let value = local["@protected"] {
            guard let flag = value.boolValue else {
                throw JSONLDError(.invalidProtectedValue, "@protected is true or false")
            }
            isProtected = flag
        }
    }

    private mutating func readBase() throws(JSONLDError) {
        switch local["@base"] {
        case nil: break
        case .null: state.base = nil
        case .string(let text):
            if IRI.hasScheme(text) {
                state.base = text
            } else if let base = state.base {
                state.base = IRI.resolve(text, against: base)
            } else {
                throw JSONLDError(
                    .invalidBaseIRI, "@base \(text) is relative and nothing is there to resolve it")
            }
        default: throw JSONLDError(.invalidBaseIRI, "@base is an IRI or null")
        }
    }

    private mutating func readVocabulary() throws(JSONLDError) {
        switch local["@vocab"] {
        case nil: break
        case .null: state.vocabulary = nil
        case .string(let text):
            guard
                case .iri(let iri) = state.expand(text, vocabulary: true, documentRelative: true)
            else { throw JSONLDError(.invalidVocabMapping, "@vocab \(text) is a keyword") }
            state.vocabulary = iri.text
        default: throw JSONLDError(.invalidVocabMapping, "@vocab is an IRI or null")
        }
    }

    /// Defines one term of the local context, and before it those it depends on.
    mutating func define(_ term: String) throws(JSONLDError) {
        switch progress[ExactString(term)] {
        case true: return
        case false:
            throw JSONLDError(.cyclicIRIMapping, "the term \(term) depends on itself")
        case nil: break
        }
        guard !term.isEmpty else {
            throw JSONLDError(.invalidTermDefinition, "a term is not the empty string")
        }
        guard depth < Self.depthLimit else {
            throw JSONLDError(
                .limitExceeded, "terms depend on one another over \(Self.depthLimit) steps")
        }
        depth += 1
        defer { depth -= 1 }
        progress[ExactString(term)] = false

        let value = local[term] ?? .null
        if term.utf8.first == UInt8(ascii: "@") {
            if let keyword = Keyword(exactly: term) {
                try Self.checkRedefinition(of: keyword, value)
            } else if Keyword.isReservedForm(term) {
                return
            }
        }
        let previous = state.terms[term]
        state.terms[term] = nil
        guard var parts = try parts(of: term, value) else {
            if let previous, previous.parts.isProtected {
                state.terms[term] = previous
            }
            return
        }
        if let previous, previous.parts.isProtected, !overridesProtected {
            guard previous.means(parts) else {
                throw JSONLDError(
                    .protectedTermRedefinition, "the protected term \(term) is defined anew")
            }
            parts = previous.parts
        }
        if parts.isProtected { state.hasProtectedTerms = true }
        if let scope = parts.scope { scopes.append((term, scope)) }
        state.terms[term] = TermDefinition(parts)
        progress[ExactString(term)] = true
    }

    /// `@type` may be protected and given the container `@set`; nothing else is allowed (step 4).
    private static func checkRedefinition(
        of keyword: Keyword, _ value: JSON
    ) throws(JSONLDError) {
        if keyword == .type, let object = value.objectValue, !object.isEmpty,
            object.members.allSatisfy({ member in
                member.name.isExactly("@protected")
                    || member.name.isExactly("@container") && member.value == "@set"
            })
        {
            return
        }
        throw JSONLDError(.keywordRedefinition, "\(keyword.rawValue) cannot be defined anew")
    }

    /// The parts of a definition, or nil where the definition is passed over because it names
    /// something of a keyword's form (steps 9 to 27).
    private mutating func parts(
        of term: String, _ value: JSON
    ) throws(JSONLDError) -> TermDefinition.Parts? {
        let object: JSONObject
        var isSimple = false
        switch value {
        case .null: object = JSONObject()
        case .string(let iri):
            object = JSONObject(uniqueMembers: [.init(name: "@id", value: .string(iri))]) ?? .init()
            isSimple = true
        case .object(let members): object = members
        default:
            throw JSONLDError(
                .invalidTermDefinition, "the term \(term) is neither a string, an object nor null")
        }
        var parts = TermDefinition.Parts()
        parts.isProtected = isProtected
        if let flag = object["@protected"] {
            guard let flag = flag.boolValue else {
                throw JSONLDError(.invalidProtectedValue, "@protected is true or false")
            }
            parts.isProtected = flag
        }
        if let type = object["@type"] { parts.type = try typeMapping(type) }
        if let reverse = object["@reverse"] {
            guard let name = try reverseName(reverse, beside: object) else { return nil }
            parts.name = name
            parts.isReverse = true
            try Self.readReverseContainer(object["@container"], into: &parts)
            try readDetails(of: term, object, into: &parts)
            return parts
        }
        if case .null = value { return parts }
        guard try name(term, object["@id"], isSimple: isSimple, into: &parts) else { return nil }
        if let container = object["@container"] { try Self.read(container, into: &parts) }
        try readDetails(of: term, object, into: &parts)
        return parts
    }

    /// Finds what the term maps to (steps 14 to 18); false where it maps to a reserved name.
    private mutating func name(
        _ term: String, _ id: JSON?, isSimple: Bool, into parts: inout TermDefinition.Parts
    ) throws(JSONLDError) -> Bool {
        let hasColon = term.utf8.dropFirst().contains(UInt8(ascii: ":"))
        let hasSlash = term.utf8.contains(UInt8(ascii: "/"))
        if let id, id != .string(term) {
            if id.isNull { return true }
            guard let text = id.stringValue else {
                throw JSONLDError(.invalidIRIMapping, "@id of the term \(term) is not a string")
            }
            if Keyword(exactly: text) == nil, Keyword.isReservedForm(text) { return false }
            let name = try expand(text)
            guard Self.isMappable(name) else {
                throw JSONLDError(
                    .invalidIRIMapping, "the term \(term) maps to \(text), which is no IRI")
            }
            guard name != .keyword(.context) else {
                throw JSONLDError(.invalidKeywordAlias, "the term \(term) stands for @context")
            }
            parts.name = name
            if hasSlash || term.utf8.dropFirst().dropLast().contains(UInt8(ascii: ":")) {
                progress[ExactString(term)] = true
                guard try expand(term) == name else {
                    throw JSONLDError(
                        .invalidIRIMapping,
                        "the term \(term) looks like an IRI and maps to another one")
                }
            }
            if !hasColon, !hasSlash, isSimple, case .iri(let iri) = name {
                parts.isPrefix = IRI.endsWithDelimiter(iri.text) || iri.kind == .blankNode
            }
            return true
        }
        if hasColon, let compact = CompactIRI(term) {
            if !compact.isComplete, local[compact.prefix] != nil { try define(compact.prefix) }
            if case .iri(let iri) = state.terms[compact.prefix]?.parts.name {
                parts.name = .iri(Reference(iri.text + compact.suffix))
            } else {
                parts.name = .iri(Reference(term))
            }
        } else if hasSlash {
            parts.name = state.expand(term, vocabulary: true, documentRelative: false)
            guard case .iri(let iri) = parts.name, IRI.hasScheme(iri.text) else {
                throw JSONLDError(.invalidIRIMapping, "the term \(term) is no IRI")
            }
        } else if term.isExactly("@type") {
            parts.name = .keyword(.type)
        } else if let vocabulary = state.vocabulary {
            parts.name = .iri(Reference(vocabulary + term))
        } else {
            throw JSONLDError(
                .invalidIRIMapping, "the term \(term) has no @id and there is no @vocab")
        }
        return true
    }

    private static func isMappable(_ name: ExpandedName) -> Bool {
        switch name {
        case .keyword: true
        case .iri(let iri): iri.isMappable
        case .nothing: false
        }
    }

    /// IRI Expansion during context processing: defines what the value depends on first.
    mutating func expand(_ value: String) throws(JSONLDError) -> ExpandedName {
        if local[value] != nil, Keyword(exactly: value) == nil, progress[ExactString(value)] != true
        {
            try define(value)
        }
        if let compact = CompactIRI(value), !compact.isComplete, local[compact.prefix] != nil,
            progress[ExactString(compact.prefix)] != true
        {
            try define(compact.prefix)
        }
        return state.expand(value, vocabulary: true, documentRelative: false)
    }

    private mutating func typeMapping(_ value: JSON) throws(JSONLDError) -> TypeMapping {
        guard let text = value.stringValue else {
            throw JSONLDError(.invalidTypeMapping, "@type of a term is a string")
        }
        switch try expand(text) {
        case .keyword(.id): return .id
        case .keyword(.vocab): return .vocab
        case .keyword(.json): return .json
        case .keyword(.none): return .none
        case .iri(let iri) where IRI.hasScheme(iri.text): return .datatype(iri)
        default:
            throw JSONLDError(.invalidTypeMapping, "\(text) is neither a datatype nor @id")
        }
    }
}
