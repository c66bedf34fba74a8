public import CertAuthority
public import Credentials

/// Signs one credential of a batch's kind with a key made for the occasion and has our own verifier
/// check it, before the real key touches any.
public enum Rehearsal {
    /// Rehearses the issue of a programme or series.
    ///
    /// - Parameter evidence: What the certificate rests on, where it is a series'.
    /// - Throws: ``IssuingError`` naming the check that failed.
    public static func run(
        _ row: CohortRow, evidence: [Evidence] = [], installation: Installation,
        organisation: Organisation, offer: Offer, algorithm: KeyAlgorithm,
        mechanism: SecuringMechanism,
        at instant: Timestamp
    ) async throws {
        let key = try PrivateKey.generate(algorithm)
        let issuer = installation.did(of: organisation.slug)
        guard let keyID = key.publicKey.multikey else {
            throw IssuingError("such a key cannot sign credentials")
        }
        let rehearsing = CertificateIssuer(
            installation: installation, organisation: organisation, offer: offer,
            signer: try CredentialSigner(
                issuer: issuer, keyID: keyID, key: key, mechanism: mechanism))
        let batch = Batch(
            id: "rehearsal", programme: offer.slug, organisation: organisation.slug, source: "",
            sourceDigest: "", key: keyID, mechanism: mechanism, settledBy: nil, planned: instant)
        let list = "rehearsal" + StatusListForm(mechanism).suffix
        let planned = PlannedCertificate(
            position: 1,
            request: CertificateRequest(
                number: try CertificateNumber.random(), row: row,
                key: RowKey(
                    programme: offer.slug, learner: row.learner, completedOn: row.completedOn),
                salt: "rehearsal", evidence: evidence), statusList: list, statusIndex: 0)
        let certificate = try rehearsing.certificate(planned, of: batch)
        let signingKey = SigningKey(
            id: keyID, organisation: organisation.slug, publicKey: key.publicKey, created: instant)
        let resources = RehearsalResources(
            document: try ControllerDocument(
                OrganisationDocument.document(did: issuer, keys: [signingKey])),
            list: try rehearsing.statusListCredential(
                BitstringStatusList(), id: list, organisation: organisation.slug,
                at: instant))
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
}

private struct RehearsalResources: VerificationResources {
    let document: ControllerDocument
    let list: [UInt8]

    func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        .found(document)
    }

    func statusListCredential(_ url: String) async -> Lookup<[UInt8]> { .found(list) }
}
