/// Reads the cells of a sheet (ECMA-376 part 1, §18.3.1) as text.
struct SheetReader {
    /// What a cell says of itself.
    private struct Cell {
        let place: CellPlace
        let type: String
        let style: Int?
    }

    private let name: String
    private let formats: NumberFormats
    private let strings: [[UInt8]]
    private let isSince1904: Bool
    private let limits: WorkbookLimits
    private var rows: [SheetTable.Row] = []
    private var faults: [WorkbookError] = []
    /// The columns of the row being read that hold days.
    private var days: [Int] = []

    init(
        name: String, formats: NumberFormats, strings: [[UInt8]], isSince1904: Bool,
        limits: WorkbookLimits
    ) {
        self.name = name
        self.formats = formats
        self.strings = strings
        self.isSince1904 = isSince1904
        self.limits = limits
    }

    /// What was read.
    var table: SheetTable { SheetTable(name: name, rows: rows, faults: faults) }

    /// The texts that cells share (§18.4); what is only how to say a text in Japanese is left out.
    static func strings(
        _ reader: PartReader, _ limits: WorkbookLimits
    ) throws(WorkbookError) -> [[UInt8]] {
        var reader = reader
        var strings: [[UInt8]] = []
        while let token = try reader.next() {
            guard case .start(let tag) = token, tag.isCalled("si") else { continue }
            strings.append(try text(&reader, until: "si"))
            guard strings.count <= 8 * limits.rows else {
                throw .tooLarge("the workbook has more texts than are read")
            }
        }
        return strings
    }

    /// The text of an item or an inline string: its `t`, also within runs.
    private static func text(
        _ reader: inout PartReader, until name: StaticString
    ) throws(WorkbookError) -> [UInt8] {
        var text: [UInt8] = []
        while let token = try reader.next() {
            switch token {
            case .start(let tag):
                if tag.isCalled("t") {
                    text += try reader.content()
                } else if tag.isCalled("rPh") || tag.isCalled("rPr") {
                    try reader.skipElement()
                }
            case .end(let ended): if ended.isText(name) { return text }
            case .text: break
            }
        }
        return text
    }

    /// Reads the part of the sheet.
    ///
    /// - Throws: ``WorkbookError`` where it cannot be read at all.
    mutating func read(_ part: PartReader) throws(WorkbookError) {
        var reader = part
        var row = 0
        var column = 0
        var cells: [String] = []
        var isHidden = false
        while let token = try reader.next() {
            switch token {
            case .start(let tag):
                if tag.isCalled("row") {
                    row = try number(of: tag, after: row)
                    (column, cells, days) = (0, [], [])
                    isHidden = ["1", "true"].contains(try tag.text("hidden") ?? "")
                } else if tag.isCalled("c") {
                    let cell = try cell(tag, row: row, column: column)
                    column = cell.place.column + 1
                    let text = try content(of: cell, &reader)
                    guard !text.isEmpty else { continue }
                    guard column <= limits.columns else {
                        throw .tooLarge(
                            "sheet \"\(name)\" has something in column "
                                + "\(CellPlace.letters(column - 1)) where \(limits.columns) are read"
                        )
                    }
                    while cells.count < column - 1 { cells.append("") }
                    guard cells.count == column - 1 else {
                        throw .damaged("the cell \(cell.place) of sheet \"\(name)\" stands twice")
                    }
                    cells.append(text)
                }
            case .end(let ended):
                if ended.isText("row") { try end(row, cells, isHidden: isHidden) }
                if ended.isText("sheetData") { return }
            case .text: break
            }
        }
    }

    private mutating func end(
        _ row: Int, _ cells: [String], isHidden: Bool
    ) throws(WorkbookError) {
        guard !cells.isEmpty else { return }
        rows.append(
            SheetTable.Row(number: row, cells: cells, isHidden: isHidden, days: days))
        guard rows.count <= limits.rows else {
            throw .tooLarge("sheet \"\(name)\" has more than \(limits.rows - 1) rows")
        }
    }

    private func number(
        of tag: PartReader.Tag, after row: Int
    ) throws(WorkbookError) -> Int {
        guard let given = try tag.text("r") else { return row + 1 }
        guard let number = Int(given), number > row, number <= CellPlace.rows else {
            throw .damaged("the rows of sheet \"\(name)\" are out of order at \"\(given)\"")
        }
        return number
    }

    /// Cells need not say where they are: then they follow the one before.
    private func cell(
        _ tag: PartReader.Tag, row: Int, column: Int
    ) throws(WorkbookError) -> Cell {
        var place = CellPlace(row: row, column: column)
        if let reference = tag.raw("r") {
            guard let given = CellPlace(Array(reference)), given.row == row,
                given.column >= column
            else {
                throw .damaged(
                    "the cells of sheet \"\(name)\" are out of order at "
                        + "\"\(String(decoding: reference, as: UTF8.self))\"")
            }
            place = given
        }
        return Cell(
            place: place, type: try tag.text("t") ?? "n",
            style: try tag.text("s").flatMap { Int($0) })
    }

    // MARK: Content

    /// The text of a cell that has just begun.
    private mutating func content(
        of cell: Cell, _ reader: inout PartReader
    ) throws(WorkbookError) -> String {
        var raw: [UInt8] = []
        var (hasFormula, hasValue) = (false, false)
        while let token = try reader.next() {
            switch token {
            case .start(let tag):
                if tag.isCalled("v") {
                    hasValue = true
                    raw = try reader.content()
                } else if tag.isCalled("is") {
                    raw = try Self.text(&reader, until: "is")
                } else {
                    // The formula's result is the value.
                    if tag.isCalled("f") { hasFormula = true }
                    try reader.skipElement()
                }
            case .end(let ended):
                guard ended.isText("c") else { continue }
                if hasFormula, !hasValue {
                    try report(
                        .cell, cell, nil, "a formula that has not been computed",
                        "open the workbook in a spreadsheet program and save it, or write the "
                            + "value in its place")
                }
                return try text(raw, of: cell)
            case .text: break
            }
        }
        return ""
    }

    private mutating func text(_ raw: [UInt8], of cell: Cell) throws(WorkbookError) -> String {
        guard !raw.isEmpty else { return "" }
        guard raw.count <= limits.cell else {
            throw WorkbookError(
                .tooLarge, "the text has \(raw.count) bytes where \(limits.cell) are read",
                remedy: "shorten it", sheet: name, at: cell.place)
        }
        let text = String(decoding: raw, as: UTF8.self)
        switch cell.type {
        case "s":
            guard let index = Int(text), strings.indices.contains(index) else {
                throw .damaged(
                    "the cell \(cell.place) of sheet \"\(name)\" names a text that there is not")
            }
            guard strings[index].count <= limits.cell else {
                throw WorkbookError(
                    .tooLarge,
                    "the text has \(strings[index].count) bytes where \(limits.cell) are read",
                    remedy: "shorten it", sheet: name, at: cell.place)
            }
            return Self.unescaped(String(decoding: strings[index], as: UTF8.self))
        case "str", "inlineStr": return Self.unescaped(text)
        case "b": return text == "1" || text == "true" ? "TRUE" : "FALSE"
        case "e":
            try report(
                .failedFormula, cell, text, "the formula failed",
                "mend it, or write the value in its place")
            return ""
        case "d":
            days.append(cell.place.column)
            return Self.isoDay(text)
        default: return try number(text, cell)
        }
    }

    private mutating func number(
        _ raw: String, _ cell: Cell
    ) throws(WorkbookError) -> String {
        guard let plain = NumberText.plain(raw) else {
            try report(
                .cell, cell, raw, "not a number that a spreadsheet keeps whole (15 digits)",
                "give the column the format Text, and write the value anew")
            return ""
        }
        switch formats.form(ofStyle: cell.style) {
        case .plain: return plain
        case .padded(let digits):
            guard plain.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return plain }
            return String(repeating: "0", count: max(0, digits - plain.utf8.count)) + plain
        case .day:
            if let day = NumberText.day(raw, since1904: isSince1904) {
                days.append(cell.place.column)
                return day
            }
            try report(
                .cell, cell, plain, "shown as a day, and there is no such day",
                "write a day such as 2025-06-30")
            return ""
        case .time:
            try report(
                .cell, cell, plain, "shown as a time",
                "give the column the format Text, and write the value anew")
            return ""
        }
    }

    /// A day as ISO 8601, without a time of midnight.
    private static func isoDay(_ text: String) -> String {
        for end in ["T00:00:00", "T00:00:00Z", "T00:00:00.000", "T00:00:00.000Z"]
        where text.hasSuffix(end) { return String(text.dropLast(end.count)) }
        return text
    }

    /// The characters that XML cannot have are written `_x000D_` (§22.9.2.19).
    private static func unescaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "_x") {
            let code = rest[start.upperBound...].prefix(5)
            result += rest[..<start.lowerBound]
            if code.count == 5, code.last == "_", code.dropLast().allSatisfy(\.isHexDigit),
                let value = UInt32(code.dropLast(), radix: 16), let scalar = Unicode.Scalar(value)
            {
                result.unicodeScalars.append(scalar)
                rest = rest[code.endIndex...]
            } else {
                result += "_x"
                rest = rest[start.upperBound...]
            }
        }
        return result + rest
    }

    private mutating func report(
        _ kind: WorkbookError.Kind, _ cell: Cell, _ value: String?, _ reason: String,
        _ remedy: String
    ) throws(WorkbookError) {
        faults.append(
            WorkbookError(
                kind, reason, remedy: remedy, sheet: name, at: cell.place,
                value: value.map { String($0.prefix(80)) }))
        guard faults.count < limits.faults else {
            throw .tooLarge("sheet \"\(name)\" has \(faults.count) cells that cannot be read")
        }
    }
}
