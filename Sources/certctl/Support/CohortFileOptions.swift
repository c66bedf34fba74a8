import ArgumentParser
import CertAuthority
import Office
import Spreadsheets

/// How a cohort's file is to be read.
struct CohortFileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The file's encoding, if it is not Unicode: \(TextEncoding.names.joined(separator: ", ")).",
            valueName: "name"),
        completion: .list(TextEncoding.names),
        transform: { name in
            guard let encoding = TextEncoding(typed: name) else {
                throw ValidationError(
                    "there is no encoding \(ShellWord.quoted(name)); use one of "
                        + TextEncoding.names.joined(separator: ", "))
            }
            return encoding
        })
    var encoding: TextEncoding?

    @Option(
        help: ArgumentHelp("The sheet of a workbook (default: the first).", valueName: "name"))
    var sheet: String?

    @Option(
        name: .customLong("map"),
        help: ArgumentHelp(
            "What the file calls a column, such as 'name=Full name'; may be repeated.",
            valueName: "column=name"),
        transform: { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[1].isEmpty,
                let column = CohortColumn.allCases.first(where: { $0.name == parts[0] })
            else {
                throw ValidationError(
                    "\(ShellWord.quoted(text)) maps no column; write COLUMN='NAME IN THE FILE' "
                        + "with one of \(CohortColumn.names.joined(separator: ", "))")
            }
            return CohortForm.NamedColumn(column, named: String(parts[1]))
        })
    var columns: [CohortForm.NamedColumn] = []

    @Option(
        name: .customLong("ignore"),
        help: ArgumentHelp(
            "A column of the file that is passed over; may be repeated.", valueName: "name"))
    var ignored: [String] = []

    func validate() throws {
        for (index, named) in columns.enumerated() {
            for other in columns[..<index] {
                guard other.column != named.column, other.name != named.name else {
                    throw ValidationError(
                        "--map names \(named.column.name) or \(ShellWord.quoted(named.name)) "
                            + "twice; name each once")
                }
            }
        }
    }

    /// Whether nothing is said.
    var isEmpty: Bool { encoding == nil && sheet == nil && columns.isEmpty && ignored.isEmpty }

    /// What is said.
    var form: CohortForm {
        var form = CohortForm()
        form.encoding = encoding
        form.sheet = sheet
        form.columns = columns
        form.ignored = ignored
        return form
    }
}
