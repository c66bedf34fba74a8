public import CertAuthority
public import Credentials

/// Signs the status lists of several organisations, each with its own key.
public struct OrganisationSigners: StatusListAuthority {
    private let issuers: [Slug: CertificateIssuer]

    /// The issuers by their organisation.
    public init(_ issuers: [Slug: CertificateIssuer]) { self.issuers = issuers }

    /// The signed credential of an organisation's status list.
    ///
    /// - Throws: ``IssuingError`` when there is no key of that organisation among them.
    public func statusListCredential(
        _ list: BitstringStatusList, id: String, organisation: Slug, at instant: Timestamp
    ) throws -> [UInt8] {
        guard let issuer = issuers[organisation] else {
            throw IssuingError("the key of \(organisation) is not available")
        }
        return try issuer.statusListCredential(
            list, id: id, organisation: organisation, at: instant)
    }
}
