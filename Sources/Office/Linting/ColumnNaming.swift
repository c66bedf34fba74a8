import CertAuthority
internal import LinkedData

/// Which of a file's columns are which, where a person or the organisation says what the file calls
/// them.
struct ColumnNaming {
    /// The header's names, the documented ones in place of the file's; empty for columns that are
    /// passed over.
    private(set) var names: [String]
    /// What is wrong with what was said.
    private(set) var findings: [CohortFinding] = []

    private let given: [String]

    init(_ columns: [String], _ form: CohortForm) {
        names = columns
        given = columns
        for named in form.columns {
            rename(named.column, named.name)
        }
        for (column, name) in form.usual.columns
        where !names.contains(where: column.name.isExactly) {
            if let index = index(of: name) { names[index] = column.name }
        }
        for name in form.ignored {
            guard let index = index(of: name) else {
                report(name, column: nil)
                continue
            }
            names[index] = ""
        }
        for name in form.usual.ignored {
            if let index = index(of: name) { names[index] = "" }
        }
    }

    private mutating func rename(_ column: CohortColumn, _ name: String) {
        guard let index = index(of: name) else { return report(name, column: column) }
        if let other = names.firstIndex(where: column.name.isExactly), other != index {
            findings.append(
                CohortFinding(
                    .repeatedColumn, line: 1, column: column.name, value: name,
                    reason: "another column is called \(column.name) already",
                    remedy: "remove or rename one of them"))
        }
        names[index] = column.name
    }

    /// The column of that name: exactly, or else whatever the case of letters and the blanks.
    private func index(of name: String) -> Int? {
        given.firstIndex(where: name.isExactly)
            ?? given.firstIndex { ColumnNames.folded($0) == ColumnNames.folded(name) }
    }

    private mutating func report(_ name: String, column: CohortColumn?) {
        let columns = given.prefix(40).map { "\"\(SourceFault.printable($0))\"" }
            .joined(separator: ", ")
        findings.append(
            CohortFinding(
                .unmappedColumn, line: 1, column: column?.name, value: name,
                reason: "the file has no column of that name",
                remedy: "name one of its columns: \(columns)"))
    }
}
