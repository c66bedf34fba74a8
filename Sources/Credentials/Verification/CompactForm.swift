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
    static func check(_ document: JSONObject) -> Check {
        guard let fault = fault(document, "", root: document["id"]?.stringValue) else {
            return Check(
                "contexts", .passed, "All its terms are those of known contexts.",
                bearing: .genuineness)
        }
        return Check(
            "contexts", .notMade,
            "What it says cannot be read from its JSON by everyone: \(fault).",
            bearing: .genuineness)
    }

    /// The first member that is no term of a known context, in words; nil where there is none.
    ///
    /// - Parameter root: The document's own id. A part that bears it too says something of the
    ///   document in a place where nobody looks for it.
    private static func fault(_ object: JSONObject, _ path: String, root: String?) -> String? {
        if !path.isEmpty, object.count > 1, let root,
            object["id"]?.stringValue?.isExactly(root) == true
        {
            return "a part of it bears its own id (at \(path))"
        }
        let isValue = object["@value"] != nil
        for member in object.members {
            let name = member.name
            if name.isExactly("@context") {
                guard member.value.oneOrMore.allSatisfy({ $0.stringValue != nil }) else {
                    return "it defines terms itself (at \(path)/@context)"
                }
            } else if name.utf8.first == UInt8(ascii: "@"), !isValue {
                return "a keyword stands in place of a term (at \(path)/\(name.prefix(60)))"
            } else if name.utf8.contains(UInt8(ascii: ":")) {
                return "an IRI stands in place of a term (at \(path)/\(name.prefix(60)))"
            } else if let fault = fault(member.value, path, name, root: root) {
                return fault
            }
        }
        return nil
    }

    private static func fault(
        _ value: JSON, _ path: String, _ name: String, root: String?
    ) -> String? {
        switch value {
        case .object(let object): return fault(object, "\(path)/\(name.prefix(60))", root: root)
        case .array(let elements):
            for element in elements {
                if let fault = fault(element, path, name, root: root) { return fault }
            }
            return nil
        default: return nil
        }
    }
}
