import CertAuthority
import Credentials
import Verification

extension PageSubject {
    /// What was found of a document that was handed in: the one credential, or each of several; a
    /// presentation around them has checks of its own, which count too.
    init(_ finding: SubmissionFinding, _ installation: Installation) {
        let checks = finding.presentation?.checksNamedApart ?? []
        switch finding.credentials.count {
        case 0:
            self.init(
                report: VerificationReport(checks: checks, credential: nil), isOurs: false)
        case 1: self.init(finding.credentials[0], checks, installation)
        default:
            self.init(
                presentation: checks,
                parts: finding.credentials.map { PageSubject($0, [], installation) })
        }
    }

    /// - Parameter checks: Those of a presentation with nothing else in it.
    private init(
        _ credential: CredentialFinding, _ checks: [Check], _ installation: Installation
    ) {
        var report = credential.report
        report.checks = checks + report.checks
        let issuer = report.credential.flatMap { CertificateFacts($0).issuerID }
        let isOurs = issuer.flatMap { installation.organisation(ofDID: $0) } != nil
        self.init(
            report: report, number: credential.certificate?.number,
            certificate: credential.certificate, newest: credential.newest,
            isOurs: credential.issuerKnown ?? isOurs, namesake: credential.namesake)
    }
}
