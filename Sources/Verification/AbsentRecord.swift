package import CertAuthority
internal import Credentials

/// The record where there is no installation: nothing can be read in it, so that documents of others
/// are verified by the same path as where there is one.
package struct AbsentRecord: StoreReader {
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
    package func certificates(programme _: Slug?) async throws(StoreError) -> [CertificateSummary] {
        throw error
    }
    package func issued(
        rowKeys _: [RowKey]
    ) async throws(StoreError) -> [RowKey: CertificateSummary] {
        throw error
    }
    package func holdings(of _: Set<Slug>) async throws(StoreError) -> [Holding] { throw error }
    package func holdings(
        of _: Set<Slug>, learners _: [LearnerIdentity]
    ) async throws(StoreError) -> [Holding] { throw error }
    package func batches() async throws(StoreError) -> [BatchRecord] { throw error }
    package func batch(_: String) async throws(StoreError) -> BatchRecord? { throw error }
    package func planned(
        in _: String, after _: Int, limit _: Int
    ) async throws(StoreError) -> [PlannedCertificate] { throw error }
    package func planned(rowKeys _: [RowKey]) async throws(StoreError) -> [RowKey: PlannedRow] {
        throw error
    }
    package func examinePlan(
        of _: Batch, readingRows _: Bool
    ) async throws(StoreError) -> PlanExamination { throw error }
    package func standings(
        _: CertificateSelection
    ) async throws(StoreError) -> [CertificateStanding] { throw error }
    package func versions(
        of _: CertificateNumber
    ) async throws(StoreError) -> [CertificateNumber] { throw error }
    package func auditHead() async throws(StoreError) -> (count: Int64, digest: String) {
        throw error
    }
    package func badgeImage(_: BadgeImage.Name) async throws(StoreError) -> BadgeImage? {
        throw error
    }
}
