import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

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
    var reason = "corrected"

    @Option(
        help: ArgumentHelp(
            "The securing mechanism: \(SecuringMechanism.names.joined(separator: ", ")).",
            valueName: "name"))
    var proof: String?

    @Flag(help: "Check everything and show the result, but issue nothing.")
    var dryRun = false

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
            try await open.requireAppliedCatalogue()
            let old = try await open.store.certificate(typed: number)
            try old.checkCorrectable()
            guard let row = try await open.store.row(of: old.number) else {
                throw StoreError(.corrupt, "the row that \(old.number) was issued from is missing")
            }
            let authorship = change.authorship
            try await Reissuing.checkRecord(
                of: old, store: open.store, installation: open.installation, at: authorship.at)
            let (corrected, columns) = try corrected(row, old, open, authorship)
            try StatedReason.check(
                option: reason, about: [LearnerNames(row), LearnerNames(corrected)])
            let changes = columns.map { column in
                Change(
                    column: column, before: Correction.text(column, of: row),
                    after: Correction.text(column, of: corrected))
            }
            let mechanism = try SecuringMechanism(option: proof)
            try await open.require(mechanism, of: old.organisation)
            guard !dryRun else { return report(old, nil, corrected, changes, open) }
            let reissuing = Reissuing(
                installation: open.installation,
                organisation: try open.organisation(old.organisation),
                programme: try open.programme(old.programme),
                signer: try await open.signer(
                    of: old.organisation, passphrase, mechanism: mechanism))
            let new = try await reissuing.issue(
                corrected, correcting: old, corrected: columns, reason: reason, store: open.store,
                authorship)
            report(old, new, corrected, changes, open)
        }
    }

    /// What is corrected in a column.
    private struct Change {
        let column: String
        let before: String
        let after: String
    }

    private func corrected(
        _ row: CohortRow, _ old: Certificate, _ open: OpenInstallation, _ authorship: Authorship
    ) throws -> (row: CohortRow, corrected: [String]) {
        let correction = Correction(
            name: name, email: email, locale: locale, completedOn: completedOn, delivery: delivery)
        let checks = CohortChecks(
            open: open, programme: try open.programme(old.programme),
            organisation: try open.organisation(old.organisation))
        do {
            return try correction.row(from: row) { table in
                _ = try checks.read(table, at: authorship.at).soundRows(of: "\(old.number)")
            }
        } catch let error as IssuingError {
            throw CommandFailure(.conflict, error.description)
        }
    }

    private func report(
        _ old: Certificate, _ new: Certificate?, _ row: CohortRow, _ changes: [Change],
        _ open: OpenInstallation
    ) {
        guard !common.json else {
            var document = JSONObject()
            document["supersedes"] = .string(old.number.description)
            document["number"] = new.map { .string($0.number.description) }
            document["url"] = new.map {
                .string(open.installation.verificationURL($0.number))
            }
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
            Terminal.say("\(new.number)  \(row.name)")
            Terminal.complain(
                "corrected \(fields); \(old.number) is now superseded by \(new.number)")
        } else {
            Terminal.complain("would correct \(fields) and issue a new number for \(row.name)")
        }
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
