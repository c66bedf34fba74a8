/// A workbook written out part by part, in the manners of several programs.
struct TestWorkbook {
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

    /// The parts by their paths, in their order.
    var parts: [(path: String, text: String)]

    /// A workbook of one sheet and more, with the usual paths.
    ///
    /// - Parameters:
    ///   - sheets: Names and the content of `sheetData` each.
    ///   - strings: The content of `sst`; nil where there is no such part.
    ///   - formats: The number formats of cells' styles: codes, or numbers of formats without one.
    ///   - properties: The attributes of `workbookPr`.
    init(
        _ sheets: [(name: String, data: String)], strings: String? = nil, formats: [String] = [],
        properties: String = ""
    ) {
        var relationships = ""
        var list = ""
        for (index, sheet) in sheets.enumerated() {
            relationships += Self.relationship(
                "rId\(index + 1)", "worksheet", "worksheets/sheet\(index + 1).xml")
            list +=
                "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
        }
        relationships += Self.relationship("rId90", "styles", "styles.xml")
        if strings != nil {
            relationships += Self.relationship("rId91", "sharedStrings", "sharedStrings.xml")
        }
        parts = [
            ("[Content_Types].xml", Self.head + "<Types/>"),
            (
                "_rels/.rels",
                Self.relationships(
                    Self.relationship("rId1", "officeDocument", "xl/workbook.xml"))
            ),
            (
                "xl/workbook.xml",
                Self.head + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.office)\">"
                    + "<workbookPr \(properties)/><sheets>\(list)</sheets></workbook>"
            ),
            ("xl/_rels/workbook.xml.rels", Self.relationships(relationships)),
            ("xl/styles.xml", Self.styles(formats)),
        ]
        for (index, sheet) in sheets.enumerated() {
            parts.append(
                (
                    "xl/worksheets/sheet\(index + 1).xml",
                    Self.head + "<worksheet xmlns=\"\(Self.main)\"><sheetData>\(sheet.data)"
                        + "</sheetData></worksheet>"
                ))
        }
        if let strings {
            parts.append(
                (
                    "xl/sharedStrings.xml",
                    Self.head + "<sst xmlns=\"\(Self.main)\">\(strings)</sst>"
                ))
        }
    }

    /// One sheet of inline strings.
    init(rows: [[String]]) { self.init([("Sheet1", Self.inline(rows))]) }

    /// The workbook with another text in a part.
    func replacing(_ path: String, _ text: String) -> TestWorkbook {
        var workbook = self
        for index in workbook.parts.indices where workbook.parts[index].path == path {
            workbook.parts[index].text = text
        }
        return workbook
    }

    func bytes(deflated: Bool = true) throws -> [UInt8] {
        try archive(deflated: deflated).bytes()
    }

    func archive(deflated: Bool = true) -> TestArchive {
        TestArchive(
            parts: parts.map {
                .init(name: $0.path, content: Array($0.text.utf8), isDeflated: deflated)
            })
    }

    // MARK: Pieces

    /// Rows of inline strings, each cell with its reference.
    static func inline(_ rows: [[String]]) -> String {
        rows.enumerated().map { number, cells in
            "<row r=\"\(number + 1)\">"
                + cells.enumerated().map { index, text in
                    "<c r=\"\(letters(index))\(number + 1)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                        + escaped(text) + "</t></is></c>"
                }.joined() + "</row>"
        }.joined()
    }

    /// Rows of shared strings, and the strings.
    static func shared(_ rows: [[String]]) -> (data: String, strings: String) {
        var strings: [String] = []
        let data = rows.enumerated().map { number, cells in
            "<row r=\"\(number + 1)\" spans=\"1:\(cells.count)\" x14ac:dyDescent=\"0.25\">"
                + cells.enumerated().map { index, text in
                    strings.append("<si><t>\(escaped(text))</t></si>")
                    return
                        "<c r=\"\(letters(index))\(number + 1)\" t=\"s\"><v>\(strings.count - 1)</v></c>"
                }.joined() + "</row>"
        }.joined()
        return (data, strings.joined())
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }

    static func letters(_ index: Int) -> String {
        String(UnicodeScalar(UInt8(0x41 + index)))
    }

    static func relationship(_ identifier: String, _ kind: String, _ target: String) -> String {
        "<Relationship Id=\"\(identifier)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/>"
    }

    static func relationships(_ content: String) -> String {
        head + "<Relationships xmlns=\"\(package)\">\(content)</Relationships>"
    }

    private static func styles(_ formats: [String]) -> String {
        var codes = ""
        var cells = "<xf numFmtId=\"0\"/>"
        for (index, format) in formats.enumerated() {
            if Int(format).map(String.init) != format {
                codes +=
                    "<numFmt numFmtId=\"\(164 + index)\" formatCode=\""
                    + escaped(format).replacing("\"", with: "&quot;") + "\"/>"
                cells += "<xf numFmtId=\"\(164 + index)\" applyNumberFormat=\"1\"/>"
            } else {
                cells += "<xf numFmtId=\"\(format)\" applyNumberFormat=\"1\"/>"
            }
        }
        return head + "<styleSheet xmlns=\"\(main)\"><numFmts>\(codes)</numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs>\(cells)</cellXfs>"
            + "</styleSheet>"
    }
}
