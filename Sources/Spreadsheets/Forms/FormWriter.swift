/// Writes the parts of a form (ECMA-376 part 1, §18).
struct FormWriter {
    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    /// Styles by their places in `styles`.
    private enum Style: Int { case plain, header, text, day, wrapped }

    private let form: WorkbookForm

    init(_ form: WorkbookForm) { self.form = form }

    // MARK: Fixed parts

    static let contentTypes =
        head + "<Types xmlns=\"\(package)/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(type).sheet.main+xml\"/>"
        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(type).styles+xml\"/>"
        + (1...3).map {
            "<Override PartName=\"/xl/worksheets/sheet\($0).xml\" ContentType=\"\(type).worksheet+xml\"/>"
        }.joined() + "</Types>"

    static let rootRelationships =
        head + "<Relationships xmlns=\"\(package)/relationships\">"
        + relationship(1, "officeDocument", "xl/workbook.xml") + "</Relationships>"

    static let relationships =
        head + "<Relationships xmlns=\"\(package)/relationships\">"
        + (1...3).map { relationship($0, "worksheet", "worksheets/sheet\($0).xml") }.joined()
        + relationship(4, "styles", "styles.xml") + "</Relationships>"

    private static func relationship(_ number: Int, _ kind: String, _ target: String) -> String {
        "<Relationship Id=\"rId\(number)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/>"
    }

    /// Plain, header (bold on grey), text, day, wrapped text; 49 is the format of text.
    static let styles =
        head + "<styleSheet xmlns=\"\(main)\">"
        + "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
        + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
        + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
        + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
        + "<fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\">"
        + "<fgColor rgb=\"FFE7EDF3\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>"
        + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
        + "<cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
        + "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\"/>"
        + "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        + "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        + "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">"
        + "<alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs>"
        + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
        + "</styleSheet>"

    // MARK: Parts of the form

    var workbook: String {
        let names = [form.sheet, "Lists", "Help"]
        return Self.head + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.office)\"><sheets>"
            + names.enumerated().map { index, name in
                "<sheet name=\"\(Self.escaped(name))\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
            }.joined() + "</sheets></workbook>"
    }

    var entrySheet: String {
        let columns = form.columns.enumerated().map { index, column in
            let style: Style = column.entry == .day ? .day : .text
            return Self.column(index, width: max(column.name.utf8.count + 4, 18), style)
        }.joined()
        let header = Self.row(1, form.columns.map { ($0.name, .header) })
        return Self.sheet(
            columns: columns, data: header, isFrozen: true, after: validations)
    }

    var listSheet: String {
        let lists = form.lists
        let length = lists.map(\.choices.count).max() ?? 0
        let header = lists.flatMap {
            [(form.columns[$0.column].name, Style.header), ("", .header)]
        }
        var rows = Self.row(1, header)
        for index in 0..<length {
            rows += Self.row(
                index + 2,
                lists.flatMap { list -> [(String, Style)] in
                    guard list.choices.indices.contains(index) else {
                        return [("", .text), ("", .text)]
                    }
                    let choice = list.choices[index]
                    return [(choice.value, .text), (choice.meaning, .text)]
                })
        }
        let columns = lists.indices.map {
            Self.column(2 * $0, width: 18, .text) + Self.column(2 * $0 + 1, width: 36, .text)
        }.joined()
        return Self.sheet(columns: columns, data: rows, isFrozen: true)
    }

    var helpSheet: String {
        var rows = Self.row(1, [("column", .header), ("needed", .header), ("what", .header)])
        for (index, column) in form.columns.enumerated() {
            rows += Self.row(
                index + 2,
                [
                    (column.name, .wrapped), (column.isRequired ? "yes" : "no", .wrapped),
                    (column.hint, .wrapped),
                ])
        }
        let columns =
            Self.column(0, width: 18, .text) + Self.column(1, width: 10, .text)
            + Self.column(2, width: 90, .wrapped)
        return Self.sheet(columns: columns, data: rows, isFrozen: true)
    }

    /// What may be typed (§18.3.1.33); a hint of at most 255 characters appears beside the cell.
    private var validations: String {
        let lists = form.lists
        let rules = form.columns.enumerated().map { index, column in
            let letters = CellPlace.letters(index)
            let range = "\(letters)2:\(letters)\(WorkbookForm.rows + 1)"
            let hint =
                "allowBlank=\"1\" showInputMessage=\"1\" promptTitle=\"\(Self.escaped(column.name))\" "
                + "prompt=\"\(Self.escaped(String(column.hint.prefix(250))))\" sqref=\"\(range)\""
            if column.entry == .day {
                // From 1990-01-01 to 2100-01-01.
                return "<dataValidation type=\"date\" operator=\"between\" errorStyle=\"warning\" "
                    + "showErrorMessage=\"1\" error=\"Type a day, such as 2026-05-30.\" \(hint)>"
                    + "<formula1>32874</formula1><formula2>73051</formula2></dataValidation>"
            }
            guard let place = lists.firstIndex(where: { $0.column == index }) else {
                return "<dataValidation \(hint)/>"
            }
            let list = CellPlace.letters(2 * place)
            let end = lists[place].choices.count + 1
            let strict =
                lists[place].isClosed
                ? "showErrorMessage=\"1\" error=\"Choose one from the list.\" " : ""
            return "<dataValidation type=\"list\" \(strict)\(hint)>"
                + "<formula1>Lists!$\(list)$2:$\(list)$\(end)</formula1></dataValidation>"
        }
        return "<dataValidations count=\"\(rules.count)\">\(rules.joined())</dataValidations>"
    }

    // MARK: Pieces

    private static func sheet(
        columns: String, data: String, isFrozen: Bool, after: String = ""
    ) -> String {
        let pane =
            isFrozen
            ? "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
            : ""
        return head + "<worksheet xmlns=\"\(main)\"><sheetViews><sheetView workbookViewId=\"0\">"
            + "\(pane)</sheetView></sheetViews><cols>\(columns)</cols>"
            + "<sheetData>\(data)</sheetData>\(after)</worksheet>"
    }

    private static func column(_ index: Int, width: Int, _ style: Style) -> String {
        "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\" "
            + "style=\"\(style.rawValue)\"/>"
    }

    private static func row(_ number: Int, _ cells: [(text: String, style: Style)]) -> String {
        "<row r=\"\(number)\">"
            + cells.enumerated().map { index, cell in
                cell.text.isEmpty
                    ? ""
                    : "<c r=\"\(CellPlace.letters(index))\(number)\" s=\"\(cell.style.rawValue)\" "
                        + "t=\"inlineStr\"><is><t>\(escaped(cell.text))</t></is></c>"
            }.joined() + "</row>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
