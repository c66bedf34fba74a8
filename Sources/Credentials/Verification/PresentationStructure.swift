package import LinkedData

/// The shape that every presentation must have (VCDM 2.0 §4.13).
package enum PresentationStructure {
    /// Holds every rule that needs no context processing; credentials in it are held to theirs.
    ///
    /// - Throws: ``MalformedValue`` naming the first member at fault.
    static func validate(_ document: JSONObject) throws(MalformedValue) {
        let version = try DataModelStructure.context(document, versions: [.v2, .v1])
        try DataModelStructure.type(document, includes: "VerifiablePresentation")
        try DataModelStructure.identifier(document["id"], "id")
        try holder(document["holder"])
        for entry in credentials(document) {
            // Data model 1.1 lets tokens stand as they are (VCDM 1.1 §6.3.1, example 32).
            if version == .v1, let token = entry.stringValue,
                case .compactSignature = ReceivedDocument(Array(token.utf8), limits: .standard)
            {
                continue
            }
            guard let credential = entry.objectValue else {
                throw MalformedValue("verifiableCredential", "must be an object")
            }
            if isEnvelope(credential) {
                try envelope(credential)
            } else {
                do throws(MalformedValue) {
                    try DataModelStructure.validateReceived(credential)
                } catch {
                    throw MalformedValue("verifiableCredential.\(error.member)", error.expectation)
                }
            }
        }
        for proof in proofs(document) where proof["type"]?.stringValue == nil {
            throw MalformedValue("proof.type", "is required")
        }
    }

    /// The check `structure`.
    static func check(_ document: JSONObject) -> Check {
        CredentialStructure.check(
            .structure, "It has the form of a verifiable presentation.", document,
            bearing: .genuineness, validate)
    }

    /// True when the document says that it is a presentation, or one in an envelope, and not a
    /// credential.
    package static func isPresentation(_ document: JSONObject) -> Bool {
        let types = document["type"]?.oneOrMore ?? []
        return !types.contains("VerifiableCredential")
            && (types.contains("VerifiablePresentation")
                || EnvelopedPresentation.isEnveloped(.object(document)))
    }

    /// The presentation's own proofs; JSON-LD reads null as nothing.
    static func proofs(_ document: JSONObject) -> [JSON] {
        (document["proof"]?.oneOrMore ?? []).filter { $0 != .null }
    }

    /// The presentation's credentials, each as it stands.
    static func credentials(_ document: JSONObject) -> [JSON] {
        document["verifiableCredential"]?.oneOrMore ?? []
    }

    /// The holder's identifier, whether it stands alone or in an object.
    static func holderIdentifier(_ document: JSONObject) -> String? {
        document["holder"]?.stringValue ?? document["holder"]?["id"]?.stringValue
    }

    /// True for a credential in a `data:` URL.
    private static func isEnvelope(_ credential: JSONObject) -> Bool {
        let types = credential["type"]?.oneOrMore ?? []
        return types.contains("EnvelopedVerifiableCredential")
            || credential["id"]?.stringValue?.utf8.starts(with: "data:".utf8) == true
    }

    private static func envelope(_ credential: JSONObject) throws(MalformedValue) {
        try DataModelStructure.context(credential, versions: [.v2])
        do throws(MalformedValue) {
            try DataModelStructure.type(credential, includes: "EnvelopedVerifiableCredential")
        } catch {
            throw MalformedValue("verifiableCredential.\(error.member)", error.expectation)
        }
        guard credential["id"]?.stringValue?.utf8.starts(with: "data:".utf8) == true else {
            throw MalformedValue("verifiableCredential.id", "must be a data: URL")
        }
    }

    private static func holder(_ json: JSON?) throws(MalformedValue) {
        switch json {
        case nil: return
        case .string(let text) where AbsoluteURL.isValid(text): return
        case .object(let object):
            guard let text = object["id"]?.stringValue, AbsoluteURL.isValid(text) else {
                throw MalformedValue("holder.id", "must be a URL")
            }
        default: throw MalformedValue("holder", "must be a URL or an object with one as its id")
        }
    }
}
