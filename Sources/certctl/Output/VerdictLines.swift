import CertAuthority
import Credentials
import LinkedData
import Verification

/// A verdict in lines for people: the verdict first, then the issuer, the learner, whether the
/// issuer is of this coalition, and each check, what went wrong before what did not.
struct VerdictLines {
    private let outcome: SubmissionOutcome
    private let coalition: Installation?
    private let home: String

    init(_ outcome: SubmissionOutcome, coalition: Installation?, home: String) {
        self.outcome = outcome
        self.coalition = coalition
        self.home = home
    }

    /// Prints the lines, the results on standard output.
    func print() {
        switch outcome {
        case .refused(let error):
            Terminal.say("no verdict: \(error.title)")
            Terminal.complain(error.description)
        case .unreadable(let error):
            Terminal.say(Verdict.cannotTell.rawValue)
            Terminal.complain("error: \(error.told)")
        case .number(let finding):
            Terminal.say(finding.report.verdict.rawValue)
            show(
                finding.report, finding.facts, number: finding.certificate.number, isOurs: true,
                recorded: finding.certificate.organisation)
            tell(finding.newest)
        case .document(let finding):
            Terminal.say(finding.verdict.rawValue)
            if let presentation = finding.presentation {
                let held = Count(finding.credentials.count, "credential")
                Terminal.say("kind: presentation of \(held)")
                show(presentation.checks)
            }
            for (index, credential) in finding.credentials.enumerated() {
                if finding.presentation != nil {
                    Terminal.say("credential \(index + 1): \(credential.report.verdict.rawValue)")
                }
                show(
                    credential.report, credential.report.credential.map { CertificateFacts($0) },
                    number: credential.number, isOurs: credential.issuerKnown)
                tell(credential.newest)
            }
        }
    }

    private func show(
        _ report: VerificationReport, _ facts: CertificateFacts?, number: CertificateNumber?,
        isOurs: Bool?, recorded: Slug? = nil
    ) {
        let isAssured = report.isGenuine
        Terminal.say("issuer: \(issuer(facts, isAssured, recorded))")
        Terminal.say("learner: \(isAssured ? facts?.name ?? "not named" : "not assured")")
        Terminal.say("of this coalition: \(standing(isAssured ? isOurs : nil))")
        if isAssured, let programme = facts?.programme { Terminal.say("programme: \(programme)") }
        if let number { Terminal.say("number: \(number)") }
        show(report.checks)
    }

    private func issuer(
        _ facts: CertificateFacts?, _ isAssured: Bool, _ recorded: Slug?
    ) -> String {
        guard let facts else {
            return recorded.map { "\($0) (by the record here; not assured)" } ?? "not read"
        }
        let parts = [facts.issuerID, facts.issuerName.map { "\"\($0)\"" }].compactMap(\.self)
        guard !parts.isEmpty else { return "not named" }
        let claimed = isAssured ? "" : " (as the document says; not assured)"
        return parts.joined(separator: "  ") + claimed
    }

    private func standing(_ isOurs: Bool?) -> String {
        guard let coalition else { return "unknown, there is no installation at \(home)" }
        return switch isOurs {
        case true: "yes, the issuer is an organisation of \(coalition.name)"
        case false: "no, the issuer is not known to \(coalition.name)"
        default: "not established"
        }
    }

    /// What failed comes first, then what could not be made; of what is not genuine, what passed is
    /// no good news and is left to --json.
    private func show(_ checks: [Check]) {
        let isForged = Verdict(checks) == .notGenuine
        let groups: [Check.Result] = isForged ? [.failed, .notMade] : [.failed, .notMade, .passed]
        for result in groups {
            for check in checks where check.result == result {
                Terminal.say("\(check.name): \(check.result.rawValue). \(check.detail)")
            }
        }
    }

    private func tell(_ newest: CertificateNumber?) {
        if let newest { Terminal.complain("it was corrected; the newest is \(newest)") }
    }
}
