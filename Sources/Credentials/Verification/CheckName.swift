extension Check {
    /// What is looked at, by the name that programs and pages go by. The raw values stand in JSON
    /// verdicts and never change.
    ///
    /// A new one is said in words for people by the pages; the compiler names the place.
    public enum Name: String, Sendable, CaseIterable {
        // What a document is.
        case parsing
        case structure
        case openBadge = "open-badge"
        case contexts
        case ownTerms = "own-terms"
        case direction
        // Who signed it, and whether that counts.
        case proof
        case proofExpiry = "proof-expiry"
        case proofDate = "proof-date"
        case tokenPeriod = "token-period"
        case tokenClaims = "token-claims"
        case issuerKey = "issuer-key"
        // Whether it may be relied on.
        case validityPeriod = "validity-period"
        case periodForm = "period-form"
        case status
        case statusForm = "status-form"
        // What it carries and this verifier does not look into.
        case relatedResource = "related-resource"
        case endorsement
        case containedCredentials = "contained-credentials"
        case refresh
        // A presentation around it. Where its checks stand in one list with those of a credential,
        // the first three go by these names.
        case presentation
        case holderProof = "holder-proof"
        case holderProofExpiry = "holder-proof-expiry"
        case holder
        case holderKey = "holder-key"
        case credentials
        // What an installation's record knows of it.
        case record
        case issuerRecord = "issuer-record"
        case issuer
        case issuerName = "issuer-name"
        // The file that it came in.
        case packaging
        case print
        case pdfSignature = "pdf-signature"
    }
}

extension Check.Name: CustomStringConvertible {
    /// The name as programs read it.
    public var description: String { rawValue }
}
