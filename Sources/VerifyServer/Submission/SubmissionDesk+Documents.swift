import CertAuthority
import Credentials
import Documents
import Verification

extension SubmissionDesk {
    /// Numbers and links of this installation, and credentials of anyone's: as JSON or tokens, and
    /// in the files that carry them.
    init<Store>(_ verification: CertificateVerification<Store>, _ installation: Installation) {
        examine = { bytes, instant in
            let submission: Submission
            do throws(SubmissionError) {
                submission = try Submission(
                    bytes, installation: installation, extraction: .standard)
            } catch {
                throw Fault(error, bytes)
            }
            switch submission {
            case .number(let number): return .number(number)
            case .document(let document):
                let finding = try await verification.verify(document, at: instant)
                return .document(Self.subject(finding, installation))
            }
        }
    }

    /// The one credential, or each of several; a presentation around them has checks of its own,
    /// which count too.
    private static func subject(
        _ finding: SubmissionFinding, _ installation: Installation
    ) -> PageSubject {
        let checks = finding.presentation?.checksNamedApart ?? []
        switch finding.credentials.count {
        case 0:
            return PageSubject(
                report: VerificationReport(checks: checks, credential: nil), isOurs: false)
        case 1: return subject(finding.credentials[0], checks, installation)
        default:
            return PageSubject(
                presentation: checks,
                parts: finding.credentials.map { subject($0, [], installation) })
        }
    }

    private static func subject(
        _ credential: CredentialFinding, _ checks: [Check], _ installation: Installation
    ) -> PageSubject {
        var report = credential.report
        report.checks = checks + report.checks
        let issuer = report.credential.flatMap { CertificateFacts($0).issuerID }
        let isOurs = issuer.flatMap { installation.organisation(ofDID: $0) } != nil
        return PageSubject(
            report: report, number: credential.certificate?.number,
            certificate: credential.certificate, newest: credential.newest,
            isOurs: credential.issuerKnown ?? isOurs, namesake: credential.namesake)
    }
}

extension SubmissionDesk.Fault {
    /// The fault for an error; which place of a number is wrong is looked for anew.
    fileprivate init(_ error: SubmissionError, _ bytes: [UInt8]) {
        switch error.code {
        case .empty: self = .empty
        case .tooLarge: self = .tooLarge
        case .foreignAddress: self = .link
        case .several: self = .several
        case .noCredential: self = .noCredential(error.description)
        case .mistypedNumber, .unknownNumber: self = Self.mistyped(bytes, error)
        case .otherFormat: self = .other(error.description)
        case .cutShort: self = .cutShort(error.description)
        case .malformed, .unreadableFile: self = .damaged(error.description)
        case .unknownKind, .notCredential, .malformedLine, .tooManyLines, .brokenOff:
            self = .unreadable(error.description)
        }
    }

    private static func mistyped(_ bytes: [UInt8], _ error: SubmissionError) -> Self {
        let text = String(decoding: bytes, as: UTF8.self)
        let last = text.split(separator: "/").last.map(String.init) ?? text
        do throws(CertificateNumber.Fault) {
            _ = try CertificateNumber(last.trimmingLines)
            return .unreadable(error.description)
        } catch {
            return .number(error)
        }
    }
}

extension String {
    /// Without line ends, which a pasted text may bring along.
    fileprivate var trimmingLines: String { filter { !$0.isNewline } }
}
