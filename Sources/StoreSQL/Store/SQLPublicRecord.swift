public import CertAuthority
public import Credentials

/// A store as the public side has it: opened for reading, and asked what
/// ``PublicRecord`` says and when the record was changed. Learners' addresses, orders and payments lie
/// in the same file, and there is nothing here to ask for them by.
public struct SQLPublicRecord: PublicRecord {
    private let store: SQLStore

    /// The public side of a store.
    package init(_ store: SQLStore) { self.store = store }

    /// When the record was changed last, by the clock of whoever changed it; nil before the first
    /// entry.
    public func newestInstant() async throws(StoreError) -> Timestamp? {
        try await store.newestInstant()
    }

    /// When each status list was signed last, by the list's name.
    public func statusListInstants() async throws(StoreError) -> [String: Timestamp] {
        try await store.statusListInstants()
    }

    // MARK: PublicRecord

    /// What the installation is called and where it answers.
    public func installation() async throws(StoreError) -> Installation {
        try await store.installation()
    }

    /// The catalogue's files as they were last applied.
    public func catalogue() async throws(StoreError) -> StoredCatalogue {
        try await store.catalogue()
    }

    /// A certificate by its number.
    public func certificate(_ number: CertificateNumber) async throws(StoreError) -> Certificate? {
        try await store.certificate(number)
    }

    /// The certificate that a learner's secret link leads to.
    public func certificate(of token: LearnerToken) async throws(StoreError) -> Certificate? {
        try await store.certificate(of: token)
    }

    /// A certificate with what its verification looks up, all of one instant.
    public func verificationRecord(
        of number: CertificateNumber
    ) async throws(StoreError) -> VerificationRecord? {
        try await store.verificationRecord(of: number)
    }

    /// The same, where it can be had at once.
    public func verificationRecordAtOnce(
        of number: CertificateNumber
    ) -> Prompt<VerificationRecord> {
        store.verificationRecordAtOnce(of: number)
    }

    /// The signed credential of a status list.
    public func statusList(_ id: String) async throws(StoreError) -> [UInt8]? {
        try await store.statusList(id)
    }

    /// An organisation's keys, oldest first.
    public func signingKeys(of organisation: Slug) async throws(StoreError) -> [SigningKey] {
        try await store.signingKeys(of: organisation)
    }

    /// The certificates of document keys, oldest first.
    public func documentCertificates() async throws(StoreError) -> [DocumentCertificate] {
        try await store.documentCertificates()
    }

    /// All versions of a certificate, from the first issued to the newest.
    public func versions(
        of number: CertificateNumber
    ) async throws(StoreError) -> [CertificateNumber] {
        try await store.versions(of: number)
    }

    /// A badge image by its name, or nil when no catalogue ever had it.
    public func badgeImage(_ name: Picture.Name) async throws(StoreError) -> Picture? {
        try await store.badgeImage(name)
    }
}
