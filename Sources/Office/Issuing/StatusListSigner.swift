public import CertAuthority
public import Credentials

/// Signs the status lists of one organisation.
public struct StatusListSigner: StatusListAuthority {
    private let installation: Installation
    private let signer: CredentialSigner

    /// Advice to readers on how long to keep a status list: five minutes, in milliseconds.
    public static let timeToLive = 300_000

    /// A signer with the organisation's key.
    public init(installation: Installation, signer: CredentialSigner) {
        self.installation = installation
        self.signer = signer
    }

    /// The signed credential of a status list.
    public func statusListCredential(
        _ list: BitstringStatusList, id: String, organisation: Slug, at instant: Timestamp
    ) throws -> [UInt8] {
        let credential = StatusListCredential(
            id: installation.statusListURL(id), issuer: signer.issuer, validFrom: instant,
            timeToLive: Self.timeToLive, list: list)
        return try signer.sign(
            list: try credential.document(), as: StatusListForm(list: id), created: instant)
    }
}
