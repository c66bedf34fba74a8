import ArgumentParser
import CertAuthority
import Credentials
import Documents
import LinkedData
import Office

struct IssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue certificates for a cohort (CSV file) or a series.",
        discussion: """
            One certificate is issued for each row. The CSV columns are
            \(CohortReader.columns.joined(separator: ", ")). All rows are checked before anything is
            signed; if there are faults, each is listed and nothing is issued. Rows that already
            have a certificate are skipped, so the same file can be submitted again. The remaining
            certificates of an interrupted run are issued first, as planned.

            Programmes with a fee: a row is issued if its fee is settled by payments, a waiver,
            vouchers or a sponsor, or is zero. For each other row an order with a quote is created
            and listed, and the exit code is 8; run the command again once the orders are settled.
            Vouchers are redeemed first; then the sponsor pool pays the remaining amounts, row by
            row.

            Repeated learners: a row is skipped if its learner holds the programme's certificate
            with another completion date, or occurs in the file with two completion dates. It is
            listed with the certctl reissue command that corrects a date; --retaken issues these
            rows too.

            With --series, every learner with a certificate in good standing for each step gets the
            certificate of the series, once. The learners are taken from the record.

            With --documents, each certificate's PDF is written after all are issued, including
            certificates that were issued before. Existing files are kept, so an interrupted run is
            resumed by the same command, or by certctl export --batch ID --documents DIR.

            EXAMPLES
              certctl issue cohort.csv --programme ai-foundations --dry-run
              certctl issue cohort.csv --programme ai-foundations --dry-run --report checked.csv
              certctl issue cohort.csv --programme ai-foundations --organisation undp
              certctl issue cohort.csv --programme advanced-robotics --create-orders orders.csv
              certctl issue cohort.csv --programme advanced-robotics --vouchers codes.txt --sponsor digital-fund
              certctl issue cohort.csv --programme ai-foundations --documents certificates --sign
              certctl issue --series ai-vibes --dry-run
              certctl issue --resume B-XJ2GBTMD1Z
            """)

    @Argument(help: "The cohort, a CSV file in UTF-8.", completion: .file(extensions: ["csv"]))
    var cohort: String?

    @Option(help: ArgumentHelp("The programme's slug.", valueName: "slug"))
    var programme: Slug?

    @Option(
        help: ArgumentHelp(
            "The series' slug, instead of a cohort and a programme.", valueName: "slug"))
    var series: Slug?

    @Option(
        help: ArgumentHelp(
            "The issuing organisation's slug (default: the programme's or series' organisation).",
            valueName: "slug"))
    var organisation: Slug?

    @OptionGroup var settlement: SettlementOptions

    @Option(
        help: ArgumentHelp(
            "Reference for rows that were paid without an order, such as an invoice number.",
            valueName: "reference"))
    var settledBy: String?

    @Option(
        help: ArgumentHelp(
            "The securing mechanism: \(SecuringMechanism.names.joined(separator: ", ")).",
            valueName: "name"))
    var proof: String?

    @Option(
        help: ArgumentHelp(
            "Resume this interrupted batch (no cohort file needed).", valueName: "batch"))
    var resume: String?

    @Flag(
        help:
            "Reject rows of learners without a certificate in good standing for each prerequisite.")
    var requirePrerequisites = false

    @Flag(
        help:
            "Also issue to learners with a certificate of this programme for another completion date."
    )
    var retaken = false

    @Flag(help: "Check everything and show the result, but issue nothing.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "Write the cohort with the findings for each row to this new CSV file.",
            valueName: "file"), completion: .file())
    var report: String?

    @OptionGroup var documents: DocumentOptions

    @Option(
        help: ArgumentHelp(
            "The design of the documents; see certctl templates list.", valueName: "design"))
    var design = SheetDesigns.standard

    @Option(help: "The paper size of the documents.")
    var paper = SheetPaper.a4

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        let isOfCohort = cohort != nil && programme != nil && series == nil
        let isOfSeries =
            cohort == nil && programme == nil && series != nil && settledBy == nil && report == nil
            && !requirePrerequisites && !retaken && settlement.isEmpty
        let isBare =
            [cohort, settledBy, proof, report].allSatisfy { $0 == nil }
            && programme == nil && organisation == nil && series == nil && !requirePrerequisites
            && !retaken && settlement.isEmpty
        guard resume == nil ? isOfCohort || isOfSeries : isBare else {
            throw ValidationError(
                "Give a cohort and its --programme, or a --series, or --resume and a batch and "
                    + "nothing else.")
        }
        _ = try SecuringMechanism(option: proof)
        guard settlement.createOrders == nil || settledBy == nil else {
            throw ValidationError(
                "--settled-by settles every row, so --create-orders has no rows to list.")
        }
        guard !documents.sign || documents.documents != nil else {
            throw ValidationError("--sign is for the PDFs of --documents.")
        }
        guard resume == nil || !dryRun else {
            throw ValidationError(
                "A resumed batch was checked before; --dry-run cannot be used with --resume.")
        }
    }

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: !dryRun)
            try await open.requireAppliedCatalogue()
            var run = IssueRun(
                open: open, passphrase: passphrase, change: change, json: common.json)
            run.documents = try documents.folder(
                open, SheetRequest(form: .pdf, design: design, paper: paper), passphrase,
                at: run.authorship.at)
            if let resume {
                try await run.resume(resume)
            } else if let series {
                try await issue(series: series, &run)
            } else if let cohort, let programme {
                try await issue(cohort, programme, &run)
            }
            // What was issued is told whatever becomes of its documents.
            var failure: (any Error)?
            do { try await run.writeDocuments() } catch { failure = error }
            run.report()
            if let failure { throw failure }
            if let folder = run.documents { try run.documented?.conclude(folder.path) }
            if run.wasStopped { throw ExitCode(run.interruption.status.rawValue) }
            if !run.fees.waiting.isEmpty { throw ExitCode(ExitStatus.feesOpen.rawValue) }
        }
    }

    private func issue(_ cohort: String, _ slug: Slug, _ run: inout IssueRun) async throws {
        let open = run.open
        let programme = try open.programme(slug)
        let organisation = try open.organisation(organisation ?? programme.organisation)
        let issue = try CohortIssue(programme: programme, organisation: organisation)
        let mechanism = try mechanism()
        try await open.require(mechanism, of: organisation.slug)
        // Opening a key takes a sixth of a second, on purpose; the rows are checked meanwhile.
        let isNeeded = passphrase.isAtHand
        async let opened =
            isNeeded
            ? open.signer(of: organisation.slug, passphrase, mechanism: mechanism) : nil
        let titles = SheetTitles.faults(.programme(programme), organisation)
        guard titles.isEmpty else { throw SourceFaults(titles) }
        let content = try FileSystem.read(cohort)
        let checks = CohortChecks(open: open, programme: programme, organisation: organisation)
        let desk = try CohortDesk(file: cohort, report: report, json: common.json)
        let reading = try checks.read(
            content, design: design, paper: paper, at: run.authorship.at)
        run.findings = reading.warnings
        let fees = try FeeDesk(
            open: open, programme: programme, organisation: organisation, options: settlement,
            settledBy: settledBy, isRehearsal: dryRun)
        let (sorting, missing, owed) = try await desk.conclude(reading, content) { rows in
            let sorting = try await issue.sort(
                rows, source: fileName(cohort), store: open.store, retaken: retaken,
                at: run.authorship.at)
            let owed = try await fees.reckon(sorting.fresh, file: cohort, at: run.authorship.at)
            let missing = try await checks.missingPrerequisites(
                sorting.fresh, at: run.authorship.at)
            if requirePrerequisites, !missing.isEmpty {
                throw SourceFaults(missing.map { $0.fault(in: cohort) })
            }
            return ((sorting, missing, owed), sorting.heldBack)
        }
        run.warnings += missing.map(\.warning) + sorting.heldBack
        run.heldBack = sorting.heldBack.count
        run.repeated = sorting.repeated.count
        run.held = zip(sorting.repeated, sorting.held).map { row, number in
            .init(number: number, name: row.name, row: row.number)
        }
        guard !dryRun else {
            try await run.documents?.look(organisation.slug)
            let isOpened = try await sorting.fresh.isEmpty ? false : opened != nil
            run.fees = try await fees.settle(owed, common, run.authorship)
            run.wouldIssue = run.fees.toIssue
            guard let first = run.fees.groups.first?.rows.first else { return }
            if !isOpened { try await open.look(atKeyOf: organisation.slug) }
            try await open.rehearse(
                first, .programme(programme), organisation, mechanism: mechanism,
                at: run.authorship.at)
            return
        }
        try await run.documents?.prepare(organisation.slug)
        for batch in sorting.unfinished { try await run.finish(batch) }
        guard !sorting.fresh.isEmpty, !run.wasStopped else { return }
        // A passphrase that is at hand and wrong is told before anything is settled.
        let ready = try await opened
        run.fees = try await fees.settle(owed, common, run.authorship)
        guard let first = run.fees.groups.first?.rows.first else { return }
        let signer: CredentialSigner
        if let ready {
            signer = ready
        } else {
            signer = try await open.signer(of: organisation.slug, passphrase, mechanism: mechanism)
        }
        try await Rehearsal.run(
            first, installation: open.installation, organisation: organisation,
            offer: .programme(programme), algorithm: signer.algorithm, mechanism: signer.mechanism,
            at: run.authorship.at)
        let issuer = CertificateIssuer(
            installation: open.installation, organisation: organisation, programme: programme,
            signer: signer)
        for group in run.fees.groups where !run.wasStopped {
            let batch = try await issue.plan(
                group.rows, source: fileName(cohort), content: content, settledBy: group.settledBy,
                signer: signer, lists: issuer, store: open.store, run.authorship)
            try await run.issue(batch, size: group.rows.count, by: issuer)
        }
    }

    func mechanism() throws -> SecuringMechanism? { try SecuringMechanism(option: proof) }

    private func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
