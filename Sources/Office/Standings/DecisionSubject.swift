public import CertAuthority
public import Credentials
import Verification

/// Whose certificate a decision is about, for the person who decides.
public struct DecisionSubject: Sendable, Equatable {
    /// What people type.
    public let number: CertificateNumber
    /// The learner's name, as the signed document has it; nil once it was erased.
    public let name: String?
    /// The title of what is certified, as the signed document has it; else its slug.
    public let programme: String
    /// Who issued it.
    public let organisation: Slug
    /// Where it stands, in one word.
    public let condition: CertificateHistory.Condition
    /// Since when and why it stands so, where that has ever changed.
    public let standing: Standing
    /// When it was issued.
    public let issuedAt: Timestamp
    /// The first instant at which it does not hold any more; nil where it has no end.
    public let validUntil: Timestamp?
    /// Why the signed document does not confirm these facts, which are the record's then; nil where
    /// it does, and where there is none any more because it was erased.
    public let doubt: String?
}

extension OfficeRecord {
    /// Whose certificate is meant.
    ///
    /// - Throws: ``OfficeRefusal`` (`notFound`); `StoreError`.
    public func subject(
        of number: CertificateNumber, at instant: Timestamp
    ) async throws -> DecisionSubject {
        let verification = CertificateVerification(
            store: self, installation: try await installation(), remembered: 2)
        guard let finding = try await verification.verify(number, at: instant) else {
            throw OfficeRefusal(.notFound, "there is no certificate \(number)")
        }
        let certificate = finding.certificate
        let facts = finding.genuine == nil ? nil : finding.facts
        let check = finding.report.checks.first {
            $0.bearing == .genuineness && $0.result != .passed
        }
        let isErased = certificate.history.erasedAt != nil
        return DecisionSubject(
            number: number,
            name: facts?.name ?? (certificate.name.isEmpty ? nil : certificate.name),
            programme: facts?.programme ?? certificate.programme.text,
            organisation: certificate.organisation, condition: certificate.condition,
            standing: certificate.standing, issuedAt: certificate.issuedAt,
            validUntil: certificate.validUntil,
            doubt: facts != nil || isErased
                ? nil : check?.detail ?? finding.report.verdict.rawValue)
    }
}
