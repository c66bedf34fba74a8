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
    /// - Returns: The secured document: the bytes that are kept and served.
    /// - Throws: `ProofError` or `JOSEError`.
    public consuming func sign(
        with signer: CredentialSigner, created: Timestamp
    ) throws -> [UInt8] {
        try signer.secure(document, created: created)
    }
}
