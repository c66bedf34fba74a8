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
        try await RehearsalStage(
            installation: installation, organisation: organisation, offer: offer,
            algorithm: algorithm, mechanism: mechanism, at: instant
        ).verify(row, evidence: evidence)
    }
}
