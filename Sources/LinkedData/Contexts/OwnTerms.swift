/// The terms that a document defines for itself, where they only add words: none has a name that a
/// carried context defines, and none stands for an IRI that one does.
///
/// A signature over statements does not cover the names by which a document says them. Whoever
/// holds a signed document can put a context into it that gives `validUntil` another name, and the
/// signature still fits while no reader finds the end of validity. So what is taken is what can
/// hide nothing, and it is read without regard to where in the document it stands: names and IRIs
/// are held against those of all carried contexts, in scope or not, and nothing is taken that acts
/// on more than the one term (`@vocab`, `@base`, `@language`, `@import`, scoped contexts, maps by
/// identifier or type, reverse properties, nesting, aliases of keywords).
public struct OwnTerms: Sendable, Equatable {
    /// The names, in their order.
    public let names: [String]
    /// The names, to be found at once: a stranger's document may define very many.
    private let table: Set<ExactString>
    /// The names of the terms whose value is a JSON literal, signed as it stands.
    private let literals: Set<ExactString>

    /// Examines the contexts that a document brings along.
    ///
    /// - Parameters:
    ///   - contexts: All of them, wherever they stand.
    ///   - reserved: Names of contexts that are known besides the carried ones.
    /// - Throws: ``ContextRefusal`` naming the first term that could change how the rest is read.
    public init(
        _ contexts: [JSONObject], reserved: Set<ExactString> = []
    ) throws(ContextRefusal) {
        var definitions = TermDefinitions()
        var names: [String] = []
        for context in contexts {
            for member in context.members where !Self.isPlainEntry(member) {
                guard definitions.add(member.name, member.value) else { continue }
                names.append(member.name)
            }
        }
        if let name = definitions.contradictory {
            throw ContextRefusal(name, "is defined in two ways")
        }
        var literals = Set<ExactString>()
        for name in names {
            guard let definition = definitions[name] else { continue }
            guard !name.isEmpty, !name.utf8.contains(where: Self.isOfIRIs) else {
                throw ContextRefusal(name, "is no plain word")
            }
            guard !reserved.contains(ExactString(name)) else {
                throw ContextRefusal(name, "is a term of known contexts")
            }
            try TermRules.inline.check(name, definition, definitions)
            if definition["@type"] == "@json" { literals.insert(ExactString(name)) }
        }
        self.names = names
        table = Set(names.map { ExactString($0) })
        self.literals = literals
    }

    /// True for one of the terms.
    public func contains(_ name: String) -> Bool { table.contains(ExactString(name)) }

    /// True for a term whose value is a JSON literal: what is in it is no statement.
    public func isLiteral(_ name: String) -> Bool { literals.contains(ExactString(name)) }

    /// True where a value could be short for another one, by a term in the place of a prefix.
    public func mayAbbreviate(_ value: String) -> Bool {
        guard let compact = CompactIRI(value), !compact.isComplete, contains(compact.prefix) else {
            return false
        }
        // What has a space in it is no IRI, written out or not.
        return !compact.suffix.utf8.contains { $0 <= 0x20 }
    }

    /// True for a name that no carried context defines anywhere.
    public static func isUnknown(_ name: String) -> Bool {
        CarriedTerms.known.meanings(of: name).isEmpty
    }

    /// `@version` and `@protected` say nothing of any other term.
    private static func isPlainEntry(_ member: JSONObject.Member) -> Bool {
        member.name.isExactly("@version") && member.value == .number(1.1)
            || member.name.isExactly("@protected") && member.value.boolValue != nil
    }

    /// A sign by which a name is taken for an IRI or a keyword.
    private static func isOfIRIs(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@")
            || byte == UInt8(ascii: "#")
    }
}

/// Why a context is not taken.
public struct ContextRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// The term or entry at fault, shortened.
    public let term: String
    /// What of it, as the end of a sentence that begins with the term.
    public let reason: String

    init(_ term: String, _ reason: String) {
        self.term = String(term.prefix(60))
        self.reason = reason
    }

    /// Term and reason.
    public var description: String { "\"\(term)\" \(reason)" }
}
