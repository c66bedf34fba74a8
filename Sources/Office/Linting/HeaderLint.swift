import CertAuthority
internal import LinkedData

/// Checks the line that names the columns.
enum HeaderLint {
    static func findings(
        _ document: CSVDocument, reference: ReferenceData, optional: Set<CohortColumn>
    ) -> [CohortFinding] {
        let columns = document.columns
        guard let first = columns.first else { return [] }
        if first.lowercased().hasPrefix("sep=") {
            return [
                CohortFinding(
                    .separatorLine, line: 1, value: first,
                    reason: "a line for Excel, where the columns should be named",
                    remedy: "remove the line")
            ]
        }
        if !columns.contains(where: isNearlyKnown), looksLikeData(columns, reference) {
            return [
                CohortFinding(
                    .noHeader, line: 1, value: first, reason: "the first line holds data",
                    remedy: "put a line before it: \(expected)")
            ]
        }
        return columnFindings(columns, optional)
    }

    private static func columnFindings(
        _ columns: [String], _ optional: Set<CohortColumn>
    ) -> [CohortFinding] {
        var missing = CohortColumn.names.filter { name in !columns.contains(where: name.isExactly) }
        var findings: [CohortFinding] = []
        for name in columns
        where !name.isEmpty && !CohortColumn.names.contains(where: name.isExactly) {
            if let meant = ColumnNames.meant(by: name, among: missing) {
                missing.removeAll { $0.isExactly(meant) }
                findings.append(
                    CohortFinding(
                        .misspelledColumn, line: 1, row: nil, column: meant,
                        printable: SourceFault.printable(name),
                        reason: "the column's name is not written so",
                        advice:
                            "write \(meant), or if that is what it holds, \(do: .nameColumn(meant, name))"
                    ))
            } else {
                let isShort = CohortColumn.allCases.contains { column in
                    missing.contains { $0.isExactly(column.name) } && !optional.contains(column)
                }
                let mapping: RemedyText =
                    isShort ? "\(do: .nameColumn("COLUMN", name)) to say which it is, or " : ""
                findings.append(
                    CohortFinding(
                        .unknownColumn, line: 1, row: nil, column: SourceFault.printable(name),
                        printable: SourceFault.printable(name), reason: "there is no such column",
                        advice: "remove or rename it, or " + mapping
                            + "\(do: .ignoreColumn(name)); the columns are \(expected)"))
            }
        }
        return findings
            + CohortColumn.allCases.filter { column in
                missing.contains { $0.isExactly(column.name) } && !optional.contains(column)
            }.map {
                CohortFinding(
                    .missingColumn, line: 1, column: $0.name, reason: "the column is missing",
                    remedy: "the columns are \(expected)")
            }
    }

    private static func isNearlyKnown(_ name: String) -> Bool {
        ColumnNames.meant(by: name, among: CohortColumn.names) != nil
    }

    private static func looksLikeData(_ cells: [String], _ reference: ReferenceData) -> Bool {
        let forms: [(String) -> Bool] = [
            { EmailAddress.isValid($0) }, { $0.utf8.contains(where: ASCII.isDigit) },
            { reference.country($0) != nil }, { DeliveryMode(rawValue: $0) != nil },
            { DateLint.explain($0).kind != .notADate || CivilDate($0) != nil },
        ]
        return forms.count { form in cells.contains(where: form) } >= 2
    }

    private static let expected = CohortColumn.names.joined(separator: ",")
}
