import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import Office

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "What was issued and what it cost, added up.",
        subcommands: [ReportFeesCommand.self, ReportImpactCommand.self])
}

struct ReportFeesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fees", abstract: "Money in, money granted, what is open, sponsors' pools.",
        discussion: """
            Amounts are in the minor units of their currency and never added up across currencies.
            What tells of fewer than five is hidden. No row shows a learner, a learner's group or a
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
        commandName: "impact", abstract: "Whom certificates reached, and who paid nothing.",
        discussion: """
            What tells of fewer than five is hidden, and with it what it could be reckoned from. No
            row shows a learner, a learner's group or a country.

            EXAMPLES
              certctl report impact --from 2026-01-01 --to 2026-12-31
              certctl report impact --format html --output impact.html
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

    @Option(help: "The first day (UTC).")
    var from: String?

    @Option(help: "The last day, itself included (UTC).")
    var to: String?

    @Option(help: "How it is written: table, csv, json or html.")
    var format: Format = .table

    @Option(name: .shortAndLong, help: "A new file for it, in place of standard output.")
    var output: String?

    @OptionGroup var common: CommonOptions

    func run(_ document: (ReportFigures) -> ReportDocument) async throws {
        try await common.run {
            guard
                let period = ReportPeriod(
                    from: try from.map(Day.read), through: try to.map(Day.read))
            else { throw CommandFailure(.usage, "--to is before --from") }
            if common.json, format != .table, format != .json {
                throw CommandFailure(.usage, "--json and --format \(format.rawValue) contradict")
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
