package import CertAuthority
internal import Credentials

/// The record where there is no installation: nothing can be read in it, so that documents of others
/// are verified by the same path as where there is one.
package struct AbsentRecord: PublicRecord {
    private let error: StoreError

    /// Describes the absence.
    ///
    /// - Parameter place: Where an installation was looked for.
    package init(_ place: String) {
        error = StoreError(
            .missing,
            """
            there is no installation at \(place), so no number can be looked up; name another with \
            \(do: .nameInstallation), or make one with \(do: .makeInstallation)
            """)
    }

    /// An installation that answers nowhere: no valid address or identifier begins with a space, so
    /// no document can claim to be of it.
    package static let nowhere = Installation(
        name: "", baseURL: " ", created: Timestamp(seconds: 0))

    // Each throws ``StoreError`` (`missing`).
    package func installation() async throws(StoreError) -> Installation { throw error }
    package func catalogue() async throws(StoreError) -> StoredCatalogue { throw error }
    package func certificate(_: CertificateNumber) async throws(StoreError) -> Certificate? {
        throw error
    }
    package func statusList(_: String) async throws(StoreError) -> [UInt8]? { throw error }
    package func signingKeys(of _: Slug) async throws(StoreError) -> [SigningKey] { throw error }
    package func documentCertificates() async throws(StoreError) -> [DocumentCertificate] {
        throw error
    }
    package func versions(of _: CertificateNumber) async throws(StoreError) -> [CertificateNumber] {
        throw error
    }
    package func certificate(of _: LearnerToken) async throws(StoreError) -> Certificate? {
        throw error
    }
    package func badgeImage(_: Picture.Name) async throws(StoreError) -> Picture? {
        throw error
    }
}
