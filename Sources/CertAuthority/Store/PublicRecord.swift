/// What the public side may ask of the record. Every call sees one consistent state.
///
/// What the office alone knows (learners' addresses and countries, the rows of cohorts, orders,
/// payments, the audit) is no part of it: code that is given a record of this type cannot ask for it.
/// That is ``OfficeRecord``.
public protocol PublicRecord: Sendable {
    /// What the installation is called and where it answers.
    func installation() async throws(StoreError) -> Installation

    /// The catalogue's files as they were last applied, and how often one was applied.
    func catalogue() async throws(StoreError) -> StoredCatalogue

    /// A certificate by its number, or nil when there is none.
    func certificate(_ number: CertificateNumber) async throws(StoreError) -> Certificate?

    /// A certificate by its number with what its verification looks up, or nil when there is none.
    func verificationRecord(
        of number: CertificateNumber
    ) async throws(StoreError) -> VerificationRecord?

    /// The same on the caller's thread, where it can be had without waiting for anyone.
    func verificationRecordAtOnce(of number: CertificateNumber) -> Prompt<VerificationRecord>

    /// The signed credential of a status list, byte for byte, or nil when there is no such list.
    func statusList(_ id: String) async throws(StoreError) -> [UInt8]?

    /// An organisation's keys, oldest first.
    func signingKeys(of organisation: Slug) async throws(StoreError) -> [SigningKey]

    /// The certificates with which organisations sign PDFs, oldest first.
    func documentCertificates() async throws(StoreError) -> [DocumentCertificate]

    /// A certificate with all that it corrected and that corrected it, from the first issued to the
    /// newest; empty where there is no such number.
    func versions(of number: CertificateNumber) async throws(StoreError) -> [CertificateNumber]

    /// A badge image by its name, or nil when no catalogue ever had it.
    func badgeImage(_ name: Picture.Name) async throws(StoreError) -> Picture?

    /// The certificate that a learner's secret link leads to; nil where the token is unknown, was
    /// revoked, or the certificate was erased.
    func certificate(of token: LearnerToken) async throws(StoreError) -> Certificate?
}

extension PublicRecord {
    /// Nothing can be told at once unless the store says so.
    public func verificationRecordAtOnce(
        of number: CertificateNumber
    ) -> Prompt<VerificationRecord> { .wait }

    /// The record put together from several reads.
    public func verificationRecord(
        of number: CertificateNumber
    ) async throws(StoreError) -> VerificationRecord? {
        guard let certificate = try await certificate(number) else { return nil }
        let newest =
            certificate.history.supersededBy == nil
            ? nil : try await versions(of: number).last
        let keys = try await signingKeys(of: certificate.organisation)
        let list: Result<[UInt8]?, StoreError>
        do throws(StoreError) {
            list = .success(try await statusList(certificate.statusList))
        } catch {
            list = .failure(error)
        }
        return VerificationRecord(
            certificate: certificate, newest: newest, keys: keys, statusList: list)
    }
}
