import ArgumentParser
import CertAuthority
import Credentials
import Documents
import LinkedData
import Office

struct IssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue a cohort, one certificate for each row of a CSV file; or a series.",
        discussion: """
            The columns are \(CohortReader.columns.joined(separator: ",")). All rows are checked
            before anything is signed; every fault is listed, and then nothing is issued. Rows that
            have their certificate already are left alone, so the same file can be given again; what an
            interrupted run had planned is issued first, as it was planned.

            Of an advanced programme the rows are issued whose fee is settled: by payments, a waiver,
            vouchers, a sponsor, or since it is zero. Each other row gets an order with a quote, is
            listed with them, and the exit code is 8; run this again once they are settled. Vouchers
            are redeemed first, and the sponsors' pool pays what is left, row by row.

            A row whose learner holds the programme's certificate of another day, and a learner with
            two days in the file, are left out and listed with the certctl reissue line that corrects
            a day; --retaken issues them too.

            With --series, everyone who holds a good certificate of each step gets the series' own; the
            learners are found on the record, and nobody gets it twice.

            With --documents, each certificate's PDF is written once all are issued, also of rows that
            were issued before. A file that is there stays, so an interrupted run is taken up by the
            same command, or by certctl export --batch ID --documents DIR.

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

    @Argument(help: "The cohort, a CSV file in UTF-8.")
    var cohort: String?

    @Option(help: "The programme's slug.")
    var programme: Slug?

    @Option(help: "The series' slug, in place of a cohort and a programme.")
    var series: Slug?

    @Option(help: "The issuing organisation's slug (otherwise the programme's or series' own).")
    var organisation: Slug?

    @OptionGroup var settlement: SettlementOptions

    @Option(help: "What the fees of the rows were settled by that no order settles.")
    var settledBy: String?

    @Option(
        help: "How certificates are secured: \(SecuringMechanism.names.joined(separator: ", ")).")
    var proof: String?

    @Option(help: "Take up this batch where it was interrupted; no file is needed.")
    var resume: String?

    @Flag(help: "Refuse rows whose learner has no good certificate of a prerequisite on record.")
    var requirePrerequisites = false

    @Flag(help: "Issue also to learners who hold the programme's certificate of another day.")
    var retaken = false

    @Flag(help: "Check everything and show what would be issued, but issue nothing.")
    var dryRun = false

    @Option(help: "Write the cohort with what was found beside each row to this new file.")
    var report: String?

    @OptionGroup var documents: DocumentOptions

    @Option(help: "The design of the documents; certctl templates list shows them.")
    var design = SheetDesigns.standard

    @Option(help: "The paper of the documents: a4 or letter.")
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
                "--settled-by leaves no row without its fee that --create-orders could list.")
        }
        guard !documents.sign || documents.documents != nil else {
            throw ValidationError("--sign is for the PDFs of --documents.")
        }
        guard resume == nil || !dryRun else {
            throw ValidationError(
                "A batch that is taken up was checked before; --dry-run is not for it.")
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
