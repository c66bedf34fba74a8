public import CertAuthority
public import Credentials

/// What is found under a number.
public struct CertificateFinding: Sendable {
    /// The certificate.
    public let certificate: Certificate
    /// What was checked.
    public let report: VerificationReport
    /// What the signed document says; nil where it is not genuine.
    public let facts: CertificateFacts?
    /// Where it was corrected: the newest that was issued in its place.
    public let newest: CertificateNumber?
    /// Whether the report is on the document that is kept with the certificate.
    private let isOfRecord: Bool

    init(
        certificate: Certificate, report: VerificationReport, facts: CertificateFacts?,
        newest: CertificateNumber?, isOfRecord: Bool
    ) {
        self.certificate = certificate
        self.report = report
        self.facts = facts
        self.newest = newest
        self.isOfRecord = isOfRecord
    }

    /// The certificate as one that documents may be made of; nil unless the kept document is
    /// genuine.
    public var genuine: GenuineCertificate? {
        isOfRecord && report.isGenuine ? GenuineCertificate(certificate) : nil
    }
}

/// A certificate whose kept document was found genuine: signed by its organisation, and saying what
/// the record says. Sheets are drawn, badges baked and PDFs signed of nothing else.
public struct GenuineCertificate: Sendable {
    /// The certificate.
    public let certificate: Certificate

    fileprivate init(_ certificate: Certificate) { self.certificate = certificate }
}

/// What is found of one credential that was handed in.
public struct CredentialFinding: Sendable {
    /// What was checked.
    public let report: VerificationReport
    /// Whether the issuer is an organisation of this installation; nil unless the credential is
    /// genuine, since only then its issuer is known at all. A genuine credential of a stranger is
    /// no failure.
    public let issuerKnown: Bool?
    /// The number of this installation that the credential bears, whoever made it.
    public let number: CertificateNumber?
    /// The certificate on record, where the credential is it.
    public let certificate: Certificate?
    /// Where it was corrected: the newest that was issued in its place.
    public let newest: CertificateNumber?
    /// Whose name the issuer, a stranger, goes by: the coalition's or an organisation's here.
    public let namesake: String?

    init(
        report: VerificationReport, issuerKnown: Bool? = nil, number: CertificateNumber? = nil,
        certificate: Certificate? = nil, newest: CertificateNumber? = nil, namesake: String? = nil
    ) {
        self.namesake = namesake
        self.report = report
        self.issuerKnown = issuerKnown
        self.number = number
        self.certificate = certificate
        self.newest = newest
    }

    /// The same with further checks, such as remarks on the file that it came in.
    func adding(_ checks: [Check]) -> CredentialFinding {
        guard !checks.isEmpty else { return self }
        var report = report
        report.checks += checks
        return CredentialFinding(
            report: report, issuerKnown: issuerKnown, number: number, certificate: certificate,
            newest: newest, namesake: namesake)
    }

    /// The same as what is found under its number, where it is the certificate on record.
    public var recorded: CertificateFinding? {
        certificate.map {
            CertificateFinding(
                certificate: $0, report: report,
                facts: report.isGenuine ? report.credential.map { CertificateFacts($0) } : nil,
                newest: newest, isOfRecord: false)
        }
    }
}

/// What is found of a document that was handed in.
public struct SubmissionFinding: Sendable {
    /// What was handed in.
    public let kind: SubmittedDocument.Kind
    /// What is found of the presentation itself, where it is one.
    public let presentation: PresentationReport?
    /// The credential, or those of the presentation in its order.
    public let credentials: [CredentialFinding]

    init(
        kind: SubmittedDocument.Kind, presentation: PresentationReport? = nil,
        credentials: [CredentialFinding]
    ) {
        self.kind = kind
        self.presentation = presentation
        self.credentials = credentials
    }

    /// What all checks come to: of a presentation and each credential in it, the gravest.
    public var verdict: Verdict {
        Verdict((presentation?.checks ?? []) + credentials.flatMap(\.report.checks))
    }
}
