import ArgumentParser
import CertAuthority
import Credentials
import Office

struct CohortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohort",
        abstract: "Make an empty table of learners to fill in.",
        subcommands: [CohortTemplateCommand.self])
}

struct CohortTemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Write an empty cohort of a programme, as a workbook or CSV.",
        discussion: """
            The workbook (.xlsx) has values to choose from, takes days as the spreadsheet program's \
            language writes them, and explains each column on its sheet Help. Fill in the sheet \
            Cohort, save the workbook and issue it.

            EXAMPLES
              certctl cohort template --programme ai-foundations -o cohort.xlsx
              certctl cohort template --programme ai-foundations > cohort.csv
            """)

    @Option(help: ArgumentHelp("The programme's slug.", valueName: "slug"))
    var programme: Slug

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A new file, ending in .xlsx or .csv (default: CSV on standard output).",
            valueName: "file"), completion: .file(extensions: ["xlsx", "csv"]))
    var output: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: false)
            let template = CohortTemplate(
                try open.programme(programme), open.contents.reference)
            guard let output else { return Terminal.write(template.csv) }
            let bytes =
                switch output.lowercased() {
                case let name where name.hasSuffix(".xlsx"): try template.workbook()
                case let name where name.hasSuffix(".csv"): template.csv
                default:
                    throw CommandFailure(
                        .usage, "the file must end in .xlsx or .csv; name it cohort.xlsx")
                }
            try FileSystem.createWhole(output, bytes, mode: 0o644)
            Terminal.complain("wrote \(output); fill it in, then \(issuing(output))")
        }
    }

    private func issuing(_ file: String) -> String {
        "certctl issue \(ShellWord.plainly(file)) --programme \(programme) --dry-run"
    }
}
