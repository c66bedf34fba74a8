import ArgumentParser
import CertAuthority
import LinkedData
import Office
import StoreSQLite
import StoreSQL

struct ReissueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reissue",
        abstract: "Replace a wrong certificate with a corrected one.",
        discussion: """
            The record of the certificate is first compared with the signed credential; if they
            differ, nothing is changed. Fields without an option keep their value; an empty --email
            or --locale removes it. The new certificate has its own number and is signed with the
            organisation's current key. The old one is revoked as superseded, and its page links to
            the new one. A settled fee remains settled. Rows of the corrected cohort, submitted
            again, match the new certificate.

            The certificate and its changes are shown and must be confirmed at the terminal;
            scripts give --yes.

            The learner's links lead to the new certificate from then on. If the address is
            corrected, they end, because somebody else may have received them. The command that
            mails the learner the corrected certificate is shown.

            EXAMPLES
              certctl reissue 7K3M-9QXD-2T8F-W4HN-C --name "Zoë Müller-Åkesson"
              certctl reissue 7K3M-9QXD-2T8F-W4HN-C --completed-on 2026-05-30 --dry-run
            """)

    @Argument(help: "The number of the wrong certificate.")
    var number: String

    @Option(help: "The corrected name of the learner.")
    var name: String?

    @Option(help: ArgumentHelp("The learner's email address.", valueName: "address"))
    var email: String?

    @Option(help: ArgumentHelp("The learner's language, such as fr.", valueName: "language"))
    var locale: String?

    @Option(help: ArgumentHelp("The completion date, YYYY-MM-DD.", valueName: "date"))
    var completedOn: String?

    @Option(
        help: ArgumentHelp(
            "The delivery mode: self-paced, webinar, workshop or hybrid.", valueName: "mode"))
    var delivery: String?

    @Option(
        help: ArgumentHelp(
            "The reason, shown publicly on the old certificate's page.", valueName: "text"))
    var reason = Standing.unstatedCorrection

    @Option(
        help: ArgumentHelp(
            "The securing mechanism: \(SecuringMechanism.names.joined(separator: ", ")).",
            valueName: "name"))
    var proof: String?

    @Flag(help: "Check everything and show the result, but issue nothing.")
    var dryRun = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        _ = try SecuringMechanism(option: proof)
        guard [name, email, locale, completedOn, delivery].contains(where: { $0 != nil }) else {
            throw ValidationError(
                "Give at least one correction: --name, --email, --locale, --completed-on or "
                    + "--delivery.")
        }
    }

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: !dryRun)
            let run = try await CorrectionRun(
                open, reason: reason, mechanism: SecuringMechanism(option: proof),
                at: SystemTime.now)
            let plan = try await run.plan(
                number,
                Correction([
                    .name: name, .email: email, .locale: locale, .completedOn: completedOn,
                    .delivery: delivery,
                ]))
            let subject = try await open.store.subject(of: plan.old.number, at: SystemTime.now)
            var new: Certificate?
            if dryRun {
                if !common.json { Terminal.complain(lines: subject.facts + plan.changeLines) }
            } else {
                try confirmation.confirm(
                    Deed(
                        words: "revokes the certificate as superseded, and issues a corrected one",
                        facts: subject.facts + plan.changeLines))
                new = try await run.issue(plan, passphrase.source, change.authorship)
            }
            report(plan, new, open.installation)
        }
    }

    private func report(
        _ plan: CorrectionRun<SQLStore>.Plan, _ new: Certificate?, _ installation: Installation
    ) {
        let changes = plan.changes
        guard !common.json else {
            var document = JSONObject()
            document["supersedes"] = .string(plan.old.number.description)
            document["number"] = new.map { .string($0.number.description) }
            document["url"] = new.map { .string(installation.verificationURL($0.number)) }
            document["corrected"] = .array(changes.map { .string($0.column) })
            document["changes"] = .array(
                changes.map {
                    [
                        "column": .string($0.column), "before": .string($0.before),
                        "after": .string($0.after),
                    ]
                })
            document["links"] = .string(plan.links.rawValue)
            document["next"] = new.flatMap { plan.next($0.number) }.map { .string($0.words) }
            document["dryRun"] = .bool(dryRun)
            return Terminal.say(.object(document))
        }
        let fields = changes.map(\.column).joined(separator: ", ")
        if let new {
            Terminal.say("\(new.number)  \(plan.row.name)")
            Terminal.complain(
                "corrected \(fields); \(plan.old.number) is now superseded by \(new.number)")
        } else {
            Terminal.complain(
                "would correct \(fields) and issue a new number for \(plan.row.name)")
        }
        switch plan.links {
        case .none: break
        case .lead:
            Terminal.complain(
                "the learner's link leads to \(new.map { "\($0.number)" } ?? "the new number")")
        case .end:
            Terminal.complain(
                "the learner's link ends, because it was sent to an address that was corrected")
        }
        if let next = new.flatMap({ plan.next($0.number) }) {
            Terminal.complain("next: \(next.words)")
        }
    }
}

extension CorrectionRun.Plan {
    /// What is corrected, a column a line.
    fileprivate var changeLines: [String] {
        changes.map { "\($0.column): \"\($0.before)\" -> \"\($0.after)\"" }
    }
}

extension SecuringMechanism {
    /// The mechanism that a person named, or nil where none was.
    init?(option name: String?) throws {
        guard let name else { return nil }
        guard let mechanism = SecuringMechanism(named: name) else {
            throw ValidationError(
                "There is no securing mechanism \(name); use one of "
                    + SecuringMechanism.names.joined(separator: ", "))
        }
        self = mechanism
    }
}
