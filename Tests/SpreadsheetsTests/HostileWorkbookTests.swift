import Testing

@testable import Spreadsheets
@testable import TestSupport

@Suite("Workbooks that nobody should open")
struct HostileWorkbookTests {
    private static let sound = TestWorkbook(rows: [["name"], ["Ada Obi"]])

    private func kind(
        _ bytes: [UInt8], _ limits: WorkbookLimits = WorkbookLimits()
    ) -> WorkbookError.Kind? {
        do throws(WorkbookError) {
            _ = try Workbook(bytes, limits: limits).sheet()
            return nil
        } catch {
            #expect(!error.reason.isEmpty && !error.remedy.isEmpty)
            return error.kind
        }
    }

    private func kind(sheet text: String) throws -> WorkbookError.Kind? {
        kind(try Self.sound.replacing("xl/worksheets/sheet1.xml", text).bytes())
    }

    @Test("A bomb is refused by what it says, by what it is, and by what all parts come to")
    func bombs() throws {
        let zeros = String(repeating: " ", count: 32 << 20)
        let bomb = Self.sound.replacing(
            "xl/worksheets/sheet1.xml", "<worksheet>\(zeros)</worksheet>")
        #expect(kind(try bomb.bytes()) == .refused)
        var lying = bomb.archive()
        for index in lying.parts.indices where lying.parts[index].name.contains("sheet1") {
            lying.parts[index].claimedSize = 1_000
        }
        #expect(kind(try lying.bytes()) == .refused)
        var small = WorkbookLimits()
        small.part = 100
        #expect(kind(try Self.sound.bytes(), small) == .tooLarge)
        small = WorkbookLimits()
        small.total = 1_000
        #expect(kind(try Self.sound.bytes(), small) == .tooLarge)
        small = WorkbookLimits()
        small.file = 100
        #expect(kind(try Self.sound.bytes(), small) == .tooLarge)
    }

    @Test("Rows, columns, cells, faults and parts are bounded")
    func bounds() throws {
        let rows = (0..<40).map { ["\($0)"] }
        let bytes = try TestWorkbook(rows: rows).bytes()
        var limits = WorkbookLimits()
        limits.rows = 39
        #expect(kind(bytes, limits) == .tooLarge)
        limits.rows = 40
        #expect(kind(bytes, limits) == nil)
        limits.parts = 3
        #expect(kind(bytes, limits) == .tooLarge)
        limits = WorkbookLimits()
        limits.columns = 2
        #expect(kind(try TestWorkbook(rows: [["a", "b"]]).bytes(), limits) == nil)
        #expect(kind(try TestWorkbook(rows: [["a", "b", "c"]]).bytes(), limits) == .tooLarge)
        limits.cell = 10
        #expect(kind(try TestWorkbook(rows: [["eleven long"]]).bytes(), limits) == .tooLarge)
        limits = WorkbookLimits()
        limits.faults = 3
        let failed = (1...4).map { "<row r=\"\($0)\"><c t=\"e\"><v>#N/A</v></c></row>" }.joined()
        #expect(kind(try TestWorkbook([("S", failed)]).bytes(), limits) == .tooLarge)
    }

    @Test("Document types, entities, depth and attributes are refused in every part")
    func markup() throws {
        let document =
            "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;</worksheet>"
        for part in Self.sound.parts.map(\.path) where part != "[Content_Types].xml" {
            #expect(
                kind(try Self.sound.replacing(part, document).bytes()) == .refused, "\(part)")
        }
        #expect(try kind(sheet: "<worksheet>&lol;</worksheet>") == .refused)
        let deep = String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40)
        #expect(try kind(sheet: "<worksheet>\(deep)</worksheet>") == .refused)
        let many = (0..<100).map { "a\($0)=\"\"" }.joined(separator: " ")
        #expect(try kind(sheet: "<worksheet \(many)/>") == .refused)
        for cut in ["<worksheet><sheetData><row", "<worksheet", "<worksheet><a></b></worksheet>"] {
            #expect(try kind(sheet: cut) == .damaged, "\(cut)")
        }
    }

    @Test("Rows and cells out of order, twice, or beyond every sheet are damage")
    func order() throws {
        for data in [
            "<row r=\"2\"><c t=\"str\"><v>a</v></c></row><row r=\"1\"/>",
            "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>",
            "<row r=\"1\"><c r=\"A2\"/></row>", "<row r=\"0\"/>", "<row r=\"1048577\"/>",
            "<row r=\"1\"><c r=\"XFE1\"/></row>", "<row r=\"1\"><c r=\"1A\"/></row>",
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>",
        ] {
            #expect(kind(try TestWorkbook([("S", data)]).bytes()) == .damaged, "\(data)")
        }
    }

    @Test("An archive that contradicts itself is damaged, and encryption is refused")
    func archives() throws {
        let archive = Self.sound.archive()
        var changed = archive
        changed.claimedStart = 7
        #expect(kind(try changed.bytes()) == .damaged)
        changed = archive
        changed.parts.append(changed.parts[2])
        #expect(kind(try changed.bytes()) == .refused)
        changed = archive
        changed.parts[2].flags = 1
        #expect(kind(try changed.bytes()) == .refused)
        changed = archive
        changed.parts[2].method = 12
        #expect(kind(try changed.bytes()) == .damaged)
        changed = archive
        changed.comment = Array("written by hand".utf8)
        #expect(kind(try changed.bytes()) == nil)
        let bytes = try archive.bytes()
        for length in [4, 30, bytes.count / 2, bytes.count - 1] {
            #expect(kind(Array(bytes[..<length])) == .damaged, "\(length)")
        }
    }

    @Test("Relationships that lead out, in a circle, or nowhere find no sheet")
    func relationships() throws {
        let place = "xl/_rels/workbook.xml.rels"
        for target in ["../../../etc/passwd", "workbook.xml", "/nowhere.xml", "."] {
            let links = TestWorkbook.relationships(
                TestWorkbook.relationship("rId1", "worksheet", target))
            let kind = kind(try Self.sound.replacing(place, links).bytes())
            // A workbook is a table without rows.
            #expect(kind == (target == "workbook.xml" ? nil : .damaged), "\(target)")
        }
        let outside = TestWorkbook.relationships(
            "<Relationship Id=\"rId1\" Type=\"\(TestWorkbook.office)/worksheet\" "
                + "Target=\"https://example.org/sheet\" TargetMode=\"External\"/>")
        #expect(kind(try Self.sound.replacing(place, outside).bytes()) == .noSheet)
    }

    @Test("Other formats are named, with what to do")
    func otherFormats() throws {
        for (name, words) in [
            ("libreoffice-german.ods", ".ods"), ("libreoffice-german.xls", "old format"),
        ] {
            let bytes = try SeedFiles.bytes("../Tests/Workbooks/\(name)")
            let error = try #require(throws: WorkbookError.self) { try Workbook(bytes) }
            #expect(error.kind == .otherFormat && error.reason.contains(words), "\(error)")
        }
        var binary = TestArchive()
        binary.parts = [.init(name: "xl/workbook.bin", content: [1])]
        var error = try #require(throws: WorkbookError.self) { try Workbook(binary.bytes()) }
        #expect(error.reason.contains(".xlsb"))
        binary.parts = [.init(name: "Index/Document.iwa", content: [1])]
        error = try #require(throws: WorkbookError.self) { try Workbook(binary.bytes()) }
        #expect(error.reason.contains("Numbers"))
        #expect(throws: WorkbookError.self) { try Workbook(Array("name\nAda".utf8)) }
        #expect(throws: WorkbookError.self) { try Workbook([]) }
    }

    @Test("Whatever bytes change, reading ends with a table or a reason, within its bounds")
    func mutations() throws {
        var generator = SeededGenerator(seed: 15)
        let files = try [
            Self.sound.bytes(), Self.sound.bytes(deflated: false),
            SeedFiles.bytes("../Tests/Workbooks/libreoffice-american.xlsx"),
        ]
        var (tables, refusals) = (0, 0)
        for round in 0..<1_500 {
            var bytes = files[round % files.count]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                case 2: bytes.removeSubrange(place..<min(place + 3, bytes.count))
                default: bytes.insert(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF], at: place)
                }
            }
            if kind(bytes) == nil { tables += 1 } else { refusals += 1 }
        }
        #expect(tables > 50 && refusals > 500, "\(tables), \(refusals)")
    }
}
