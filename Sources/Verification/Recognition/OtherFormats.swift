import LinkedData

/// JSON that is something known and no credential that is read here: each is named, with where to
/// turn, so that nobody takes it for a forgery.
enum OtherFormats {
    /// What a JSON object is, with what to do; nil where it is none of these.
    static func reason(_ object: JSONObject) -> String? {
        let contexts = (object["@context"]?.oneOrMore ?? []).compactMap(\.stringValue)
        let types = (object["type"] ?? object["@type"])?.oneOrMore.compactMap(\.stringValue) ?? []
        return blockcerts(object, contexts) ?? olderBadge(object, contexts, types)
            ?? learnerRecord(contexts, types) ?? identity(object, contexts)
            ?? signature(object) ?? exchange(object)
    }

    // MARK: Badges of older standards

    private static func olderBadge(
        _ object: JSONObject, _ contexts: [String], _ types: [String]
    ) -> String? {
        let version = contexts.lazy.compactMap(version).first
        let isAssertion = types.contains("Assertion") || types.contains("BadgeClass")
        let isFirst =
            object["recipient"] != nil && object["badge"] != nil
            && (object["verify"] != nil || object["verification"] != nil || object["uid"] != nil)
        guard version != nil || isAssertion || isFirst else { return nil }
        let name = "an Open Badges \(version ?? (object["verification"] == nil ? "1.x" : "2.0"))"
        if types.contains("BadgeClass") || (types.contains("Issuer") && object["badge"] == nil) {
            return "it is \(name) description of a badge or an issuer, and certifies nobody"
        }
        return "it is \(name) badge, which is not read here; check it at its issuer\(place(object))"
    }

    /// What an image of Open Badges 1 or 2 carries: an assertion, a token, or an address.
    static func reason(carried content: [UInt8]) -> String {
        let text = SubmittedDocument.trimmed(content[...])
        let token = TokenText.isToken(text)
        let assertion =
            token ? TokenText.payload(text) : try? JSON.parse(Array(text)).objectValue
        if let assertion {
            let contexts = (assertion["@context"]?.oneOrMore ?? []).compactMap(\.stringValue)
            if let reason = olderBadge(assertion, contexts, ["Assertion"]) { return reason }
        }
        let address = String(decoding: text.prefix(300), as: UTF8.self)
        let isAddress = ["https://", "http://"].contains { address.utf8.starts(with: $0.utf8) }
        return
            "it is an Open Badges 2.0 badge, or one of 1.x, which is not read here; check it at its "
            + "issuer\(isAddress ? ": \(address)" : "")"
    }

    /// The version that a context stands for.
    private static func version(_ context: String) -> String? {
        for host in ["https://w3id.org/openbadges/", "http://w3id.org/openbadges/"]
        where context.utf8.starts(with: host.utf8) {
            return context.dropFirst(host.count).utf8.starts(with: "v2".utf8) ? "2.0" : "1.x"
        }
        let isOther =
            context.contains("openbadgespec.org") || context.contains("imsglobal.org/spec/ob/v2")
            || context.contains("imsglobal.org/ob/context/v2")
            || context.contains("openbadges.org/standards")
        return isOther ? "2.0" : nil
    }

    /// Where the badge can be checked: its own address, the badge's or the issuer's.
    private static func place(_ object: JSONObject) -> String {
        let verification = object["verification"] ?? object["verify"]
        let candidates = [
            object["id"], verification?["url"], object["badge"], object["badge"]?["id"],
            object["badge"]?["issuer"], object["badge"]?["issuer"]?["id"],
            object["badge"]?["issuer"]?["url"], verification?["creator"],
        ]
        let address = candidates.lazy.compactMap { $0?.stringValue }.first { text in
            ["https://", "http://"].contains { text.utf8.starts(with: $0.utf8) }
        }
        return address.map { ": \($0.prefix(300))" } ?? ""
    }

    private static func blockcerts(_ object: JSONObject, _ contexts: [String]) -> String? {
        let proofs = (object["signature"] ?? object["proof"])?["type"]?.oneOrMore ?? []
        let isAnchored = ["MerkleProof2016", "MerkleProof2017", "ChainpointSHA256v2"].contains {
            proofs.contains(.string($0))
        }
        let isNamed = contexts.contains {
            $0.contains("blockcerts.org/schema/1") || $0.contains("blockcerts/schema/1")
                || $0.contains("w3id.org/blockcerts/v1") || $0.contains("w3id.org/blockcerts/v2")
                || $0.contains("blockcerts/schema/2") || $0.contains("blockcerts.org/schema/2")
        }
        guard isAnchored || (isNamed && object["credentialSubject"] == nil) else { return nil }
        return
            "it is a Blockcerts certificate of version 1 or 2, which is anchored in a blockchain "
            + "and not read here; check it with a Blockcerts verifier or at its issuer"
            + place(object)
    }

    private static func learnerRecord(_ contexts: [String], _ types: [String]) -> String? {
        let isRecord =
            contexts.contains { $0.contains("imsglobal.org/spec/clr/v1") } || types.contains("Clr")
        return isRecord
            ? "it is a Comprehensive Learner Record of version 1, which is not read here; check it at "
                + "its issuer"
            : nil
    }

    // MARK: What belongs to keys

    private static func identity(_ object: JSONObject, _ contexts: [String]) -> String? {
        let isDocument =
            contexts.contains {
                $0.utf8.starts(with: "https://www.w3.org/ns/did/".utf8)
                    || $0.utf8.starts(with: "https://w3id.org/did/".utf8)
                    || $0.utf8.starts(with: "https://www.w3.org/ns/cid/".utf8)
            }
            || ["verificationMethod", "assertionMethod", "publicKey"].contains {
                object[$0] != nil && object["credentialSubject"] == nil
            }
        if isDocument || object["didDocument"] != nil {
            return "it is a DID document, which lists an issuer's keys and certifies nobody; with "
                + "certctl verify it belongs into the folder of --offline"
        }
        if object["kty"] != nil || object["keys"]?.arrayValue?.first?["kty"] != nil {
            return "it is a key (JWK), not a certificate"
                + (object["d"] == nil ? "" : "; it is a private one, which nobody else should have")
        }
        return nil
    }

    private static func signature(_ object: JSONObject) -> String? {
        guard object["payload"]?.stringValue != nil,
            object["signature"]?.stringValue != nil || object["signatures"] != nil
        else { return nil }
        return "it is a JSON Web Signature in its JSON form, which is not read here; ask for the "
            + "compact form (three parts with dots between)"
    }

    // MARK: What belongs to wallets

    private static func exchange(_ object: JSONObject) -> String? {
        if object["credential_issuer"] != nil || object["credential_offer"] != nil
            || object["credential_offer_uri"] != nil
        {
            return "it is an offer of a credential for a wallet app, not the credential; take the "
                + "offer up in the wallet and submit what it then holds"
        }
        if object["presentation_definition"] != nil || object["dcql_query"] != nil {
            return "it is a request for a presentation, not a credential"
        }
        if object["cred_def_id"] != nil, object["values"] != nil {
            return "it is an AnonCreds credential (Hyperledger Indy), which is not read here"
        }
        return nil
    }

    // MARK: Text that is no JSON

    /// What text that is neither JSON nor a token is; nil where nothing is known.
    static func reason(text: ArraySlice<UInt8>) -> String? {
        let head = String(decoding: text.prefix(200), as: UTF8.self)
        if let label = head.firstRange(of: "-----BEGIN ") {
            let kind = head[label.upperBound...].prefix { $0 != "-" && !$0.isNewline }
            return kind.contains("CERTIFICATE")
                ? "it is an X.509 certificate, which stands for a key or a server and certifies no "
                    + "learning"
                : kind.contains("PRIVATE")
                    ? "it is a private key, which nobody else should have; it is no certificate"
                    : "it is a file in PEM (\(kind)), not a certificate"
        }
        let lowered = head.lowercased()
        for (scheme, words) in [
            ("openid-credential-offer:", "an offer of a credential for a wallet app"),
            ("openid4vp:", "a request for a presentation"), ("haip:", "a request of a wallet"),
            ("shc:/", "a SMART Health Card, which is not read here"), ("did:", "an identifier"),
        ] where lowered.hasPrefix(scheme) {
            return "it is \(words), not the credential itself"
        }
        return nil
    }

    /// What markup is; nil for what may be an SVG.
    static func reason(markup: ArraySlice<UInt8>) -> String? {
        let head = String(decoding: markup.prefix(4096), as: UTF8.self).lowercased()
        let isPage = ["<!doctype html", "<html", "<head", "<body", "<meta ", "<script"].contains {
            head.contains($0)
        }
        if isPage,
            !head.contains("<svg") || head.contains("<!doctype html") || head.contains("<html")
        {
            return
                "it is a web page, not the certificate; open the page and download the credential, "
                + "or type the certificate's number"
        }
        return head.contains("<svg") || head.contains(":svg")
            || markup.firstRange(of: Array("<svg".utf8)) != nil
            ? nil : "it is an XML document and no picture (SVG) that carries a credential"
    }
}
