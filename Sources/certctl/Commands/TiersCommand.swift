import ArgumentParser
import CertAuthority
import Documents
import LinkedData
import Office
import StoreSQLite

struct TiersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiers",
        abstract: "List, check, compare and apply fee rules (tiers and reliefs).",
        subcommands: [
            TiersListCommand.self, TiersShowCommand.self, TiersCheckCommand.self,
            TiersDiffCommand.self, TiersApplyCommand.self,
        ])
}

struct TiersListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the fee rules in force.",
        discussion: """
            EXAMPLE
              certctl tiers list
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let fees = try await OpenInstallation(common, writable: false).contents.fees
            if common.json { return Terminal.say(fees.json) }
            Terminal.complain(
                "schedule \(fees.version), held for \(fees.hold), grace "
                    + "\(fees.grace.map { "\($0)" } ?? "none"), \(fees.rounding.rawValue)")
            var table = TextTable("KIND", "RULE", "PRICE", "EVIDENCE", "FROM", "UNTIL", "FOR")
            for price in fees.prices {
                table.add(
                    "list", price.programme.text, price.list.description, "", "", "",
                    price.limits.joined(separator: ", "))
            }
            for (kind, rules) in [("tier", fees.tiers), ("relief", fees.reliefs)] {
                for rule in rules {
                    table.add(
                        kind, rule.id.text, rule.priceText, rule.evidence.rawValue,
                        rule.from.map { "\($0)" } ?? "", rule.until.map { "\($0)" } ?? "",
                        rule.condition.description)
                }
            }
            Terminal.say(table)
        }
    }
}

struct TiersShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a fee rule and the countries it applies to.",
        discussion: """
            EXAMPLES
              certctl tiers show least-developed
              certctl tiers show lower-middle-income --date 2027-07-01
            """)

    @Argument(help: "The rule's id.")
    var rule: Slug

    @Option(
        help: ArgumentHelp(
            "The date for which countries are listed (default: today in UTC).", valueName: "date"))
    var date: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let contents = try await OpenInstallation(common, writable: false).contents
            let fees = contents.fees
            guard let found = (fees.tiers + fees.reliefs).first(where: { $0.id == rule }) else {
                throw CommandFailure(
                    .notFound,
                    "there is no rule \(rule) in schedule \(fees.version); see certctl tiers list")
            }
            let day = try Day.of(date)
            let countries = fees.countries(of: found, on: day, reference: contents.reference)
            if common.json {
                var object = found.json.objectValue ?? JSONObject()
                object["date"] = .string("\(day)")
                object["countries"] = .array(countries.map { .string($0) })
                return Terminal.say(.object(object))
            }
            for member in found.json.objectValue?.members ?? [] {
                Terminal.say("\(member.name): \(member.value.stringValue ?? "")")
            }
            Terminal.say("countries on \(day): \(countries.joined(separator: " "))")
        }
    }
}

struct TiersCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that every learner has exactly one price.",
        discussion: """
            Every programme, issuer, country and set of learner groups is checked for every day of
            the range. Holes (no price), overlaps and ties are listed; the exit code is then 4.

            EXAMPLES
              certctl tiers check
              certctl tiers check seeds/fees.yaml --years 20
            """)

    @Argument(
        help: "A fees.yaml (default: the schedule in force).",
        completion: .file(extensions: ["yaml"]))
    var file: String?

    @Option(
        help: ArgumentHelp("The first date, YYYY-MM-DD (default: today in UTC).", valueName: "date")
    )
    var from: String?

    @Option(help: ArgumentHelp("The number of years to check, 1 to 100.", valueName: "number"))
    var years = CataloguePreparation.horizon

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            guard (1...100).contains(years) else {
                throw CommandFailure(.usage, "--years must be a whole number from 1 to 100")
            }
            let open = try await OpenInstallation(common, writable: false)
            let contents = try await open.contents(withFees: file)
            let days = CataloguePreparation.days(from: try Day.of(from), years: years)
            let check = FeeCheck(
                contents.fees, catalogue: contents.catalogue, reference: contents.reference,
                days: days)
            if common.json {
                var object = check.json.objectValue ?? JSONObject()
                object["warnings"] = contents.fees.warningsDocument
                Terminal.say(.object(object))
            } else {
                for problem in check.problems { Terminal.say(problem.description) }
                for rule in check.idle { Terminal.complain("note: \(rule) never applies") }
                contents.fees.tellFloors()
                Terminal.complain("\(check.summary): \(Self.verdict(check))")
            }
            if !check.problems.isEmpty {
                throw ExitCode(ExitStatus.refusedInput.rawValue)
            }
        }
    }

    private static func verdict(_ check: FeeCheck) -> String {
        switch check.problems.count {
        case 0: "each has exactly one price"
        case 1: "1 problem"
        case let count: "\(count) problems"
        }
    }
}

struct TiersDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare two fee schedules: price changes and their dates.",
        discussion: """
            OLD and NEW are files, versions that have been in force, or current; they are
            calculated with the catalogue and the reference tables in force. A folder is a whole
            catalogue with its own tables: so fees of a programme that is new in it are compared.

            EXAMPLES
              certctl tiers diff current fees-2027.yaml
              certctl tiers diff current seeds/
              certctl tiers diff 2025-03-01 current --from 2026-01-01
            """)

    @Argument(
        help: "A fees.yaml, a catalogue's folder, a version, or current.",
        completion: .file(extensions: ["yaml"]))
    var old: String

    @Argument(
        help: "A fees.yaml, a catalogue's folder, a version, or current.",
        completion: .file(extensions: ["yaml"]))
    var new: String

    @Option(
        help: ArgumentHelp("The first date, YYYY-MM-DD (default: today in UTC).", valueName: "date")
    )
    var from: String?

    @Option(help: ArgumentHelp("The number of years to check, 1 to 100.", valueName: "number"))
    var years = CataloguePreparation.horizon

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            guard (1...100).contains(years) else {
                throw CommandFailure(.usage, "--years must be a whole number from 1 to 100")
            }
            let open = try await OpenInstallation(common, writable: false)
            let difference = FeeDifference(
                from: try await open.contents(ofSchedule: old),
                to: try await open.contents(ofSchedule: new),
                days: CataloguePreparation.days(from: try Day.of(from), years: years))
            if common.json { return Terminal.say(difference.json) }
            for change in difference.changes { Terminal.say(change.description) }
            if difference.changes.isEmpty { Terminal.complain("no price changes") }
        }
    }
}

struct TiersApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Check a fees.yaml and apply it.",
        discussion: """
            A file with a hole, an overlap or a tie is rejected, and so is a version that has been
            in force with different content. Earlier quotes keep their price.

            EXAMPLES
              certctl tiers apply fees-2027.yaml --dry-run
              certctl tiers apply fees-2027.yaml
            """)

    @Argument(help: "The new fees.yaml.", completion: .file(extensions: ["yaml"]))
    var file: String

    @Flag(help: "Check the file and show the price changes, but change nothing.")
    var dryRun = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let work = CatalogueChange(try common.writableStore(), change.authorship)
            let plan = try await work.plan(.schedule(CatalogueLoader.readFile(file)))
            let (prepared, isNew) = (plan.prepared, plan.isNew)
            let difference = plan.feeDifference
            if !dryRun { try await work.apply(plan) }
            if common.json {
                var object = difference.json.objectValue ?? JSONObject()
                object["applied"] = .bool(!dryRun && isNew)
                object["version"] = .string(prepared.contents.fees.version)
                object["warnings"] = prepared.contents.fees.warningsDocument
                return Terminal.say(.object(object))
            }
            for change in difference.changes { Terminal.say(change.description) }
            prepared.contents.fees.tellFloors()
            Terminal.complain(prepared.check.summary + ": each has exactly one price")
            let verb = !isNew ? "is in force already" : dryRun ? "would be in force" : "is in force"
            Terminal.complain("schedule \(prepared.contents.fees.version) \(verb)")
        }
    }
}

extension FeeSchedule {
    /// Tells of floors that end a zero price.
    func tellFloors() {
        for warning in floorWarnings { Terminal.complain("warning: \(warning)") }
    }

    /// The same as texts of JSON.
    var warningsDocument: JSON { .array(floorWarnings.map { .string($0.description) }) }
}
