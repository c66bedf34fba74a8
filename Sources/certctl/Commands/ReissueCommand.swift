import ArgumentParser
import CertAuthority
import LinkedData
import Office
import StoreSQLite

struct ReissueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reissue",
        abstract: "Issue a corrected certificate in the place of one that is wrong.",
        discussion: """
            What is kept of the certificate is first compared with what was signed, and nothing is done
            where they differ. What is not given stays as it was; an empty --email or --locale takes it away. The new
            certificate has a number of its own and is signed by the organisation's present key. The
            old one is revoked as superseded, and its page leads to the new one. A fee that was
            settled stays settled. The corrected cohort given again finds the new certificate.

            EXAMPLES
              certctl reissue 7K3M-9QXD-2T8F-W4HN-C --name "Zoë Müller-Åkesson"
              certctl reissue 7K3M-9QXD-2T8F-W4HN-C --completed-on 2026-05-30 --dry-run
            """)

    @Argument(help: "The number of the certificate that is wrong.")
    var number: String

    @Option(help: "The learner's name, as it shall stand on the certificate.")
    var name: String?

    @Option(help: "The learner's address.")
    var email: String?

    @Option(help: "The language that the learner reads.")
    var locale: String?

    @Option(help: "The day on which the learning ended, YYYY-MM-DD.")
    var completedOn: String?

    @Option(help: "How the programme was taken.")
    var delivery: String?

    @Option(help: "Why; the old certificate's page shows it to everyone.")
    var reason = "corrected"

    @Option(
        help: "How the new one is secured: \(SecuringMechanism.names.joined(separator: ", ")).")
    var proof: String?

    @Flag(help: "Check everything and show what would be issued, but issue nothing.")
    var dryRun = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        _ = try SecuringMechanism(option: proof)
        guard [name, email, locale, completedOn, delivery].contains(where: { $0 != nil }) else {
            throw ValidationError(
                "Say what is to be corrected: --name, --email, --locale, --completed-on or "
                    + "--delivery.")
        }
    }

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: !dryRun)
            let run = try await CorrectionRun(
                open, reason: reason, mechanism: SecuringMechanism(option: proof),
                change.authorship)
            let plan = try await run.plan(
                number,
                Correction(
                    name: name, email: email, locale: locale, completedOn: completedOn,
                    delivery: delivery))
            report(
                plan, dryRun ? nil : try await run.issue(plan, passphrase.source),
                open.installation)
        }
    }

    private func report(
        _ plan: CorrectionRun<SQLiteStore>.Plan, _ new: Certificate?, _ installation: Installation
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
            document["dryRun"] = .bool(dryRun)
            return Terminal.say(.object(document))
        }
        let fields = changes.map(\.column).joined(separator: ", ")
        for change in changes {
            Terminal.complain("\(change.column): \"\(change.before)\" -> \"\(change.after)\"")
        }
        if let new {
            Terminal.say("\(new.number)  \(plan.row.name)")
            Terminal.complain(
                "corrected \(fields); \(plan.old.number) is now superseded by \(new.number)")
        } else {
            Terminal.complain(
                "would correct \(fields) and issue a new number for \(plan.row.name)")
        }
    }
}

extension SecuringMechanism {
    /// The mechanism that a person named, or nil where none was.
    init?(option name: String?) throws {
        guard let name else { return nil }
        guard let mechanism = SecuringMechanism(named: name) else {
            throw ValidationError(
                "There is no proof \(name) to issue with; use one of "
                    + SecuringMechanism.names.joined(separator: ", "))
        }
        self = mechanism
    }
}
