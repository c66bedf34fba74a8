import Credentials
import Spreadsheets

/// What is read of a workbook is within its bounds, in order, and the same each time.
///
/// Checksums keep what is changed at random from the readers within an archive; so every input is also
/// put, piece by piece, into a sound archive: sheet, texts, styles, workbook, relationships.
struct WorkbookTarget: FuzzTarget {
    static let name = "workbook"

    private static let paths = [
        "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    ]

    /// Small, so that going beyond them is reached often.
    private static var limits: WorkbookLimits {
        var limits = WorkbookLimits()
        limits.part = 16 << 10
        limits.total = 32 << 10
        limits.depth = 8
        limits.rows = 20
        limits.columns = 30
        limits.cell = 100
        limits.faults = 5
        return limits
    }

    func seeds() throws -> [[UInt8]] {
        [
            Array(Self.pieces.joined(separator: "\u{0}").utf8), Array(Self.pieces[0].utf8),
            Self.archive(Self.pieces.map { Array($0.utf8) }),
        ]
    }

    let dictionary = [
        "<row r=\"", "<c r=\"A1\"", " t=\"s\"", " t=\"str\"", " t=\"inlineStr\"", " t=\"e\"",
        " t=\"b\"",
        " t=\"d\"", " s=\"1\"", "<v>", "</v>", "<f>", "<is><t>", "</t></is>", "</c>", "</row>",
        "<si>",
        "<r><t>", "<rPh>", "&amp;", "&#x", "_x0041_", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>",
        "<!DOCTYPE", "numFmtId=\"14\"", "formatCode=\"", "[h]", "yyyy", "<xf ", "cellXfs",
        "date1904=\"1\"", "hidden=\"1\"", "XFD1048576", "PK\u{1}\u{2}", "PK\u{3}\u{4}",
        "PK\u{5}\u{6}",
        "1E308", "2958465", "../", "TargetMode=\"External\"",
    ]

    func check(_ bytes: [UInt8]) throws {
        try hold(bytes)
        var pieces = bytes.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
        for index in pieces.count..<max(pieces.count, Self.paths.count) {
            pieces.append(Array(Self.pieces[index].utf8))
        }
        try hold(Self.archive(pieces))
    }

    private func hold(_ bytes: [UInt8]) throws {
        guard let sheet = Self.read(bytes) else {
            return try promise(Self.read(bytes) == nil, "it is read the second time only")
        }
        let limits = Self.limits
        try promise(sheet.rows.count <= limits.rows, "\(sheet.rows.count) rows")
        try promise(sheet.faults.count <= limits.faults, "\(sheet.faults.count) faults")
        var last = 0
        for row in sheet.rows {
            try promise(row.number > last, "row \(row.number) after \(last)")
            last = row.number
            try promise((1...limits.columns).contains(row.cells.count), "\(row.cells.count) cells")
            for cell in row.cells {
                try promise(
                    cell.utf8.count <= 2 * limits.cell, "a text of \(cell.utf8.count) bytes")
            }
        }
        try promise(Self.read(bytes)?.rows == sheet.rows, "it is another the second time")
    }

    private static func read(_ bytes: [UInt8]) -> SheetTable? {
        try? Workbook(bytes, limits: limits).sheet()
    }

    // MARK: - Seeds

    private static let pieces = [
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"str\"><f>A1</f>"
            + "<v>b</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\" s=\"1\"><v>46172</v></c><c t=\"e\">"
            + "<v>#N/A</v></c><c t=\"inlineStr\"><is><r><t>c &amp; d</t></r></is></c></row></sheetData>"
            + "</worksheet>",
        "<sst><si><t>name_x0041_</t></si><si><r><t>Ada</t></r><rPh><t>x</t></rPh></si></sst>",
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-804]yyyy&quot;y&quot;m\\-d\"/>"
            + "</numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
        "<workbook xmlns:r=\"r\"><workbookPr date1904=\"0\"/><sheets><sheet name=\"S\" r:id=\"a\"/></sheets>"
            + "</workbook>",
        "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
            + "<Relationship Id=\"b\" Type=\"x/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
            + "<Relationship Id=\"c\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>",
    ]

    /// An archive of stored parts with correct checksums.
    private static func archive(_ pieces: [[UInt8]]) -> [UInt8] {
        let root =
            "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/>"
            + "</Relationships>"
        let parts =
            [("_rels/.rels", Array(root.utf8))] + Array(zip(paths, pieces.prefix(paths.count)))
        var (file, directory) = ([UInt8](), [UInt8]())
        for (path, content) in parts {
            let name = Array(path.utf8)
            let size = little(content.count, 4)
            let common =
                little(20, 2) + little(0, 4) + little(0, 4)
                + little(Int(CRC32(content).value), 4) + size + size + little(name.count, 2)
                + little(0, 2)
            directory += little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 10)
            directory += little(file.count, 4) + name
            file += little(0x0403_4B50, 4) + common + name + content
        }
        return file + directory + little(0x0605_4B50, 4) + little(0, 4) + little(parts.count, 2)
            + little(parts.count, 2) + little(directory.count, 4) + little(file.count, 4)
            + little(0, 2)
    }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
    }
}
