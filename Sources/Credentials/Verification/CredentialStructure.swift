public import LinkedData

/// The shape of a credential, for those who are about to sign one and for those who verify.
public enum CredentialStructure {
    /// Holds the rules of VCDM 2.0 §4 that need no context processing and, for an Open Badge, those
    /// of Open Badges 3.0 appendix B.
    ///
    /// - Throws: ``MalformedValue`` naming the first member at fault.
    public static func validate(_ document: JSONObject) throws(MalformedValue) {
        try DataModelStructure.validateCredential(document)
        if OpenBadgeStructure.applies(to: document) {
            try OpenBadgeStructure.validate(document)
        }
    }

    /// Holds the rules that need the contexts read as well: every type maps to a URL, nothing
    /// protected is redefined (VCDM 2.0 §4.3, §4.5).
    ///
    /// - Throws: ``MalformedValue`` for the shape, ``ProofError`` for contexts and types.
    public static func validate(_ document: JSONObject, contexts: ContextLibrary) throws {
        try validate(document)
        try ContextRules.validate(document, contexts: contexts)
    }

    /// The checks `structure` and, for an Open Badge that passes it, `open-badge`: passed, or
    /// failed with the first member at fault.
    ///
    /// A badge that lacks what Open Badges asks for is no less its issuer's, so that check is told
    /// and does not decide.
    static func checks(_ document: JSONObject) -> [Check] {
        let structure = check(
            .structure, "It has the form of a verifiable credential.", document,
            bearing: .genuineness, DataModelStructure.validateReceived)
        guard structure.result == .passed, OpenBadgeStructure.applies(to: document) else {
            return [structure]
        }
        return [
            structure,
            check(
                .openBadge, "It has the form of an Open Badge.", document,
                bearing: .information, OpenBadgeStructure.validate),
        ]
    }

    /// A check by rules that name the first member at fault.
    static func check(
        _ name: Check.Name, _ passed: String, _ document: JSONObject, bearing: Check.Bearing,
        _ rules: (JSONObject) throws(MalformedValue) -> Void
    ) -> Check {
        do throws(MalformedValue) {
            try rules(document)
            return Check(name, .passed, passed, bearing: bearing)
        } catch {
            return Check(
                name, .failed, "It is not well formed. \(error.description).", bearing: bearing,
                problemType: "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR")
        }
    }
}
