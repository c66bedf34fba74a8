public import CertAuthority
public import Credentials

/// Issues a corrected certificate in the place of one that is wrong.
public struct Reissuing: Sendable {
    private let installation: Installation
    private let organisation: Organisation
    private let programme: Programme
    private let signer: CredentialSigner

    /// The re-issue of a programme's certificates by the organisation that issued them.
    public init(
        installation: Installation, organisation: Organisation, programme: Programme,
        signer: CredentialSigner
    ) {
        self.installation = installation
        self.organisation = organisation
        self.programme = programme
        self.signer = signer
    }

    /// Makes sure that what is kept of a certificate is what was signed: whatever is not corrected is
    /// signed again as it is kept.
    ///
    /// - Throws: ``RowDisagreement``; ``StoreError``.
    public static func checkRecord(
        of certificate: Certificate, store: some OfficeRecord, installation: Installation,
        at instant: Timestamp
    ) async throws {
        guard let row = try await store.row(of: certificate.number) else {
            throw StoreError(
                .corrupt, "the row that \(certificate.number) was issued from is missing")
        }
        try await RowAgreement.check(
            certificate, row, store: store, installation: installation, at: instant)
    }

    /// Makes sure that the certificates on which others are to rest are what was signed: their names
    /// and days, which stand in the record only as columns, are signed again.
    ///
    /// - Throws: ``RowDisagreement``, of the first that is not; ``StoreError``.
    public static func checkSteps(
        of requests: [CertificateRequest], store: some OfficeRecord, installation: Installation,
        at instant: Timestamp
    ) async throws {
        for step in requests.flatMap(\.evidence) {
            guard let certificate = try await store.certificate(step.number),
                let row = try await store.row(of: step.number)
            else { continue }
            try await RowAgreement.check(
                certificate, row, store: store, installation: installation, at: instant,
                readingAudit: false)
        }
    }

    private func checkRecord(
        of certificate: Certificate, store: some OfficeRecord, at instant: Timestamp
    ) async throws {
        try await Self.checkRecord(
            of: certificate, store: store, installation: installation, at: instant)
    }

    /// Issues the corrected row and revokes the old certificate. The new one belongs to the same
    /// run, and what settled the fee of the old settles its own.
    ///
    /// - Throws: ``RowDisagreement`` when what is kept of the old one is not what was signed;
    ///   ``IssuingError`` when a trial does not pass; ``StoreError`` when the old one may not be
    ///   corrected.
    public func issue(
        _ row: CohortRow, correcting old: Certificate, corrected: [String], reason: String,
        store: some OfficeRecord, _ authorship: Authorship
    ) async throws -> Certificate {
        try await checkRecord(of: old, store: store, at: authorship.at)
        guard let run = try await store.batch(old.batch)?.batch else {
            throw StoreError(.corrupt, "the run that issued \(old.number) is missing")
        }
        try await Rehearsal.run(
            row, installation: installation, organisation: organisation,
            offer: .programme(programme), algorithm: signer.algorithm, mechanism: signer.mechanism,
            at: authorship.at)
        let batch = Batch(
            id: run.id, programme: run.programme, organisation: run.organisation,
            source: run.source, sourceDigest: run.sourceDigest, key: signer.keyID,
            mechanism: signer.mechanism, settledBy: old.settledBy, planned: authorship.at)
        let request = try CohortIssue.request(
            row,
            key: RowKey(
                programme: programme.slug, learner: row.learner, completedOn: row.completedOn))
        let issuer = CertificateIssuer(
            installation: installation, organisation: organisation, programme: programme,
            signer: signer)
        return try await store.supersede(
            Reissue(
                old: old.number, request: request, batch: batch, corrected: corrected,
                reason: reason), by: issuer, authorship
        ) { try issuer.certificate($0, of: batch) }
    }
}
