import ArgumentParser
import CertAuthority
import Documents
import Office
import StoreSQLite
import StoreSQL

struct IssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue certificates for a cohort (workbook or CSV file) or a series.",
        discussion: """
            One certificate is issued for each row. The columns are
            \(CohortColumn.names.joined(separator: ", ")); certctl cohort template makes an empty
            table. The cohort is a workbook (.xlsx; its first sheet, or --sheet) or CSV, separated
            by commas, semicolons or tabs, in UTF-8 or UTF-16; a file in another encoding is refused
            with the command that converts it (--encoding). --map says what the file calls a column,
            --ignore which columns are passed over. All rows are checked before anything is signed;
            if there are faults, each is listed and nothing is issued. --dry-run finds everything
            that issuing would refuse: it signs every row with a key made for the occasion, and
            never writes the record. Rows that already have a certificate are skipped, so the same
            file can be submitted again. The remaining certificates of an interrupted run are issued
            first, as planned.

            Programmes with a fee: a row is issued if its fee is settled by payments, a waiver,
            vouchers or a sponsor, or is zero. For each other row an order with a quote is created
            and listed, and the exit code is 8; run the command again once the orders are settled.
            Vouchers are redeemed first; then the sponsor pool pays the remaining amounts, row by
            row.

            Repeated learners: a row is skipped if its learner holds the programme's certificate
            with another completion date, or occurs in the file with two completion dates. It is
            listed with the certctl reissue command that corrects a date; --retaken issues these
            rows too.

            Renewals (--renewal): the learner's earlier certificate of the programme stays valid
            until its end, and its page names the new one.

            With --series, every learner with a certificate in good standing for each step gets the
            certificate of the series, once. The learners are taken from the record.

            With --documents, each certificate's PDF is written after all are issued, including
            certificates that were issued before. Existing files are kept, so an interrupted run is
            resumed by the same command, or by certctl export --batch ID --documents DIR.

            EXAMPLES
              certctl issue cohort.csv --programme ai-foundations --dry-run
              certctl issue cohort.csv --programme ai-foundations --dry-run --report checked.csv
              certctl issue cohort.csv --programme ai-foundations --encoding windows-1251 --dry-run
              certctl issue cohort.xlsx --programme ai-foundations --sheet Passed --map 'name=Full name'
              certctl issue cohort.csv --programme ai-foundations --organisation undp
              certctl issue cohort.csv --programme advanced-robotics --create-orders orders.csv
              certctl issue cohort.csv --programme advanced-robotics --vouchers codes.txt --sponsor digital-fund
              certctl issue cohort.csv --programme ai-foundations --documents certificates --sign
              certctl issue renewals.csv --programme machine-learning --renewal
              certctl issue --series ai-vibes --dry-run
              certctl issue --resume B-XJ2GBTMD1Z --dry-run
              certctl issue --resume B-XJ2GBTMD1Z
            """)

    @Argument(
        help: "The cohort, a workbook or a CSV file.",
        completion: .file(extensions: ["xlsx", "csv", "tsv", "txt"]))
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

    @OptionGroup var file: CohortFileOptions
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

    @Flag(
        help: ArgumentHelp(
            "Issue renewals: like --retaken, and the learner's earlier certificate, which stays valid until its end, names the new one."
        ))
    var renewal = false

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
            && !requirePrerequisites && !retaken && !renewal && settlement.isEmpty && file.isEmpty
        let isBare =
            [cohort, settledBy, proof, report].allSatisfy { $0 == nil }
            && programme == nil && organisation == nil && series == nil && !requirePrerequisites
            && !retaken && !renewal && settlement.isEmpty && file.isEmpty
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
    }

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: !dryRun)
            let interruption = Interruption()
            let authorship = change.authorship
            let folder = try documents.folder(
                open, SheetRequest(form: .pdf, design: design, paper: paper), passphrase,
                at: authorship.at)
            if dryRun { try open.store.checkClock(toWriteAt: authorship.at) }
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
            if dryRun, !passphrase.isAtHand, report.outcome.wouldIssue ?? 0 > 0 {
                Terminal.complain(
                    "not checked: the passphrase of the key, since none was given; "
                        + "--passphrase-file FILE checks it too")
            }
            if let failure { throw failure }
            if let folder { try report.documented?.conclude(folder.path) }
            if report.wasStopped { throw ExitCode(interruption.status.rawValue) }
            if !report.outcome.fees.waiting.isEmpty {
                throw ExitCode(ExitStatus.feesOpen.rawValue)
            }
        }
    }

    private func issue(
        _ open: OpenInstallation<SQLStore>, _ setting: IssueSetting<SQLStore>,
        _ listener: IssueListener
    ) async throws -> IssueOutcome {
        var options = IssueOptions()
        options.isRehearsal = dryRun
        options.mechanism = try SecuringMechanism(option: proof)
        options.design = design
        options.paper = paper
        options.form = file.form
        options.requiresPrerequisites = requirePrerequisites
        options.retaken = retaken
        options.renews = renewal
        if let series {
            return try await SeriesRun(series, by: organisation, setting, options: options).run()
        }
        guard let cohort, let programme else {
            // What is neither a series nor a cohort names a batch.
            return try await BatchRun(setting, isRehearsal: dryRun).run(resume ?? "")
        }
        let run = try await CohortRun(programme, by: organisation, setting, options: options)
        let content = try FileSystem.read(cohort)
        let words = try CohortWords(file: cohort, report: report, json: common.json)
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
