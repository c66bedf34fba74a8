import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office

struct FeesTableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Show what a programme costs, by country and learner group.",
        discussion: """
            Countries in which everyone pays the same stand on one line, the dearest first. A \
            learner in several groups pays the lowest of their prices.

            EXAMPLES
              certctl fees table --programme advanced-generative-ai
              certctl fees table --programme advanced-generative-ai --date 2027-07-01 --countries
            """)

    @Option(help: ArgumentHelp("The programme's slug.", valueName: "slug"))
    var programme: Slug

    @Option(
        help: ArgumentHelp(
            "The issuing organisation's slug (default: the programme's organisation).",
            valueName: "slug"))
    var organisation: Slug?

    @Option(
        help: ArgumentHelp(
            "The date to calculate for, YYYY-MM-DD (default: today in UTC).", valueName: "date"))
    var date: String?

    @Flag(help: "Name all countries of each line.")
    var countries = false

    @OptionGroup var common: CommonOptions

    /// How many countries a line names where not all are asked for.
    private static let named = 4

    func run() async throws {
        try await common.run {
            let contents = try await OpenInstallation(common, writable: false).contents
            let day = try Day.of(date)
            guard
                let table = try FeeTable(
                    of: programme, by: organisation, on: day, contents)
            else {
                if common.json {
                    return Terminal.say(["programme": .string(programme.text), "free": true])
                }
                return Terminal.say("\(programme) is free")
            }
            if common.json { return Terminal.say(table.json) }
            Terminal.complain(
                "\(table.programme) by \(table.organisation), list price \(table.list), on "
                    + "\(table.date), by schedule \(contents.fees.version)")
            var text = TextTable(
                ["TIER"] + table.columns.map { $0?.rawValue.uppercased() ?? "NO GROUP" }
                    + ["COUNTRIES"])
            for line in table.lines {
                text.add(
                    [line.tier?.text ?? "none"]
                        + line.prices.map { $0.map { "\($0)" } ?? "no price" }
                        + [shown(line.countries)])
            }
            Terminal.say(text)
        }
    }

    private func shown(_ codes: [String]) -> String {
        let rest = codes.count - Self.named
        guard !countries, rest > 1 else { return codes.joined(separator: " ") }
        return codes.prefix(Self.named).joined(separator: " ") + " and \(rest) more"
    }
}
