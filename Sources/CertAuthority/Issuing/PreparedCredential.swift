public import Credentials
import LinkedData

/// A credential that is complete but for its signature, and may be signed once: the type cannot be
/// copied, and signing consumes it, so that signing twice does not compile.
public struct PreparedCredential: ~Copyable {
    private let document: JSONObject

    /// Prepares a badge.
    ///
    /// - Throws: ``MalformedValue`` when the document is not a well-formed credential: it would be
    ///   refused by every verifier.
    public init(_ badge: OpenBadge) throws(MalformedValue) {
        let document = badge.document
        try CredentialStructure.validate(document)
        self.document = document
    }

    /// Signs the credential and ends it.
    ///
    /// - Returns: The secured document as compact JSON: the bytes that are kept and served.
    /// - Throws: ``ProofError``.
    public consuming func sign(
        with signer: CredentialSigner, created: Timestamp
    ) throws(ProofError) -> [UInt8] {
        try signer.sign(document, created: created)
    }
}
