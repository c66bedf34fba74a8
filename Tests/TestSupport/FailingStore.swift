import CertAuthority
import Credentials
import StoreSQLite
import StoreSQL

/// A store whose reads fail on demand, as a real one's cannot.
struct FailingStore: PublicRecord {
    let store: SQLStore
    /// Which reads fail.
    let failing: Set<Read>

    enum Read: CaseIterable {
        case certificate
        case statusList
        case signingKeys
    }

    private func fail(_ read: Read) throws(StoreError) {
        if failing.contains(read) { throw StoreError(.inputOutput, "the disk reports an error") }
    }

    func badgeImage(_ name: Picture.Name) async throws(StoreError) -> Picture? {
        try await store.badgeImage(name)
    }

    func certificate(_ number: CertificateNumber) async throws(StoreError) -> Certificate? {
        try fail(.certificate)
        return try await store.certificate(number)
    }

    func statusList(_ id: String) async throws(StoreError) -> [UInt8]? {
        try fail(.statusList)
        return try await store.statusList(id)
    }

    func signingKeys(of organisation: Slug) async throws(StoreError) -> [SigningKey] {
        try fail(.signingKeys)
        return try await store.signingKeys(of: organisation)
    }

    func installation() async throws(StoreError) -> Installation { try await store.installation() }

    func catalogue() async throws(StoreError) -> StoredCatalogue { try await store.catalogue() }

    func documentCertificates() async throws(StoreError) -> [DocumentCertificate] {
        try await store.documentCertificates()
    }

    func versions(
        of number: CertificateNumber
    ) async throws(StoreError) -> [CertificateNumber] {
        try await store.versions(of: number)
    }

    func certificate(of token: LearnerToken) async throws(StoreError) -> Certificate? {
        try await store.certificate(of: token)
    }
}
