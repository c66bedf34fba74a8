import CertAuthority
internal import LinkedData
import Spreadsheets

/// Where the rows of a table stand in a workbook, so that what is found is told by cell.
struct SheetPlaces: Sendable {
    /// The sheet's name before its cells, where the workbook has several; else empty.
    private let prefix: String
    /// The sheet's row of the header, and of each record after it by its number.
    let lines: [Int]
    /// The sheet's column in which the table begins, from 0.
    private let first: Int
    private let hidden: [Int]
    /// The columns that hold days, by record.
    private let days: [Int: [Int]]
    private let faults: [WorkbookError]

    init(_ sheet: SheetTable, first: Int, isOnly: Bool) {
        prefix = isOnly ? "" : "\(SourceFault.printable(sheet.name))!"
        lines = sheet.rows.map(\.number)
        self.first = first
        hidden = sheet.rows.indices.filter { sheet.rows[$0].isHidden }
        faults = sheet.faults
        days = Dictionary(
            uniqueKeysWithValues: sheet.rows.enumerated().filter { !$1.days.isEmpty }
                .map { ($0, $1.days) })
    }

    /// The table with the sheet's own row numbers, its unreadable cells marked.
    func placed(_ document: CSVDocument) -> CSVDocument {
        var damaged: [Int: Set<Int>] = [:]
        for fault in faults {
            guard let number = number(of: fault), let column = fault.column else { continue }
            damaged[number, default: []].insert(column - first)
        }
        return document.standing(at: lines, damaged: damaged)
    }

    /// What is to be said of cells that could not be read, and of rows that nobody sees.
    func findings(_ document: CSVDocument) -> [CohortFinding] {
        let unread = faults.map { fault in
            let column = fault.column.map { $0 - first }
            let name = column.flatMap {
                document.columns.indices.contains($0) ? document.columns[$0] : nil
            }
            return CohortFinding(
                fault.kind == .failedFormula ? .spreadsheetError : .unreadableCell,
                line: fault.row, row: number(of: fault), column: name,
                cell: fault.cell.map { prefix + $0 },
                printable: fault.value.map(SourceFault.printable),
                reason: fault.reason, advice: RemedyText(fault.remedy))
        }
        return unread + findingsOfDays(document)
            + hidden.filter { $0 > 0 }.map { number in
                CohortFinding(
                    .hiddenRow, line: lines[number], row: number,
                    reason: "the row is hidden in the workbook, and is issued like the others",
                    remedy: "remove it if it is not meant")
            }
    }

    /// Spreadsheets take references such as 3-4 for days.
    private func findingsOfDays(_ document: CSVDocument) -> [CohortFinding] {
        guard let place = document.index(of: CohortColumn.learnerReference.name) else { return [] }
        return document.records.filter { days[$0.number]?.contains(first + place) == true }
            .map { record in
                CohortFinding(
                    .dayAsReference, line: record.line, row: record.number,
                    column: CohortColumn.learnerReference.name, value: record.fields[place],
                    reason: "a day, of which a spreadsheet may have made another reference",
                    remedy: "give the column the format Text, and write the reference anew")
            }
    }

    /// A finding with the cell that it is about.
    func placed(_ finding: CohortFinding, _ columns: [String]) -> CohortFinding {
        let line = finding.row == nil && finding.line == 1 ? lines.first : finding.line
        guard finding.cell == nil, let line, let name = finding.column,
            let index = columns.firstIndex(where: name.isExactly)
                ?? finding.value.flatMap({ value in columns.firstIndex(where: value.isExactly) })
        else { return finding.standing(onLine: line, cell: finding.cell) }
        let cell = "\(prefix)\(SheetTable.letters(first + index))\(line)"
        return finding.standing(onLine: line, cell: cell)
    }

    /// The record of a fault, 0 for the header, by halving: rows are in order.
    private func number(of fault: WorkbookError) -> Int? {
        guard let row = fault.row else { return nil }
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low < lines.count && lines[low] == row ? low : nil
    }
}
