import CertAuthority
import Credentials
import StoreSQLite

/// A store whose reads fail on demand, as a real one's cannot.
struct FailingStore: StoreReader {
    let store: SQLiteStore
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

    func badgeImage(_ name: BadgeImage.Name) async throws(StoreError) -> BadgeImage? {
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

    func certificates(programme: Slug?) async throws(StoreError) -> [CertificateSummary] {
        try await store.certificates(programme: programme)
    }

    func issued(rowKeys: [RowKey]) async throws(StoreError) -> [RowKey: CertificateSummary] {
        try await store.issued(rowKeys: rowKeys)
    }

    func holdings(of offers: Set<Slug>) async throws(StoreError) -> [Holding] {
        try await store.holdings(of: offers)
    }

    func holdings(
        of offers: Set<Slug>, learners: [LearnerIdentity]
    ) async throws(StoreError) -> [Holding] {
        try await store.holdings(of: offers, learners: learners)
    }

    func batches() async throws(StoreError) -> [BatchRecord] { try await store.batches() }

    func batch(_ id: String) async throws(StoreError) -> BatchRecord? {
        try await store.batch(id)
    }

    func planned(
        in batch: String, after position: Int, limit: Int
    ) async throws(StoreError) -> [PlannedCertificate] {
        try await store.planned(in: batch, after: position, limit: limit)
    }

    func planned(rowKeys: [RowKey]) async throws(StoreError) -> [RowKey: PlannedRow] {
        try await store.planned(rowKeys: rowKeys)
    }

    func examinePlan(
        of batch: Batch, readingRows: Bool
    ) async throws(StoreError) -> PlanExamination {
        try await store.examinePlan(of: batch, readingRows: readingRows)
    }

    func standings(
        _ selection: CertificateSelection
    ) async throws(StoreError) -> [CertificateStanding] {
        try await store.standings(selection)
    }

    func versions(
        of number: CertificateNumber
    ) async throws(StoreError) -> [CertificateNumber] {
        try await store.versions(of: number)
    }

    func auditHead() async throws(StoreError) -> (count: Int64, digest: String) {
        try await store.auditHead()
    }
}
