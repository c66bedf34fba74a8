/// A context that an operator supplies beside the carried ones.
///
/// It may define what it likes, with contexts for its terms and types, but nothing that carried
/// contexts define: neither their terms in another sense nor other names for their IRIs. The
/// operator vouches that the document is the published one; these rules see that even a hostile one
/// cannot hide from a reader what is said in the terms of the standards.
public struct SuppliedContext: Sendable {
    /// The addresses of the contexts that it names.
    public private(set) var references: [String] = []
    /// What it defines, at any depth.
    public private(set) var names = Set<ExactString>()

    /// What each name may stand for.
    private var iris: [ExactString: Set<ExactString>] = [:]
    /// The prefixes in contexts of terms and types, which are read where those are used, among the
    /// definitions in force there.
    private var scopedPrefixes = Set<ExactString>()

    private static let depthLimit = 16

    /// Examines a context document.
    ///
    /// - Parameter document: An object with the member `@context`.
    /// - Throws: ``ContextRefusal`` naming the first term or entry at fault.
    public init(_ document: JSON) throws(ContextRefusal) {
        guard let context = document["@context"] else {
            throw ContextRefusal("@context", "is missing")
        }
        try examine(context, TermDefinitions(), depth: 0)
    }

    /// A prefix in a scoped context that the other context defines in another sense, so that a
    /// document which names both is read otherwise than either was examined; nil where there is
    /// none.
    public func ambiguousPrefix(beside other: SuppliedContext) -> String? {
        scopedPrefixes.first { name in
            guard let theirs = other.iris[name] else { return false }
            return theirs != iris[name]
        }?.text
    }

    private mutating func examine(
        _ context: JSON, _ outer: TermDefinitions, depth: Int
    ) throws(ContextRefusal) {
        guard depth < Self.depthLimit else {
            throw ContextRefusal("@context", "is nested deeper than \(Self.depthLimit) levels")
        }
        var definitions = outer
        for element in context.oneOrMore {
            switch element {
            case .string(let text):
                guard IRI.hasScheme(text) else {
                    throw ContextRefusal(text, "is no absolute address of a context")
                }
                references.append(text)
            case .object(let object):
                try examine(object, &definitions, depth: depth)
            default:
                throw ContextRefusal("@context", "may hold only addresses and objects")
            }
        }
    }

    private mutating func examine(
        _ context: JSONObject, _ definitions: inout TermDefinitions, depth: Int
    ) throws(ContextRefusal) {
        for member in context.members where member.name.utf8.first == UInt8(ascii: "@") {
            try Self.entry(member, &definitions)
        }
        let terms = context.members.filter { $0.name.utf8.first != UInt8(ascii: "@") }
        for member in terms {
            guard !member.name.isEmpty else { throw ContextRefusal("", "is no name") }
            // An inner definition takes the place of the outer one: both have to pass.
            _ = definitions.add(member.name, member.value)
        }
        for member in terms {
            let isNew = try TermRules.supplied.check(member.name, member.value, definitions)
            note(member, depth: depth)
            if isNew, let scoped = member.value["@context"] {
                try examine(scoped, definitions, depth: depth + 1)
            }
        }
    }

    private mutating func note(_ member: JSONObject.Member, depth: Int) {
        let name = ExactString(member.name)
        names.insert(name)
        let iri = TermMeaning.iri(of: member.value)
        if let iri { iris[name, default: []].insert(ExactString(iri)) }
        guard depth > 0 else { return }
        for text in [iri, member.value["@type"]?.stringValue, member.name] {
            if let compact = text.flatMap(CompactIRI.init), !compact.isComplete {
                scopedPrefixes.insert(ExactString(compact.prefix))
            }
        }
    }

    private static func entry(
        _ member: JSONObject.Member, _ definitions: inout TermDefinitions
    ) throws(ContextRefusal) {
        switch ExactString(member.name) {
        case "@version", "@protected": return
        case "@vocab":
            guard let vocabulary = member.value.stringValue, IRI.hasScheme(vocabulary),
                !CarriedTerms.known.hasTerm(beginning: vocabulary),
                !["@", "_"].contains(vocabulary.prefix(1))
            else {
                throw ContextRefusal(
                    "@vocab", "is no absolute IRI, or one with which terms of known contexts begin")
            }
            definitions.vocabulary = vocabulary
        default: throw ContextRefusal(member.name, "acts on more than terms of its own")
        }
    }
}
