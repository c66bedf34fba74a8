import ArgumentParser
import CertAuthority
import Documents
import Office
import StoreSQLite

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
            let interruption = Interruption()
            let authorship = change.authorship
            let folder = try documents.folder(
                open, SheetRequest(form: .pdf, design: design, paper: paper), passphrase,
                at: authorship.at)
            let listener = IssueListener(settlement)
            let setting = IssueSetting(
                open, passphrase: passphrase.source, documents: folder, authorship,
                shouldStop: { interruption.isRequested }, tell: { try listener.hear($0) })
            var report = IssueReport(
                outcome: try await issue(open, setting, listener), settlement: settlement,
                installation: open.installation, isOfSeries: series != nil)
            // What was issued is told whatever becomes of its documents.
            var failure: (any Error)?
            do {
                try await report.write(folder) { interruption.isRequested }
            } catch { failure = error }
            report.tell(json: common.json)
            if let failure { throw failure }
            if let folder { try report.documented?.conclude(folder.path) }
            if report.wasStopped { throw ExitCode(interruption.status.rawValue) }
            if !report.outcome.fees.waiting.isEmpty {
                throw ExitCode(ExitStatus.feesOpen.rawValue)
            }
        }
    }

    private func issue(
        _ open: OpenInstallation<SQLiteStore>, _ setting: IssueSetting<SQLiteStore>,
        _ listener: IssueListener
    ) async throws -> IssueOutcome {
        var options = IssueOptions()
        options.isRehearsal = dryRun
        options.mechanism = try SecuringMechanism(option: proof)
        options.design = design
        options.paper = paper
        options.requiresPrerequisites = requirePrerequisites
        options.retaken = retaken
        if let series {
            return try await SeriesRun(series, by: organisation, setting, options: options).run()
        }
        guard let cohort, let programme else {
            // What is neither a series nor a cohort names a batch.
            return try await BatchRun(setting).run(resume ?? "")
        }
        let run = try await CohortRun(programme, by: organisation, setting, options: options)
        let content = try FileSystem.read(cohort)
        let words = try CohortWords(file: cohort, content, report: report, json: common.json)
        listener.listen(with: words)
        let means = try settlement.means(reference: settledBy) { [dryRun, common] in
            dryRun ? try common.writableStore().rehearsing() : open.store
        }
        do {
            return try await run.run(content, from: cohort, settledBy: means)
        } catch let refusal as CohortRefusal {
            try words.refuse(refusal)
        }
    }
}
