import LinkedData

/// What a document says of the meaning of its terms beside the addresses of contexts.
struct OwnContexts {
    /// The contexts that stand in the document itself, wherever.
    private(set) var inline: [JSONObject] = []
    /// True where it names the context under which no term is undefined.
    private(set) var namesUndefinedTerms = false

    private static let shown = 8

    init(_ document: JSONObject) { collect(document) }

    /// The check `own-terms`, not made: which words are the issuer's own, so that what they mean is
    /// not known here. Nil where it uses none.
    static func check(_ document: JSONObject, contexts: ContextLibrary) -> Check? {
        let own = OwnContexts(document)
        guard !own.inline.isEmpty || own.namesUndefinedTerms else { return nil }
        var defined = Set<ExactString>()
        for context in own.inline {
            for name in context.names where name.utf8.first != UInt8(ascii: "@") {
                defined.insert(ExactString(name))
            }
        }
        let supplied = contexts.suppliedNames
        var used = UsedTerms { [defined, namesUndefinedTerms = own.namesUndefinedTerms] term in
            if defined.contains(ExactString(term)) { return true }
            return namesUndefinedTerms && OwnTerms.isUnknown(term)
                && !supplied.contains(ExactString(term))
        }
        used.collect(document)
        guard !used.terms.isEmpty else { return nil }
        let names = used.terms.prefix(shown).map { String($0.prefix(40)) }.joined(separator: ", ")
        let more = used.terms.count > shown ? " and \(used.terms.count - shown) more" : ""
        return Check(
            .ownTerms, .notMade,
            "It uses terms of its issuer's own, whose meaning is not known here: \(names)\(more).",
            bearing: .information)
    }

    private mutating func collect(_ object: JSONObject) {
        for member in object.members {
            guard member.name.isExactly("@context") else {
                collect(member.value)
                continue
            }
            for context in member.value.oneOrMore { add(context) }
        }
    }

    private mutating func collect(_ value: JSON) {
        switch value {
        case .object(let object): collect(object)
        case .array(let elements): for element in elements { collect(element) }
        default: break
        }
    }

    private mutating func add(_ context: JSON) {
        switch context {
        case .object(let object): inline.append(object)
        case .string(let url):
            if url.isExactly(KnownContexts.undefinedTerms) { namesUndefinedTerms = true }
        // What is neither is no context; as an entry that is no term it is refused like one.
        default:
            var entry = JSONObject()
            entry["@context"] = context
            inline.append(entry)
        }
    }
}

/// The terms of a document of which something holds, each once, in order.
private struct UsedTerms {
    private(set) var terms: [String] = []
    private let isMeant: (String) -> Bool
    private var seen = Set<ExactString>()

    init(_ isMeant: @escaping (String) -> Bool) { self.isMeant = isMeant }

    mutating func collect(_ object: JSONObject) {
        for member in object.members where member.name.utf8.first != UInt8(ascii: "@") {
            note(member.name)
            if member.name.isExactly("type") {
                for type in member.value.oneOrMore {
                    // A whole address names itself.
                    guard let text = type.stringValue, !text.utf8.contains(UInt8(ascii: ":"))
                    else { continue }
                    note(text)
                }
            }
            collect(member.value)
        }
    }

    private mutating func collect(_ value: JSON) {
        switch value {
        case .object(let object): collect(object)
        case .array(let elements): for element in elements { collect(element) }
        default: break
        }
    }

    private mutating func note(_ term: String) {
        guard isMeant(term), seen.insert(ExactString(term)).inserted else { return }
        terms.append(term)
    }
}
