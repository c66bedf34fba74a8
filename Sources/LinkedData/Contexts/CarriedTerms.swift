/// What the carried contexts define, at any depth: the names that a reader of plain JSON goes by,
/// and the IRIs that those stand for.
struct CarriedTerms: Sendable {
    /// The names and IRIs of ``KnownContexts``, all copies of each.
    static let known = CarriedTerms(
        KnownContexts.urls.flatMap { KnownContexts.editions(for: $0) }.map(\.document))

    private var meanings: [ExactString: [TermMeaning]] = [:]
    private var iris = Set<ExactString>()

    /// What these documents define.
    init(_ documents: [JSON]) {
        for document in documents { add(document["@context"] ?? .null, prefixes: [:]) }
    }

    /// What the name means in one context or another; empty for a name that none has.
    func meanings(of name: String) -> [TermMeaning] { meanings[ExactString(name)] ?? [] }

    /// True for an IRI that a term stands for. One that only begins others, such as a vocabulary's
    /// own, is none.
    func contains(iri: String) -> Bool { iris.contains(ExactString(iri)) }

    /// True where a term's IRI begins so.
    func hasTerm(beginning start: String) -> Bool {
        iris.contains { $0.text.utf8.starts(with: start.utf8) }
    }

    private mutating func add(_ context: JSON, prefixes: [ExactString: String]) {
        guard let object = context.objectValue else {
            for element in context.arrayValue ?? [] { add(element, prefixes: prefixes) }
            return
        }
        var prefixes = prefixes
        for member in object.members {
            if let iri = TermMeaning.iri(of: member.value) {
                prefixes[ExactString(member.name)] = iri
            }
        }
        for member in object.members where member.name.utf8.first != UInt8(ascii: "@") {
            let meaning = TermMeaning(member.value) { text in
                guard let compact = CompactIRI(text), !compact.isComplete,
                    let start = prefixes[ExactString(compact.prefix)]
                else { return text }
                return start + compact.suffix
            }
            meanings[ExactString(member.name), default: []].append(meaning)
            if let iri = meaning.iri, !Self.onlyBegins(iri) { iris.insert(ExactString(iri)) }
            add(member.value["@context"] ?? .null, prefixes: prefixes)
        }
    }

    private static func onlyBegins(_ iri: String) -> Bool {
        switch iri.utf8.last {
        case UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: ":"): true
        default: false
        }
    }
}

/// What a context says of a term, in a form that can be compared.
struct TermMeaning: Sendable, Equatable {
    /// The whole IRI, or a keyword; nil where the definition has none.
    let iri: String?
    /// Its type, whole where that is an IRI.
    private let type: String?
    /// Everything else.
    private let rest: JSONObject

    /// Reads a definition.
    ///
    /// - Parameter whole: Gives the whole of a compact IRI.
    init(_ definition: JSON, whole: (String) -> String) {
        iri = Self.iri(of: definition).map(whole)
        type = definition["@type"]?.stringValue.map(whole)
        var rest = definition.objectValue ?? JSONObject()
        for name in ["@id", "@type", "@protected", "@prefix"] { rest[name] = nil }
        self.rest = rest
    }

    /// The IRI as the definition writes it.
    static func iri(of definition: JSON) -> String? {
        definition.stringValue ?? definition["@id"]?.stringValue
    }
}
