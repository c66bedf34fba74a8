/// The definitions of one or more contexts that are examined, by name.
struct TermDefinitions {
    private var table: [ExactString: JSON] = [:]
    /// What `@vocab` says, where it says something.
    var vocabulary: String?
    /// A name with two definitions.
    private(set) var contradictory: String?

    private static let depthLimit = 16

    subscript(name: String) -> JSON? { table[ExactString(name)] }

    /// Adds a definition; false where the name has one already.
    mutating func add(_ name: String, _ definition: JSON) -> Bool {
        guard let known = table.updateValue(definition, forKey: ExactString(name)) else {
            return true
        }
        if known != definition { contradictory = contradictory ?? name }
        return false
    }

    /// True for a term that begins other IRIs: one of a text that ends as vocabularies do.
    func isPrefix(_ name: String) -> Bool {
        guard let end = self[name]?.stringValue?.utf8.last else { return false }
        return end == UInt8(ascii: "#") || end == UInt8(ascii: "/")
    }

    /// Every IRI that the text can stand for, whichever of the definitions are in force where it
    /// stands; keywords among them.
    ///
    /// - Throws: ``ContextRefusal`` where it stands for none, or depends on itself.
    func candidates(
        _ text: String, for name: String, depth: Int = 0
    ) throws(ContextRefusal) -> [String] {
        guard depth < Self.depthLimit else {
            throw ContextRefusal(name, "depends on itself")
        }
        if text.utf8.first == UInt8(ascii: "@") { return [text] }
        guard let compact = CompactIRI(text) else {
            if let definition = self[text], let iri = TermMeaning.iri(of: definition),
                !iri.isExactly(text)
            {
                return try candidates(iri, for: name, depth: depth + 1)
            }
            let known = CarriedTerms.known.meanings(of: text).compactMap(\.iri)
            let vocabular = vocabulary.map { [$0 + text] } ?? []
            guard !(known + vocabular).isEmpty else {
                throw ContextRefusal(name, "stands for \"\(text.prefix(60))\", which is no IRI")
            }
            return known + vocabular
        }
        if compact.isComplete { return [text] }
        var candidates = [text]
        if let definition = self[compact.prefix], let iri = TermMeaning.iri(of: definition),
            !iri.isExactly(text)
        {
            for start in try self.candidates(iri, for: name, depth: depth + 1) {
                candidates.append(start + compact.suffix)
            }
        }
        for meaning in CarriedTerms.known.meanings(of: compact.prefix) {
            if let start = meaning.iri { candidates.append(start + compact.suffix) }
        }
        return candidates
    }
}

/// What a term may be that is not of the carried contexts.
struct TermRules {
    /// What a definition may have beside its IRI.
    private let entries: Set<ExactString>
    private let containers: Set<ExactString>

    /// For terms that a document defines itself.
    static let inline = TermRules(
        entries: [
            "@id", "@type", "@container", "@protected", "@prefix", "@language", "@direction",
        ],
        containers: ["@set", "@list", "@language"])
    /// For terms of contexts that an operator supplies, which may have contexts of their own.
    static let supplied = TermRules(
        entries: inline.entries.union(["@context"]),
        containers: inline.containers.union(["@graph"]))

    /// Vocabularies that belong to the language itself and whose every IRI counts as carried.
    private static let reserved = [
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "https://www.w3.org/ns/credentials/undefined-term#",
    ]

    /// Holds the rules for one term.
    ///
    /// - Returns: False where the definition is that of a carried context, so that nothing in it
    ///   needs looking at.
    /// - Throws: ``ContextRefusal``.
    @discardableResult
    func check(
        _ name: String, _ definition: JSON, _ all: TermDefinitions
    ) throws(ContextRefusal) -> Bool {
        guard definition.stringValue != nil || definition.objectValue != nil else {
            throw ContextRefusal(name, "is neither a text nor an object")
        }
        for member in definition.objectValue?.members ?? []
        where !entries.contains(ExactString(member.name)) {
            throw ContextRefusal(name, "has \(member.name.prefix(60)) in its definition")
        }
        for container in definition["@container"]?.oneOrMore ?? [] {
            guard let text = container.stringValue, containers.contains(ExactString(text)) else {
                throw ContextRefusal(name, "has a container other than @set, @list, @language")
            }
        }
        let carried = CarriedTerms.known.meanings(of: name)
        if try isCarried(name, definition, all, carried) { return false }
        guard carried.isEmpty else {
            throw ContextRefusal(name, "is a term of known contexts and has another meaning here")
        }
        for iri in try candidates(name, definition, all) {
            guard iri.utf8.first != UInt8(ascii: "@") else {
                throw ContextRefusal(name, "stands for the keyword \(iri.prefix(60))")
            }
            guard iri.utf8.first != UInt8(ascii: "_") else {
                throw ContextRefusal(name, "stands for a blank node")
            }
            guard !CarriedTerms.known.contains(iri: iri), !Self.isReserved(iri) else {
                throw ContextRefusal(
                    name, "is another name for \(iri.prefix(200)), which known contexts define")
            }
        }
        return true
    }

    /// True where the term means what a carried context says of that name, and nothing else.
    private func isCarried(
        _ name: String, _ definition: JSON, _ all: TermDefinitions, _ carried: [TermMeaning]
    ) throws(ContextRefusal) -> Bool {
        guard !carried.isEmpty else { return false }
        func whole(_ text: String) throws(ContextRefusal) -> String {
            guard let compact = CompactIRI(text), !compact.isComplete else { return text }
            // What has more than one reading is not surely that of the carried context.
            let candidates = try all.candidates(text, for: name)
            guard candidates.count == 2, all.isPrefix(compact.prefix) else { return text }
            return candidates[1]
        }
        let iri = try TermMeaning.iri(of: definition).map(whole)
        let type = try definition["@type"]?.stringValue.map(whole)
        let meaning = TermMeaning(definition) { text in
            text.isExactly(TermMeaning.iri(of: definition) ?? "") ? iri ?? text : type ?? text
        }
        return carried.contains(meaning)
    }

    private func candidates(
        _ name: String, _ definition: JSON, _ all: TermDefinitions
    ) throws(ContextRefusal) -> [String] {
        if let iri = TermMeaning.iri(of: definition), !iri.isExactly(name) {
            return try all.candidates(iri, for: name)
        }
        if name.utf8.contains(UInt8(ascii: ":")) { return try all.candidates(name, for: name) }
        guard let vocabulary = all.vocabulary else {
            throw ContextRefusal(name, "has no IRI")
        }
        return [vocabulary + name]
    }

    private static func isReserved(_ iri: String) -> Bool {
        reserved.contains { iri.utf8.starts(with: $0.utf8) }
    }
}
