public import Credentials

/// The public half of a key that an organisation signs with.
public struct SigningKey: Sendable, Equatable {
    /// The fragment of its verification method: the Multikey text of the public key.
    public let id: String
    /// Whose key it is.
    public let organisation: Slug
    /// The key.
    public let publicKey: PublicKey
    /// Since when it signs.
    public let created: Timestamp
    /// Since when another signs in its place; what it signed stays good.
    public let retired: Timestamp?

    /// Describes a key.
    public init(
        id: String, organisation: Slug, publicKey: PublicKey, created: Timestamp,
        retired: Timestamp? = nil
    ) {
        self.id = id
        self.organisation = organisation
        self.publicKey = publicKey
        self.created = created
        self.retired = retired
    }
}
