/// What names mean at one place of a document: immutable, and shared by every place where the
/// same holds.
final class ActiveContext: Sendable {
    let state: ContextState
    /// True when it was derived from nothing but known documents, so that what follows from it
    /// may be kept for other documents.
    let isShared: Bool
    /// The terms that stand for `@type`, `@id` and `@value`.
    private let aliases: (type: [String], id: [String], value: [String])

    init(_ state: ContextState, isShared: Bool) {
        self.state = state
        self.isShared = isShared
        aliases = (
            state.terms.aliases(of: .type), state.terms.aliases(of: .id),
            state.terms.aliases(of: .value)
        )
    }

    /// The definition of a term.
    func definition(_ term: String) -> TermDefinition? { state.terms[term] }

    /// True when the key stands for `@type`.
    func isType(_ key: String) -> Bool { matches(key, .type, aliases.type) }

    /// True when the key stands for `@id`.
    func isID(_ key: String) -> Bool { matches(key, .id, aliases.id) }

    /// True when the key stands for `@value`.
    func isValue(_ key: String) -> Bool { matches(key, .value, aliases.value) }

    /// Most contexts have one alias, so comparing beats a look-up.
    private func matches(_ key: String, _ keyword: Keyword, _ aliases: [String]) -> Bool {
        if aliases.count > 4 {
            if let definition = definition(key) {
                return definition.parts.name == .keyword(keyword)
            }
        } else {
            for alias in aliases where alias.matches(key) { return true }
        }
        return key.utf8.first == UInt8(ascii: "@") && key.isExactly(keyword.rawValue)
    }
}

/// The parts of an active context, while it is being put together and after.
struct ContextState: Sendable {
    /// What relative references are resolved against.
    var base: String?
    /// What a null context sets the base back to.
    var originalBase: String?
    var vocabulary: String?
    var language: ExactString?
    var direction: TextDirection?
    var terms = TermTable()
    var hasProtectedTerms = false
    /// What holds again inside the values of a node, where this context does not propagate.
    var previous: ActiveContext?

    init(base: String?) {
        self.base = base
        originalBase = base
    }

    /// IRI Expansion (JSON-LD 1.1 API §5.2) once all terms are defined.
    ///
    /// - Parameters:
    ///   - vocabulary: True where terms and `@vocab` count.
    ///   - documentRelative: True where relative references are resolved against the base.
    func expand(_ value: String, vocabulary: Bool, documentRelative: Bool) -> ExpandedName {
        if let definition = terms[value] {
            if case .keyword = definition.parts.name { return definition.parts.name }
            if vocabulary { return definition.parts.name }
        }
        return expand(
            undefined: value, vocabulary: vocabulary, documentRelative: documentRelative)
    }

    /// The same for a value that is known to be no term.
    func expand(
        undefined value: String, vocabulary: Bool, documentRelative: Bool
    ) -> ExpandedName {
        if value.utf8.first == UInt8(ascii: "@") {
            if let keyword = Keyword(exactly: value) { return .keyword(keyword) }
            if Keyword.isReservedForm(value) { return .nothing }
        }
        if let compact = CompactIRI(value) {
            if compact.isComplete { return .iri(Reference(value)) }
            if let definition = terms[compact.prefix], definition.parts.isPrefix,
                case .iri(let iri) = definition.parts.name
            {
                return .iri(Reference(iri.text + compact.suffix))
            }
            if IRI.hasScheme(value) { return .iri(Reference(value)) }
        }
        if vocabulary, let mapping = self.vocabulary { return .iri(Reference(mapping + value)) }
        if documentRelative, let base {
            return .iri(Reference(IRI.resolve(value, against: base)))
        }
        return .iri(Reference(value))
    }
}

/// A value split at its first colon, where that is not its first character.
struct CompactIRI {
    let prefix: String
    let suffix: Substring
    /// True when it can be no compact IRI: a blank node, or an IRI with an authority.
    let isComplete: Bool

    init?(_ value: String) {
        let bytes = value.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > bytes.startIndex else {
            return nil
        }
        suffix = value[bytes.index(after: colon)...]
        let slash = UInt8(ascii: "/")
        isComplete =
            suffix.utf8.starts(with: [slash, slash])
            || (bytes[..<colon].count == 1 && bytes.first == UInt8(ascii: "_"))
        prefix = isComplete ? "" : String(value[..<colon])
    }
}
