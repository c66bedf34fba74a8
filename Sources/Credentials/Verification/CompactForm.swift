import LinkedData

/// Whether a document whose statements are signed can be read as plain JSON.
///
/// One set of statements has many JSON forms. A member written as an absolute IRI or under a term
/// that the document defines for itself is signed all the same, but whoever looks for `validUntil`
/// or `credentialStatus` by name does not see it: without this check an expired or revoked
/// credential could be rewritten, under its true signature, into one that seems never to end.
/// Hence VCDM 2.0 §6.1 asks for compacted form, and Data Integrity §2.4.1 for known contexts.
enum CompactForm {
    /// The check `contexts`: passed, or not made where a member cannot be read by its name.
    ///
    /// - Parameter isKnownIssuer: True where the issuer's own word is at hand, who never writes so:
    ///   then the check fails.
    static func check(_ document: JSONObject, isKnownIssuer: Bool) -> Check {
        guard let fault = fault(document, root: document["id"]?.stringValue, isRoot: true) else {
            return Check(
                "contexts", .passed, "All its terms are those of known contexts.",
                bearing: .genuineness)
        }
        return Check(
            "contexts", isKnownIssuer ? .failed : .notMade,
            "What it says cannot be read from its JSON by everyone: \(fault.reason) "
                + "(at \(fault.path)).",
            bearing: .genuineness)
    }

    /// What keeps a document from being read by its names, and where.
    private struct Fault {
        let reason: String
        var path: String

        init(_ reason: String, at name: String) {
            self.reason = reason
            path = "/\(name.prefix(60))"
        }

        /// The same fault seen from the object that has it under that name.
        func under(_ name: String) -> Fault {
            var copy = self
            copy.path = "/\(name.prefix(60))" + path
            return copy
        }
    }

    /// The first member that is no term of a known context; nil where there is none.
    ///
    /// - Parameter root: The document's own id. A part that bears it too says something of the
    ///   document in a place where nobody looks for it.
    private static func fault(_ object: JSONObject, root: String?, isRoot: Bool) -> Fault? {
        if !isRoot, object.count > 1, let root,
            object["id"]?.stringValue?.isExactly(root) == true
        {
            return Fault("a part of it bears its own id", at: "id")
        }
        var isValue: Bool?
        for member in object.members {
            switch kind(of: member.name) {
            case .context:
                guard member.value.oneOrMore.allSatisfy({ $0.stringValue != nil }) else {
                    return Fault("it defines terms itself", at: member.name)
                }
            case .keyword:
                let stands = isValue ?? (object["@value"] != nil)
                isValue = stands
                if !stands { return Fault("a keyword stands for a term", at: member.name) }
            case .iri: return Fault("an IRI stands for a term", at: member.name)
            case .term:
                if let fault = fault(member.value, root: root) { return fault.under(member.name) }
            }
        }
        return nil
    }

    private static func fault(_ value: JSON, root: String?) -> Fault? {
        switch value {
        case .object(let object): return fault(object, root: root, isRoot: false)
        case .array(let elements):
            for element in elements {
                if let fault = fault(element, root: root) { return fault }
            }
            return nil
        default: return nil
        }
    }

    private enum Kind {
        case context
        case keyword
        case iri
        case term
    }

    private static func kind(of name: String) -> Kind {
        let bytes = name.utf8Span.span
        if bytes.count > 0, bytes[0] == UInt8(ascii: "@") {
            return name.isExactly("@context") ? .context : .keyword
        }
        for index in bytes.indices where bytes[index] == UInt8(ascii: ":") { return .iri }
        return .term
    }
}
