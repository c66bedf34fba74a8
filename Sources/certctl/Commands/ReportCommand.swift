import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import Office

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Report fees and impact in total.",
        subcommands: [ReportFeesCommand.self, ReportImpactCommand.self])
}

struct ReportFeesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fees", abstract: "Report payments, grants, open amounts and sponsor pools.",
        discussion: """
            Amounts are in minor units and are never added across currencies. Values that describe
            fewer than five learners are hidden. No row shows a learner, a learner group or a
            country.

            EXAMPLES
              certctl report fees
              certctl report fees --from 2026-01-01 --to 2026-06-30 --format csv --output fees.csv
              certctl report fees --format html --output fees.html
            """)

    @OptionGroup var options: ReportOptions

    func run() async throws { try await options.run(FeesReport.document) }
}

struct ReportImpactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "impact",
        abstract: "Report whom certificates reached, and the share without a fee.",
        discussion: """
            By learner group, age, region, income group, least developed, small island and landlocked
            countries, language, delivery mode, organisation, programme and month, and the shares of
            free, waived and sponsored certificates. Values that describe fewer than five learners
            are hidden, and so are values from which these could be calculated. No row shows a
            learner or a country.

            EXAMPLES
              certctl report impact --from 2026-01-01 --to 2026-12-31
              certctl report impact --format html --output impact.html
              certctl report impact --format csv --output impact.csv
            """)

    @OptionGroup var options: ReportOptions

    func run() async throws { try await options.run(ImpactReport.document) }
}

/// What both reports take and do.
struct ReportOptions: ParsableArguments {
    /// How a report is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, csv, json, html
    }

    @Option(help: ArgumentHelp("The first date (UTC).", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("The last date, included (UTC).", valueName: "date"))
    var to: String?

    @Option(help: "The output format.")
    var format: Format = .table

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A new file for the report (default: standard output).", valueName: "file"),
        completion: .file())
    var output: String?

    @OptionGroup var common: CommonOptions

    func run(_ document: (ReportFigures) -> ReportDocument) async throws {
        try await common.run {
            guard
                let period = ReportPeriod(
                    from: try from.map(Day.read), through: try to.map(Day.read))
            else { throw CommandFailure(.usage, "--to is before --from") }
            if common.json, format != .table, format != .json {
                throw CommandFailure(
                    .usage, "--json and --format \(format.rawValue) contradict each other")
            }
            let open = try await OpenInstallation(common, writable: false)
            let figures = try await ReportFigures(
                open.store, coalition: open.installation.name, period: period,
                reference: open.contents.reference)
            let bytes = bytes(document(figures))
            guard let output else { return Terminal.write(bytes) }
            try FileSystem.createWhole(output, bytes, mode: 0o644)
            Terminal.complain("the report is \(output)")
        }
    }

    private func bytes(_ report: ReportDocument) -> [UInt8] {
        switch common.json ? .json : format {
        case .table: Array((report.text + "\n").utf8)
        case .csv: report.csv
        case .json: report.document.canonicalBytes() + [0x0A]
        case .html: Array(report.page.utf8)
        }
    }
}
