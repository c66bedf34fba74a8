import LinkedData

/// Whether a document whose statements are signed can be read as plain JSON.
///
/// One set of statements has many JSON forms. A member written as an absolute IRI or under a term
/// that the document defines for itself is signed all the same, but whoever looks for `validUntil`
/// or `credentialStatus` by name does not see it: without this check an expired or revoked
/// credential could be rewritten, under its true signature, into one that seems never to end.
/// Hence VCDM 2.0 §6.1 asks for compacted form, and Data Integrity §2.4.1 for known contexts.
///
/// Terms of its own that only add words can hide nothing that a reader looks for (``OwnTerms``),
/// and neither can a part that bears the document's own id and says of it nothing that is looked
/// for at its root.
struct CompactForm {
    private let root: String?
    private let own: OwnTerms?

    /// The check `contexts`: passed, or not made where a member cannot be read by its name.
    ///
    /// - Parameter isKnownIssuer: True where the issuer's own word is at hand, who never writes so:
    ///   then the check fails.
    static func check(
        _ document: JSONObject, isKnownIssuer: Bool, contexts: ContextLibrary
    ) -> Check {
        let inline = OwnContexts(document).inline
        let fault = fault(document, inline, mayDefine: !isKnownIssuer, contexts)
        guard let fault else {
            return Check(
                .contexts, .passed,
                inline.isEmpty
                    ? "All its terms are those of known contexts."
                    : "Its terms are those of known contexts, and some of its own that hide none of "
                        + "them.", bearing: .genuineness)
        }
        return Check(
            .contexts, isKnownIssuer ? .failed : .notMade,
            "What it says cannot be read from its JSON by everyone: \(fault.reason) "
                + "(at \(fault.path)).",
            bearing: .genuineness)
    }

    private static func fault(
        _ document: JSONObject, _ inline: [JSONObject], mayDefine: Bool,
        _ contexts: ContextLibrary
    ) -> Fault? {
        var own: OwnTerms?
        if !inline.isEmpty {
            guard mayDefine else { return Fault("it defines terms itself", at: "@context") }
            do throws(ContextRefusal) {
                own = try OwnTerms(inline, reserved: contexts.suppliedNames)
            } catch {
                return Fault("it defines terms itself, and \(error)", at: "@context")
            }
        }
        return CompactForm(root: document["id"]?.stringValue, own: own)
            .fault(document, isRoot: true)
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

    /// What is looked for at the root of a credential and nowhere else. A part that bears the
    /// credential's own id and says one of these says it in a place where nobody looks.
    private static let rootMembers: [String] = [
        "validFrom", "validUntil", "issuanceDate", "expirationDate", "issued", "awardedDate",
        "credentialStatus", "credentialSchema", "credentialSubject", "issuer", "holder", "proof",
        "evidence", "termsOfUse", "refreshService", "relatedResource", "renderMethod",
        "confidenceMethod", "verifiableCredential",
    ]

    /// The first member that is no term of a known context; nil where there is none.
    private func fault(_ object: JSONObject, isRoot: Bool) -> Fault? {
        let isRootAgain =
            !isRoot && root.map { object["id"]?.stringValue?.isExactly($0) == true } == true
        var isValue: Bool?
        for member in object.members {
            switch Self.kind(of: member.name) {
            // Terms that it defines were examined before.
            case .context: continue
            case .keyword:
                let stands = isValue ?? (object["@value"] != nil)
                isValue = stands
                if !stands { return Fault("a keyword stands for a term", at: member.name) }
            case .iri: return Fault("an IRI stands for a term", at: member.name)
            case .term:
                if isRootAgain, Self.rootMembers.contains(where: member.name.isExactly) {
                    return Fault(
                        "a part of it bears its own id and says this of it", at: member.name)
                }
                if let fault = fault(in: member) { return fault.under(member.name) }
            }
        }
        return nil
    }

    private func fault(in member: JSONObject.Member) -> Fault? {
        if own?.isLiteral(member.name) == true { return nil }
        return fault(member.value, isType: member.name.isExactly("type"))
    }

    /// - Parameter isType: True for what stands under `type`, where whole IRIs may stand too: a
    ///   type that is not read by its name counts as unknown.
    private func fault(_ value: JSON, isType: Bool) -> Fault? {
        switch value {
        case .object(let object): return fault(object, isRoot: false)
        case .array(let elements):
            for element in elements {
                if let fault = fault(element, isType: isType) { return fault }
            }
            return nil
        case .string(let text):
            guard !isType, own?.mayAbbreviate(text) == true else { return nil }
            return Fault("a term that it defines itself shortens a value", at: text)
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
