import CertAuthority
import Credentials
import Verification

/// What a verdict page is about: a certificate on record, or a document that was handed in.
struct PageSubject: Sendable {
    /// What was checked.
    let report: VerificationReport
    /// Its number, where it has one of ours.
    let number: CertificateNumber?
    /// The certificate on record, where it is that.
    let certificate: Certificate?
    /// Where it was corrected: the newest that was issued in its place.
    let newest: CertificateNumber?
    /// Whether its issuer is of this installation.
    let isOurs: Bool
    /// Whose name the issuer, a stranger, goes by.
    let namesake: String?
    /// What it says, to be shown as fact; nil unless it is genuine.
    let facts: CertificateFacts?
    /// Of a presentation with several credentials, each of them.
    private(set) var parts: [PageSubject] = []

    /// A presentation and the credentials in it, of which there are several.
    ///
    /// - Parameter checks: Those of the presentation itself.
    init(presentation checks: [Check], parts: [PageSubject]) {
        self.init(
            report: VerificationReport(
                checks: checks + parts.flatMap(\.report.checks), credential: nil),
            isOurs: parts.allSatisfy(\.isOurs), namesake: parts.lazy.compactMap(\.namesake).first)
        self.parts = parts
    }

    init(
        report: VerificationReport, number: CertificateNumber? = nil,
        certificate: Certificate? = nil, newest: CertificateNumber? = nil, isOurs: Bool = true,
        namesake: String? = nil
    ) {
        self.namesake = namesake
        self.report = report
        self.number = number
        self.certificate = certificate
        self.newest = newest
        self.isOurs = isOurs
        facts = report.isGenuine ? report.credential.map { CertificateFacts($0) } : nil
    }

    /// What was found under a number.
    init(_ finding: CertificateFinding) {
        report = finding.report
        number = finding.certificate.number
        certificate = finding.certificate
        newest = finding.newest
        isOurs = true
        namesake = nil
        facts = finding.facts
    }

    /// True where it came in a PDF that was changed after somebody had signed the PDF.
    var wasAltered: Bool { report.check(.pdfSignature)?.result == .failed }

    /// True where the issuer's identifier is a key and nothing more, so that nobody publishes it.
    var isSelfKeyed: Bool {
        let issuer = report.credential.flatMap { CertificateFacts($0).issuerID } ?? ""
        return ["did:key:", "did:jwk:"].contains { issuer.utf8.starts(with: $0.utf8) }
    }

    /// The one word for where it is, where it is on record.
    var condition: CertificateHistory.Condition? { certificate?.condition }

    /// Whether its words are those of our own record: what strangers hand in is never kept.
    var mayBeKept: Bool { certificate != nil && isOurs && report.isGenuine }

    /// The name of its credential's file; nil once that was erased.
    var file: String? { condition == .erased ? nil : certificate?.fileName }
}
