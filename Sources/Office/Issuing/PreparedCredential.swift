public import Credentials

/// A credential that is complete but for its signature, and may be signed once: the type cannot be
/// copied, and signing consumes it, so that signing twice does not compile.
public struct PreparedCredential: ~Copyable {
    private let badge: OpenBadge

    /// Prepares a badge.
    public init(_ badge: OpenBadge) { self.badge = badge }

    /// Signs the credential and ends it.
    ///
    /// - Returns: The secured document: the bytes that are kept and served.
    /// - Throws: ``MalformedValue``, before the key is used, when the document is not a well-formed
    ///   credential: it would be refused by every verifier. `ProofError`, `JOSEError` or
    ///   `CryptoError`.
    public consuming func sign(
        with signer: CredentialSigner, created: Timestamp
    ) throws -> [UInt8] {
        try signer.secure(badge, created: created)
    }
}
