/// A short notation for JSON-LD contexts, one term definition a line.
///
/// | line | meaning |
/// | --- | --- |
/// | `name schema.` | term `name`, IRI `https://schema.org/name` |
/// | `expires sec.expiration ^xsd.dateTime` | with another local name, and a type |
/// | `proof sec. ^@id *graph` | with a type and a container |
/// | `name = schema.` | defined by a string alone |
/// | `Image ob. {` … `}` | with a scoped context, which starts with what `@common` stands for |
/// | `cnf jwt. {-` … `}` | with a scoped context that starts empty |
/// | `verifiableCredential cred. {null}` | with the scoped context `null` |
/// | `@common` | `@protected`, and `id` and `type` for `@id` and `@type` |
/// | `@protected`, `@version` | that keyword with `true`, or with 1.1 |
/// | `@vocab IRI` | that keyword |
///
/// What is shortened is an IRI whose beginning is in `namespaces`; any other is written out. A
/// token `2/3|…` counts only in the editions with mark 2 or 3; where that is the first token, so
/// does its line.
enum ContextNotation {
    private static let namespaces: [String: String] = [
        "as": "https://www.w3.org/ns/activitystreams#",
        "clr": "https://purl.imsglobal.org/spec/vc/clr/vocab.html#",
        "cred": "https://www.w3.org/2018/credentials#",
        "dc": "http://purl.org/dc/terms/",
        "did": "https://www.w3.org/ns/did#",
        "jose": "https://www.iana.org/assignments/jose#",
        "jwt": "https://www.iana.org/assignments/jwt#",
        "list2021": "https://w3id.org/vc/status-list#",
        "ob": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
        "schema": "https://schema.org/",
        "schemaHTTP": "http://schema.org/",
        "sec": "https://w3id.org/security#",
        "status": "https://www.w3.org/ns/credentials/status#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "xsdHTTPS": "https://www.w3.org/2001/XMLSchema#",
    ]

    /// The document, `{"@context": …}`, that a table stands for in the edition with these marks.
    static func document(_ table: String, marks: Set<Substring> = []) -> JSON {
        // Split by bytes: splitting by characters takes five times as long.
        var lines = table.utf8.split(separator: UInt8(ascii: "\n")).map(Substring.init)[...]
        let context = context(&lines, marks: marks)
        precondition(lines.isEmpty, "a context table closes a bracket too many")
        return ["@context": .object(context)]
    }

    /// Reads lines up to the bracket that closes this context.
    private static func context(
        _ lines: inout ArraySlice<Substring>, marks: Set<Substring>
    ) -> JSONObject {
        var context = JSONObject()
        while let line = lines.popFirst() {
            let written = line.utf8.split(separator: UInt8(ascii: " ")).map(Substring.init)
            let tokens = written.compactMap { selected($0, marks) }
            guard let first = tokens.first, selected(written[0], marks) != nil else {
                precondition(written.last != "{", "a bracket depends on a mark")
                continue
            }
            switch first {
            case "}": return context
            case "@common": addCommon(to: &context)
            case "@protected": context["@protected"] = true
            case "@version": context["@version"] = .number(1.1)
            case "@vocab": context["@vocab"] = .string(String(tokens[1]))
            default:
                context[String(first)] =
                    tokens.count == 3 && tokens[1] == "="
                    ? .string(expanded(tokens[2], term: first))
                    : definition(of: first, tokens.dropFirst(), &lines, marks: marks)
            }
        }
        return context
    }

    private static func addCommon(to context: inout JSONObject) {
        context["@protected"] = true
        context["id"] = "@id"
        context["type"] = "@type"
    }

    private static func definition(
        of term: Substring, _ tokens: ArraySlice<Substring>, _ lines: inout ArraySlice<Substring>,
        marks: Set<Substring>
    ) -> JSON {
        var definition = JSONObject()
        for token in tokens {
            switch token.unicodeScalars.first {
            case "^": definition["@type"] = .string(expanded(token.dropFirst(), term: term))
            case "*": definition["@container"] = .string("@" + token.dropFirst())
            case "{" where token == "{null}": definition["@context"] = .null
            case "{":
                var scoped = context(&lines, marks: marks)
                if token == "{" { addCommon(to: &scoped) }
                definition["@context"] = .object(scoped)
            default: definition["@id"] = .string(expanded(token, term: term))
            }
        }
        return .object(definition)
    }

    /// The token without its marks, or nil when none of them is this edition's.
    private static func selected(_ token: Substring, _ marks: Set<Substring>) -> Substring? {
        guard let bar = token.utf8.firstIndex(of: UInt8(ascii: "|")) else { return token }
        let named = token[..<bar].split(separator: "/")
        return named.contains(where: marks.contains) ? token[token.utf8.index(after: bar)...] : nil
    }

    /// `schema.` and the term, or `schema.` and a local name, as a whole IRI.
    private static func expanded(_ token: Substring, term: Substring) -> String {
        guard let stop = token.utf8.firstIndex(of: UInt8(ascii: ".")),
            let start = namespaces[String(token[..<stop])]
        else { return String(token) }
        let localName = token[token.utf8.index(after: stop)...]
        return start + (localName.isEmpty ? term : localName)
    }
}
