public import ArgumentParser
public import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Export exact bookkeeping entries (double entry).",
        subcommands: [LedgerExportCommand.self])
}

struct LedgerExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export prices, payments, refunds, waivers, vouchers and sponsors as entries.",
        discussion: """
            Double entry: in each entry, and in each currency, debits equal credits. An entry keeps \
            its number, so the same days can be exported again. Entries are dated by the day of \
            recording (UTC). No entry names a learner, but the amounts are exact and single orders \
            can be seen: for the accounts only. What may be published is certctl report fees, which \
            hides small numbers.

            EXAMPLES
              certctl ledger export --from 2026-01-01 --to 2026-12-31 -o books-2026.csv
              certctl ledger export --organisation northwind-academy --format json -o books.json
            """)

    @Option(help: ArgumentHelp("The first date (UTC).", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("The last date, included (UTC).", valueName: "date"))
    var to: String?

    @Option(
        help: ArgumentHelp("Only entries of this organisation's orders.", valueName: "slug"))
    var organisation: Slug?

    @Option(help: ArgumentHelp("Only entries of this programme's orders.", valueName: "slug"))
    var programme: Slug?

    @Option(help: "The output format: csv or json.")
    var format: BookExport.Format = .csv

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A new file that only its owner can read (default: standard output).",
            valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            guard
                let period = ReportPeriod(
                    from: try from.map(Day.read), through: try to.map(Day.read))
            else { throw CommandFailure(.usage, "--to is before --from") }
            let filter = BookFilter(
                period: period, organisation: organisation, programme: programme)
            let books = BookKeeping(try await OpenInstallation(common, writable: false))
            let format = common.json ? .json : format
            guard let output else {
                report(try await books.export(format, filter) { Terminal.write($0) })
                return
            }
            let file = try NewFile(output, mode: 0o600)
            let totals: BookTotals
            do {
                totals = try await books.export(format, filter) { try file.append($0) }
            } catch {
                file.discard()
                throw error
            }
            try file.publish()
            report(totals)
        }
    }

    /// Tells the sums, for comparison with what was imported elsewhere.
    private func report(_ totals: BookTotals) {
        let place = output.map { " to \($0)" } ?? ""
        Terminal.complain(
            "wrote \(Count(totals.entries, "entry", "entries"))\(place), "
                + "\(Count(totals.lines, "line"))")
        for currency in totals.currencies {
            let sum = totals[currency]
            Terminal.complain(
                "\(currency.code): debits \(Money.decimal(sum.debit, currency)), credits "
                    + Money.decimal(sum.credit, currency))
        }
    }
}

extension BookExport.Format: ExpressibleByArgument {}
