import LinkedData

/// The status of a credential in a `1EdTechRevocationList` (Open Badges 3.0 §8.4): an unsigned
/// list of credential identifiers at the address that the status entry names.
struct RevocationListStatus<Resources: VerificationResources>: Sendable {
    let verifier: Verifier<Resources>

    func check(_ entry: JSON, of document: JSONObject) async -> Check {
        guard let url = entry["id"]?.stringValue, let identifier = document["id"]?.stringValue
        else {
            return .statusNotMade(
                "A revocation list needs an id in the status entry and in the credential.",
                .malformed)
        }
        switch await verifier.resources.statusListCredential(url) {
        case .unavailable(let reason):
            return .statusNotMade("The revocation list could not be had: \(reason).", .retrieval)
        case .found(let bytes):
            let issuer = DataModelStructure.issuerIdentifier(document) ?? ""
            return check(bytes, url: url, issuer: issuer, identifier: identifier)
        }
    }

    private func check(
        _ bytes: [UInt8], url: String, issuer: String, identifier: String
    ) -> Check {
        guard let list = try? JSON.parse(bytes, limits: verifier.limits),
            let revoked = list["revokedCredential"]?.arrayValue
        else {
            return .statusNotMade(
                "The revocation list is no JSON object with a list \"revokedCredential\".",
                .malformed)
        }
        guard list["id"]?.stringValue?.isExactly(url) != false else {
            return .statusNotMade("What was found is another revocation list.", .verification)
        }
        let listed = list["issuer"]?.stringValue ?? list["issuer"]?["id"]?.stringValue
        guard listed?.isExactly(issuer) != false else {
            return .statusNotMade("The revocation list is another issuer's.", .verification)
        }
        let isRevoked = revoked.contains { entry in
            entry["id"]?.stringValue?.isExactly(identifier) == true
                && entry["revoked"]?.boolValue != false
        }
        return isRevoked
            ? Check(
                .status, .failed, "The issuer's revocation list names it.", bearing: .currency)
            : Check(
                .status, .passed, "The issuer's revocation list does not name it.",
                bearing: .currency)
    }
}
