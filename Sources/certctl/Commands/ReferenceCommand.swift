import ArgumentParser
import CertAuthority
import Documents
import LinkedData
import Office
import StoreSQLite

struct ReferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Show and extend the dated reference tables of fees.",
        subcommands: [ReferenceStatusCommand.self, ReferenceApplyCommand.self])
}

struct ReferenceStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show current, unconfirmed future and outdated records.",
        discussion: """
            EXAMPLES
              certctl reference status
              certctl reference status --date 2027-07-01
            """)

    @Option(help: ArgumentHelp("The date, YYYY-MM-DD (default: today in UTC).", valueName: "date"))
    var date: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let reference = try await OpenInstallation(common, writable: false).contents.reference
            let status = ReferenceStatus(reference, on: try Day.of(date))
            if common.json { return Terminal.say(status.json(\.words)) }
            for line in status.lines { Terminal.say(line) }
            for warning in status.warnings { Terminal.complain("warning: \(warning.told)") }
        }
    }
}

struct ReferenceApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Add records to a reference table (append-only).",
        discussion: """
            The file has the columns of reference/country-groups.csv or of reference/lists.csv. A
            record with the same country, list, group and start as an earlier one replaces it from
            now on; earlier quotes are recalculated with the earlier record.

            EXAMPLES
              certctl reference apply july-2027.csv --dry-run
              certctl reference apply july-2027.csv
            """)

    @Argument(help: "The CSV file with the records to add.", completion: .file(extensions: ["csv"]))
    var file: String

    @Flag(help: "Check the file and show new records and price changes, but change nothing.")
    var dryRun = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let work = CatalogueChange(try common.writableStore(), change.authorship)
            let plan = try await work.plan(.reference(CatalogueLoader.readFile(file)))
            let (prepared, isNew) = (plan.prepared, plan.isNew)
            let difference = plan.feeDifference
            if !dryRun { try await work.apply(plan) }
            if common.json {
                var object = difference.json.objectValue ?? JSONObject()
                object["applied"] = .bool(!dryRun && isNew)
                object["added"] = .array(prepared.added.map { .string($0) })
                return Terminal.say(.object(object))
            }
            for line in prepared.added { Terminal.say(line) }
            let verb = dryRun ? "would be added" : "added"
            Terminal.complain(
                isNew
                    ? "\(Count(prepared.added.count, "record")) \(verb)"
                    : "nothing new; nothing was changed")
            for change in difference.changes { Terminal.complain("price: \(change)") }
        }
    }
}
