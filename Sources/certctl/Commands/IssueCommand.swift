import ArgumentParser
import CertAuthority
import Credentials
import LinkedData

struct IssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue a cohort: one certificate for each row of a CSV file.",
        discussion: """
            The columns are \(CohortReader.columns.joined(separator: ",")). All rows are checked
            before anything is signed; every fault is listed, and then nothing is issued. Rows that
            have their certificate already are left alone, so the same file can be given again.

            EXAMPLES
              certctl issue cohort.csv --programme ai-foundations --dry-run
              certctl issue cohort.csv --programme ai-foundations --organisation undp
            """)

    @Argument(help: "The cohort, a CSV file in UTF-8.")
    var cohort: String

    @Option(help: "The programme's slug.")
    var programme: Slug

    @Option(help: "The issuing organisation's slug (otherwise the programme's own).")
    var organisation: Slug?

    @Option(help: "What the fees of an advanced programme were settled by.")
    var settledBy: String?

    @Option(
        help: "How certificates are secured: \(SecuringMechanism.names.joined(separator: ", ")).")
    var proof: String?

    @Flag(help: "Check everything and show what would be issued, but issue nothing.")
    var dryRun = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let mechanism = try mechanism()
            let open = try await OpenInstallation(common, writable: !dryRun)
            let programme = try open.programme(programme)
            let organisation = try open.organisation(organisation ?? programme.organisation)
            let issue = try CohortIssue(programme: programme, organisation: organisation)
            let authorship = change.authorship
            let content = try FileSystem.read(cohort)
            let rows = try reader(programme, open, at: authorship.at).read(content)
            let plan = try await issue.plan(
                rows, source: fileName, content: content, store: open.store)
            try refuseUnsettled(plan.fresh, programme, organisation, open, at: authorship.at)
            guard !dryRun, let first = plan.fresh.first else {
                return report(plan, [], open.installation)
            }
            let signer = try await open.signer(
                of: organisation.slug, passphrase, mechanism: mechanism)
            try await Rehearsal.run(
                first, installation: open.installation, organisation: organisation,
                programme: programme, algorithm: signer.algorithm, mechanism: signer.mechanism,
                at: authorship.at)
            let issuer = CertificateIssuer(
                installation: open.installation, organisation: organisation, programme: programme,
                signer: signer)
            let progress = Progress(total: plan.fresh.count, noun: "certificates")
            let issued = try await issue.issue(
                plan, settledBy: settledBy, by: issuer, store: open.store, authorship,
                progress: progress.show)
            report(plan, issued, open.installation)
        }
    }

    private func mechanism() throws -> SecuringMechanism? {
        guard let proof else { return nil }
        guard let mechanism = SecuringMechanism(named: proof) else {
            throw CommandFailure(
                .usage,
                "there is no proof \(proof); use one of "
                    + SecuringMechanism.names.joined(separator: ", "))
        }
        return mechanism
    }

    private var fileName: String { cohort.split(separator: "/").last.map(String.init) ?? cohort }

    private func reader(
        _ programme: Programme, _ open: OpenInstallation, at instant: Timestamp
    ) throws -> CohortReader {
        // Kiribati's day begins fourteen hours before UTC's.
        let latest = CivilDate(unixTime: instant.seconds + 14 * 3600)
        guard let latest else { throw CommandFailure(.failed, "the clock is beyond the calendar") }
        let reference = open.contents.reference
        return CohortReader(
            file: cohort, programme: programme, isCountry: { reference.country($0) != nil },
            groups: Set(LearnerGroup.allCases.map(\.rawValue)), latestDay: latest)
    }

    /// An advanced programme is issued only against a settled fee; the quotes say what is owed.
    private func refuseUnsettled(
        _ rows: [CohortRow], _ programme: Programme, _ organisation: Organisation,
        _ open: OpenInstallation, at instant: Timestamp
    ) throws {
        guard settledBy == nil || settledBy?.isEmpty == true else { return }
        guard let today = CivilDate(unixTime: instant.seconds) else { return }
        var faults: [SourceFault] = []
        for row in rows {
            let request = FeeRequest(
                programme: programme.slug, organisation: organisation.slug, country: row.country,
                groups: Set(try row.groups.map { name in try LearnerGroup(named: name) }),
                date: today)
            guard
                let quote = try open.contents.fees.quote(
                    request, catalogue: open.contents.catalogue,
                    reference: open.contents.reference), !quote.amount.isZero
            else { continue }
            faults.append(
                SourceFault(
                    file: cohort, line: nil, field: "row \(row.number)",
                    reason: "the fee of \(quote.amount) is not settled "
                        + "(list price \(quote.list), \(quote.ruleIDs.map(\.text).joined(separator: " and ")))",
                    remedy: "settle it and give the reference with --settled-by"))
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
    }

    private func report(
        _ plan: CohortIssue.Plan, _ issued: [(row: CohortRow, certificate: Certificate)],
        _ installation: Installation
    ) {
        let again = plan.repeated.count
        if common.json {
            Terminal.say([
                "batch": issued.isEmpty ? .null : .string(plan.batch.id),
                "dryRun": .bool(dryRun),
                "issued": .number(Double(issued.count)),
                "toIssue": .number(Double(plan.fresh.count - issued.count)),
                "alreadyIssued": .number(Double(again)),
                "certificates": .array(
                    issued.map { entry in
                        [
                            "row": .number(Double(entry.row.number)),
                            "learnerRef": entry.row.learnerReference.map { .string($0) } ?? .null,
                            "number": .string(entry.certificate.number.description),
                            "url": .string(
                                installation.verificationURL(entry.certificate.number)),
                        ]
                    }),
            ])
            return
        }
        for entry in issued {
            Terminal.say("\(entry.certificate.number)  \(entry.row.name)")
        }
        if dryRun {
            Terminal.complain("would issue \(plan.fresh.count) certificates")
        } else if issued.isEmpty {
            Terminal.complain("issued 0 certificates: every row has its certificate already")
        } else {
            Terminal.complain("issued \(issued.count) certificates in batch \(plan.batch.id)")
        }
        if again > 0 { Terminal.complain("\(again) rows were issued before and left alone") }
    }
}
