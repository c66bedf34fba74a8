import ArgumentParser
import CertAuthority
import LinkedData
import Office
import StoreSQLite
import StoreSQL

struct CatalogueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Apply the catalogue of organisations, programmes and fees.",
        subcommands: [CatalogueApplyCommand.self])
}

struct CatalogueApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Check a catalogue folder and apply it.",
        discussion: """
            All files are checked first. If there are faults, each is listed with its file, line
            and field, and nothing is changed. Whose price changes is shown. Applying the same files again changes nothing. The
            reference tables are append-only: dated records are added, never removed.

            EXAMPLES
              certctl catalogue apply seeds/ --dry-run
              certctl catalogue apply seeds/
            """)

    @Argument(
        help: "The folder with organisations.yaml, programmes.yaml, fees.yaml, reference/.",
        completion: .directory)
    var folder: String

    @Flag(help: "Check the files and show the changes, but change nothing.")
    var dryRun = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let given = try CatalogueLoader.read(folder: folder)
            let work = CatalogueChange(try common.writableStore(), change.authorship)
            let plan = try await work.plan(.catalogue(given))
            if !dryRun { try await work.apply(plan) }
            report(plan)
        }
    }

    private func report(_ plan: CatalogueChange<SQLStore>.Plan) {
        let (prepared, changedFiles) = (plan.prepared, plan.changedFiles)
        let contents = prepared.contents
        let prices = plan.feeDifference.changes
        if common.json {
            Terminal.say([
                "applied": .bool(!dryRun && !changedFiles.isEmpty),
                "changes": .array(plan.difference.changes.map { .string($0.description) }),
                "priceChanges": .array(prices.map { .string($0.description) }),
                "warnings": contents.fees.warningsDocument,
                "changedFiles": .array(changedFiles.map { .string($0) }),
                "organisations": .number(Double(contents.catalogue.organisations.count)),
                "programmes": .number(Double(contents.catalogue.programmes.count)),
                "series": .number(Double(contents.catalogue.series.count)),
                "recordsKept": .number(Double(prepared.kept)),
            ])
            return
        }
        if prepared.kept > 0 {
            Terminal.complain(
                "\(prepared.kept) dated records in force are not in \(folder); they are kept")
        }
        for change in plan.difference.changes { Terminal.say(change.description) }
        for change in prices { Terminal.say("price \(change)") }
        contents.fees.tellFloors()
        if changedFiles.isEmpty {
            Terminal.say("nothing to change")
        } else {
            let verb = dryRun ? "would change" : "changed"
            Terminal.say("\(verb): \(changedFiles.joined(separator: ", "))")
        }
    }
}
