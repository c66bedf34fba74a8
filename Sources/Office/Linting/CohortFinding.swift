public import CertAuthority

/// One thing that a check of a cohort found.
public struct CohortFinding: Hashable, Sendable {
    /// What a finding means for the cohort.
    public enum Severity: String, Sendable {
        /// Nothing is issued before it is mended.
        case error
        /// Worth a look; does not stop anything.
        case warning
    }

    /// What kind of thing it is.
    public let kind: CohortFindingKind
    /// The line in the file, counted from 1, or nil for the file as a whole.
    public let line: Int?
    /// The row, 1 for the first after the header, or nil where none is meant.
    public let row: Int?
    /// The column's name, or nil where the whole row or file is meant.
    public let column: String?
    /// The cell of a workbook, such as `B17`, with its sheet before it where there are several; nil
    /// for a file of text.
    public let cell: String?
    /// What stands there, shortened and without control characters, or nil where nothing does.
    public let value: String?
    /// What is wrong.
    public let reason: String
    /// What to do about it.
    public let advice: RemedyText

    /// Whether it stops the issue.
    public var severity: Severity { kind.severity }

    /// Describes a finding; `value` may be raw, it is made fit to print here.
    public init(
        _ kind: CohortFindingKind, line: Int? = nil, row: Int? = nil, column: String? = nil,
        value: String? = nil, reason: String, remedy: String
    ) {
        self.init(
            kind, line: line, row: row, column: column, printable: value.map(SourceFault.printable),
            reason: reason, advice: RemedyText(remedy))
    }

    init(
        _ kind: CohortFindingKind, line: Int?, row: Int?, column: String? = nil,
        cell: String? = nil, printable value: String?, reason: String, advice: RemedyText
    ) {
        self.kind = kind
        self.line = line
        self.row = row
        self.column = column
        self.cell = cell
        self.value = value
        self.reason = reason
        self.advice = advice
    }

    /// What to do about it, with each remedy by its plain name.
    public var remedy: String { advice.text(\.name) }

    /// The finding with its remedies in the words of a face.
    public func worded(_ words: RemedyWording) -> CohortFinding {
        CohortFinding(
            kind, line: line, row: row, column: column, cell: cell, printable: value,
            reason: reason, advice: RemedyText(advice.text(words)))
    }

    /// The finding at its place in a workbook.
    func standing(onLine line: Int?, cell: String?) -> CohortFinding {
        CohortFinding(
            kind, line: line, row: row, column: column, cell: cell, printable: value,
            reason: reason, advice: advice)
    }

    /// The finding as it is told of a file.
    public func fault(in file: String) -> SourceFault {
        let place = row.map { "row \($0)" }
        return SourceFault(
            file: file, line: line,
            field: [cell.map { "cell \($0)" }, place, column].compactMap { $0 }.joined(
                separator: ", "), row: row,
            printable: value,
            reason: reason, remedy: advice)
    }

    /// The finding without its place in the file, for a cell beside the row:
    /// `kind: column: reason (found "value"); remedy`.
    var note: String {
        let found = value.map { " (found \"\($0)\")" } ?? ""
        let name = column.map { "\($0): " } ?? ""
        return "\(kind.rawValue): \(name)\(reason)\(found); \(remedy)"
    }
}

extension [CohortFinding] {
    /// The findings of one severity as lines for a terminal, in the order given:
    /// `file:line: row N, column: reason (found "value"); remedy [kind]`.
    ///
    /// - Parameter longest: How many of one kind are told; a line at the end says how many more
    ///   there are of each. Nil for all.
    public func lines(
        of severity: CohortFinding.Severity, file: String, atMost longest: Int? = nil
    ) -> [String] {
        var told: [CohortFindingKind: Int] = [:]
        var lines: [String] = []
        let prefix = severity == .warning ? "warning: " : ""
        for finding in self where finding.severity == severity {
            told[finding.kind, default: 0] += 1
            if let longest, told[finding.kind, default: 0] > longest { continue }
            lines.append("\(prefix)\(finding.fault(in: file)) [\(finding.kind.rawValue)]")
        }
        guard let longest else { return lines }
        return lines
            + told.filter { $0.value > longest }.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\(prefix)\(file): \($0.value - longest) more of [\($0.key.rawValue)]" }
    }
}
