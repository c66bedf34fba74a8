import CertAuthority
import Credentials

/// Where a rehearsal signs: a key made for the occasion, which nobody keeps, and the batch, status
/// list and controller document that go with it. What it makes is issued nowhere.
struct RehearsalStage: Sendable {
    private let issuer: CertificateIssuer
    private let batch: Batch
    private let list: String
    private let resources: RehearsalResources
    private let instant: Timestamp

    /// A stage for a programme or series.
    ///
    /// - Parameters:
    ///   - algorithm: The kind of key that is going to sign.
    ///   - instant: When the certificates are going to be issued.
    /// - Throws: ``IssuingError`` where such a key cannot secure so; `CryptoError`; `ProofError`.
    init(
        installation: Installation, organisation: Organisation, offer: Offer,
        algorithm: KeyAlgorithm, mechanism: SecuringMechanism, at instant: Timestamp
    ) throws {
        let key = try PrivateKey.generate(algorithm)
        let did = installation.did(of: organisation.slug)
        guard let keyID = key.publicKey.multikey else {
            throw IssuingError("such a key cannot sign credentials")
        }
        issuer = CertificateIssuer(
            installation: installation, organisation: organisation, offer: offer,
            signer: try CredentialSigner(issuer: did, keyID: keyID, key: key, mechanism: mechanism))
        batch = Batch(
            id: "rehearsal", programme: offer.slug, organisation: organisation.slug, source: "",
            sourceDigest: "", key: keyID, mechanism: mechanism, settledBy: nil, planned: instant)
        list = "rehearsal" + StatusListForm(mechanism).suffix
        let signingKey = SigningKey(
            id: keyID, organisation: organisation.slug, publicKey: key.publicKey, created: instant)
        resources = RehearsalResources(
            document: try ControllerDocument(
                OrganisationDocument.document(did: did, keys: [signingKey])),
            list: try issuer.statusListCredential(
                BitstringStatusList(), id: list, organisation: organisation.slug, at: instant))
        self.instant = instant
    }

    /// Signs one row and has our own verifier check it.
    ///
    /// - Throws: ``IssuingError`` naming the check that failed; as
    ///   ``CertificateIssuer/certificate(_:of:)``.
    func verify(_ row: CohortRow, evidence: [Evidence]) async throws {
        let certificate = try issuer.certificate(planned(row, evidence, at: 1), of: batch)
        let report = await Verifier(resources: resources).verify(
            certificate.credential, at: instant)
        // A certificate may be issued after it has lapsed; all else must hold.
        if let fault = report.checks.first(where: {
            $0.result != .passed && $0.name != .validityPeriod
        }) {
            throw IssuingError(
                "a trial credential does not pass our own check \"\(fault.name)\": \(fault.detail)")
        }
    }

    /// Signs every row, as issuing does.
    ///
    /// - Parameter file: Where the rows stand, for the faults.
    /// - Returns: The rows that cannot be signed, with the reasons.
    /// - Throws: `CryptoError` where there is no randomness to be had.
    func faults(
        of rows: [(row: CohortRow, evidence: [Evidence])], in file: String
    ) async throws -> [SourceFault] {
        var faults: [SourceFault] = []
        for start in stride(from: 0, to: rows.count, by: CohortIssue.chunk) {
            let end = min(start + CohortIssue.chunk, rows.count)
            faults += try await self.faults(
                of: (start..<end).map {
                    try planned(rows[$0].row, rows[$0].evidence, at: $0 + 1)
                }, in: file)
        }
        return faults
    }

    /// The same of rows that are planned already.
    func faults(of planned: [PlannedCertificate], in file: String) async throws -> [SourceFault] {
        let crew = SigningCrew(issuer, of: nil, for: planned.count)
        // One by one only where a row cannot be signed, to find each of them.
        if (try? await crew.sign(planned, of: batch)) != nil { return [] }
        return planned.compactMap { planned in
            do {
                _ = try issuer.certificate(planned, of: batch)
                return nil
            } catch {
                let row = planned.request.row
                return SourceFault(
                    file: file, line: nil, field: "row \(row.number)", row: row.number,
                    reason: "no certificate can be signed of it: \(error)",
                    remedy: "correct the row or remove it")
            }
        }
    }

    private func planned(
        _ row: CohortRow, _ evidence: [Evidence], at position: Int
    ) throws -> PlannedCertificate {
        let request = CertificateRequest(
            number: try CertificateNumber.random(), row: row,
            key: RowKey(
                programme: batch.programme, learner: row.learner, completedOn: row.completedOn),
            salt: "rehearsal", evidence: evidence)
        return PlannedCertificate(
            position: position, request: request, statusList: list, statusIndex: 0)
    }
}

private struct RehearsalResources: VerificationResources {
    let document: ControllerDocument
    let list: [UInt8]

    func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        .found(document)
    }

    func statusListCredential(_ url: String) async -> Lookup<[UInt8]> { .found(list) }
}
