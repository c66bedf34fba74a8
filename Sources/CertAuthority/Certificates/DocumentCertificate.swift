public import Credentials

/// A certified key that signs documents, or the coalition's root that certifies such keys.
///
/// Documents have keys of their own: PDF readers do not take Ed25519, and a certificate binds a key
/// to a purpose and to an end.
public struct DocumentCertificate: Sendable, Equatable {
    /// Whose it is; nil for the coalition's root.
    public let organisation: Slug?
    /// The certificate, with those above it.
    public let chain: X509Chain
    /// Since when it is the one that signs.
    public let added: Timestamp
    /// Since when another does in its place; what it signed stays signed.
    public let retired: Timestamp?

    /// Describes a certificate.
    public init(
        organisation: Slug?, chain: X509Chain, added: Timestamp, retired: Timestamp? = nil
    ) {
        self.organisation = organisation
        self.chain = chain
        self.added = added
        self.retired = retired
    }

    /// Names the key: the first half of the SHA-256 of its SubjectPublicKeyInfo, 32 hexadecimal
    /// digits; nil where the key is of no kind that signs.
    public var keyID: String? { chain.signer.publicKey.map(Self.keyID) }

    /// Names a key.
    public static func keyID(_ key: PublicKey) -> String {
        Digest.hexadecimal(Array(Digest.sha256(key.spki).prefix(16)))
    }
}
