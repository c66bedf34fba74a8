import CertAuthority
internal import LinkedData

/// Checks the line that names the columns.
enum HeaderLint {
    static func findings(_ document: CSVDocument, reference: ReferenceData) -> [CohortFinding] {
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
        return columnFindings(columns)
    }

    private static func columnFindings(_ columns: [String]) -> [CohortFinding] {
        var missing = CohortColumn.names.filter { name in !columns.contains(where: name.isExactly) }
        let optional = CohortColumn.added.map(\.name)
        var findings: [CohortFinding] = []
        for name in columns
        where !name.isEmpty && !CohortColumn.names.contains(where: name.isExactly) {
            if let meant = NearestName.find(folded(name), among: missing) {
                missing.removeAll { $0.isExactly(meant) }
                findings.append(
                    CohortFinding(
                        .misspelledColumn, line: 1, column: meant, value: name,
                        reason: "the column's name is not written so", remedy: "write \(meant)"))
            } else {
                findings.append(
                    CohortFinding(
                        .unknownColumn, line: 1, column: SourceFault.printable(name), value: name,
                        reason: "there is no such column",
                        remedy: "remove or rename it; the columns are \(expected)"))
            }
        }
        return findings
            + missing.filter { name in !optional.contains { $0 == name } }.map {
                CohortFinding(
                    .missingColumn, line: 1, column: $0, reason: "the column is missing",
                    remedy: "the columns are \(expected)")
            }
    }

    /// Small letters, underscores for blanks and hyphens, nothing that draws nothing.
    private static func folded(_ name: String) -> String {
        let visible = name.unicodeScalars.filter {
            $0.properties.generalCategory != .format && $0.properties.generalCategory != .control
        }
        return String(String.UnicodeScalarView(visible)).lowercased()
            .split { $0.isWhitespace || $0 == "-" || $0 == "_" || $0 == "." }.joined(separator: "_")
    }

    private static func isNearlyKnown(_ name: String) -> Bool {
        NearestName.find(folded(name), among: CohortColumn.names) != nil
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
