import CertAuthority
import Office
import Spreadsheets
import Testing

@testable import TestSupport

@Suite("Workbooks as programs write them")
struct WorkbookCohortTests {
    /// A workbook, and what becomes of it.
    struct Saved: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        /// The names that are issued; empty where it is refused.
        var names: [String] = []
        /// What is found: kind, cell, value.
        var findings: [String] = []
        var form = CohortForm()
    }

    private static let header = CohortText.header.split(separator: ",").map(String.init)

    private static func row(_ number: Int, _ name: String, day: String = "2026-05-30") -> [String] {
        [
            "A-\(number)", name, "learner\(number)@learners.example", "en", "KE", day, "hybrid",
            "woman;youth",
        ]
    }

    private static func table(_ names: [String], day: String = "2026-05-30") -> [[String]] {
        [header] + names.enumerated().map { row($0 + 1, $1, day: day) }
    }

    /// Shared strings, but for the day, which is a number with the first style.
    private static func excel(
        _ names: [String], serial: Int, formats: [String], properties: String = "",
        _ edit: (String) -> String = { $0 }
    ) -> TestWorkbook {
        let (data, strings) = TestWorkbook.shared(table(names))
        var cells = data
        for number in 0..<names.count {
            let index = (number + 1) * header.count + 5
            let place = "r=\"F\(number + 2)\""
            cells = cells.replacing(
                "<c \(place) t=\"s\"><v>\(index)</v></c>",
                with: "<c \(place) s=\"1\"><v>\(serial)</v></c>")
        }
        return TestWorkbook(
            [("Tabelle1", edit(cells))], strings: strings, formats: formats,
            properties: properties)
    }

    private static func office(_ name: String) throws -> [UInt8] {
        try SeedFiles.bytes("../Tests/Workbooks/libreoffice-\(name)")
    }

    /// LibreOffice's were written by it, in the locale that they are named for; the others are
    /// written out here in the manner of their programs.
    static let files: Result<[Saved], any Error> = Result {
        let libreOffice = try [
            Saved(
                testDescription: "LibreOffice, German", bytes: office("german.xlsx"),
                names: ["Zoë Müller-Åkesson", "Jürgen Groß"]),
            Saved(
                testDescription: "LibreOffice, American, two sheets, 00042",
                bytes: office("american.xlsx"), names: ["Ada Obi", "Ben O’Hara"]),
            Saved(
                testDescription: "LibreOffice, Chinese", bytes: office("chinese.xlsx"),
                names: ["王伟", "欧阳娜娜"]),
            Saved(
                testDescription: "LibreOffice, Arabic", bytes: office("arabic.xlsx"),
                names: ["محمد علي", "ليلى الحسيني"]),
            Saved(
                testDescription: "LibreOffice, Thai, Buddhist years", bytes: office("thai.xlsx"),
                names: ["สมชาย ใจดี", "มานี รักไทย"]),
            Saved(
                testDescription: "LibreOffice, French", bytes: office("french.xlsx"),
                names: ["Éloïse Lefèvre", "Inès d’Aubigné"]),
            Saved(
                testDescription: "LibreOffice, a failed formula", bytes: office("formulas.xlsx"),
                findings: ["spreadsheet-error B3 #DIV/0!"]),
            Saved(
                testDescription: "LibreOffice's own format", bytes: office("german.ods"),
                findings: ["wrong-file-type - -"]),
            Saved(
                testDescription: "LibreOffice: Excel 97", bytes: office("german.xls"),
                findings: ["wrong-file-type - -"]),
        ]
        let (wps, wpsStrings) = TestWorkbook.shared([
            ["学号", "姓名", "邮箱", "备注", "国家", "结业日期"],
            ["W-1", "王伟", "wang@learners.example", "优秀", "CN", "2026-05-30"],
        ])
        var mapped = CohortForm()
        mapped.columns = [
            .init(.learnerReference, named: "学号"), .init(.name, named: "姓名"),
            .init(.email, named: "邮箱"), .init(.country, named: "国家"),
            .init(.completedOn, named: "结业日期"),
        ]
        mapped.ignored = ["备注"]
        let prefixed = excel(["Wei Chen"], serial: 46172, formats: ["yyyy/m/d"])
        var withPrefix = prefixed
        for index in withPrefix.parts.indices where withPrefix.parts[index].path.hasPrefix("xl/") {
            guard !withPrefix.parts[index].path.contains("_rels") else { continue }
            withPrefix.parts[index].text = withPrefix.parts[index].text
                .replacing(#/<(\/?)([a-zA-Z])/#) { "<\($0.output.1)x:\($0.output.2)" }
                .replacing("xmlns=", with: "xmlns:x=")
        }
        var strict = TestWorkbook([
            (
                "Sheet1",
                TestWorkbook.inline(table(["Ada Obi"])).replacing(
                    "<c r=\"F2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">2026-05-30</t></is></c>",
                    with: "<c r=\"F2\" t=\"d\"><v>2026-05-30T00:00:00.000</v></c>")
            )
        ])
        for index in strict.parts.indices {
            strict.parts[index].text = strict.parts[index].text
                .replacing(TestWorkbook.main, with: "http://purl.oclc.org/ooxml/spreadsheetml/main")
                .replacing(
                    TestWorkbook.office,
                    with: "http://purl.oclc.org/ooxml/officeDocument/relationships")
        }
        let bare = TestWorkbook.inline(table(["Ada Obi"])).replacing(
            #/ r="[A-Z]*[0-9]+"/#, with: "")
        var second = CohortForm()
        second.sheet = "passed"
        var absolute = excel(["Ada Obi"], serial: 46172, formats: ["yyyy-mm-dd"])
        absolute = absolute.replacing(
            "xl/_rels/workbook.xml.rels",
            TestWorkbook.relationships(
                TestWorkbook.relationship("rId1", "worksheet", "/xl/worksheets/sheet1.xml")
                    + TestWorkbook.relationship("rId2", "styles", "/xl/styles.xml")
                    + TestWorkbook.relationship("rId3", "sharedStrings", "/xl/sharedStrings.xml")))
        let byHand = try [
            Saved(
                testDescription: "Excel, German: shared strings, the system's date",
                bytes: excel(["Jürgen Groß"], serial: 46172, formats: ["14"]).bytes(),
                names: ["Jürgen Groß"]),
            Saved(
                testDescription: "Excel for Mac, days from 1904",
                bytes: excel(
                    ["Ada Obi"], serial: 44710, formats: ["14"], properties: "date1904=\"1\""
                ).bytes(), names: ["Ada Obi"]),
            Saved(
                testDescription: "Excel, Strict Open XML",
                bytes: strict.bytes(), names: ["Ada Obi"]),
            Saved(
                testDescription: "Excel: a reference of sixteen digits as a number",
                bytes: excel(["Ada Obi"], serial: 46172, formats: ["14"]) {
                    $0.replacing(
                        "<c r=\"A2\" t=\"s\"><v>8</v></c>",
                        with: "<c r=\"A2\"><v>1234567890123450</v></c>")
                }.bytes(), findings: ["unreadable-cell A2 1234567890123450"]),
            Saved(
                testDescription: "Excel: a reference that became a day",
                bytes: excel(["Ada Obi"], serial: 46172, formats: ["14"]) {
                    $0.replacing(
                        "<c r=\"A2\" t=\"s\"><v>8</v></c>",
                        with: "<c r=\"A2\" s=\"1\"><v>46115</v></c>")
                }.bytes(), findings: ["day-as-reference A2 2026-04-03"]),
            Saved(
                testDescription: "Excel: days typed as text",
                bytes: TestWorkbook(rows: table(["Ada Obi"], day: "30.05.2026")).bytes(),
                findings: ["date-form F2 30.05.2026"]),
            Saved(
                testDescription: "Excel: a row that a filter hides",
                bytes: excel(["Ada Obi", "Ben Odhiambo"], serial: 46172, formats: ["14"]) {
                    $0.replacing("<row r=\"3\"", with: "<row r=\"3\" hidden=\"1\"")
                }.bytes(), names: ["Ada Obi", "Ben Odhiambo"], findings: ["hidden-row - -"]),
            Saved(
                testDescription: "Excel: the second sheet, columns B to I, from row 3",
                bytes: TestWorkbook([
                    ("Notes", TestWorkbook.inline([["nothing here"]])),
                    (
                        "Passed",
                        TestWorkbook.inline([[], []] + table(["Ada Obi"]).map { [""] + $0 })
                    ),
                ]).bytes(), names: ["Ada Obi"], form: second),
            Saved(
                testDescription: "Excel: a country's name on the second sheet",
                bytes: TestWorkbook([
                    ("Notes", ""),
                    (
                        "Passed",
                        TestWorkbook.inline(
                            [[], []] + table(["Ada Obi"]).map { [""] + $0 }
                        ).replacing(">KE<", with: ">Kenya<")
                    ),
                ]).bytes(), findings: ["country-name Passed!F4 Kenya"], form: second),
            Saved(
                testDescription: "Excel with a password",
                bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
                    + [UInt8](repeating: 0, count: 512)
                    + "EncryptedPackage".utf8.flatMap { [$0, 0] },
                findings: ["wrong-file-type - -"]),
            Saved(
                testDescription: "Google Sheets: absolute targets", bytes: absolute.bytes(),
                names: ["Ada Obi"]),
            Saved(
                testDescription: "Google Sheets: a lookup that found nothing",
                bytes: TestWorkbook([
                    (
                        "Form responses 1",
                        TestWorkbook.inline(table(["Ada Obi"])).replacing(
                            "<c r=\"C2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">learner1@learners.example</t></is></c>",
                            with: "<c r=\"C2\" t=\"e\"><f>VLOOKUP(1,A1,1)</f><v>#N/A</v></c>")
                    )
                ]).bytes(), findings: ["spreadsheet-error C2 #N/A"]),
            Saved(
                testDescription: "WPS, Chinese: other columns, mapped",
                bytes: TestWorkbook([("学员", wps)], strings: wpsStrings).bytes(),
                names: ["王伟"], form: mapped),
            Saved(
                testDescription: "WPS: Chinese days, empty rows with a style",
                bytes: excel(["李娜"], serial: 46172, formats: ["yyyy\"年\"m\"月\"d\"日\";@"]) {
                    $0 + "<row r=\"9\"><c r=\"A9\" s=\"1\"/></row><row r=\"10\"/>"
                }.bytes(), names: ["李娜"]),
            Saved(
                testDescription: "Open XML SDK: prefixed names", bytes: withPrefix.bytes(),
                names: ["Wei Chen"]),
            Saved(
                testDescription: "A learning platform: no references, no styles, stored",
                bytes: TestWorkbook([("export", bare)]).bytes(deflated: false),
                names: ["Ada Obi"]),
            Saved(
                testDescription: "A script: formulas that nothing computed",
                bytes: TestWorkbook([
                    (
                        "Sheet",
                        TestWorkbook.inline(table(["Ada Obi"])).replacing(
                            "<c r=\"B2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">Ada Obi</t></is></c>",
                            with: "<c r=\"B2\"><f>C2&amp;D2</f></c>")
                    )
                ]).bytes(), findings: ["unreadable-cell B2 -"]),
            Saved(
                testDescription: "Only a header", bytes: TestWorkbook(rows: [header]).bytes(),
                findings: ["no-rows - -"]),
        ]
        return libreOffice + byHand
    }

    @Test(
        "Each is read letter for letter, or refused with cell, value and remedy", arguments: 0..<27)
    func saved(index: Int) throws {
        let file = try Self.files.get()[index]
        // Its one way of delivery need not be named.
        let programme = file.form.columns.isEmpty ? "ai-foundations" : Self.single
        let reading = try CohortText.reader(programme).read(file.bytes, as: file.form)
        let found = reading.findings.map {
            "\($0.kind.rawValue) \($0.cell ?? "-") \($0.value ?? "-")"
        }
        #expect(found == file.findings, "\(reading.findings)")
        #expect(reading.findings.allSatisfy { !$0.reason.isEmpty && !$0.remedy.isEmpty })
        if reading.errors.isEmpty {
            #expect(reading.rows.map { Array($0.name.utf8) } == file.names.map { Array($0.utf8) })
            #expect(reading.rows.allSatisfy { $0.completedOn.description == "2026-05-30" })
        } else {
            #expect(file.names.isEmpty)
        }
    }

    /// A programme that is given one way only.
    static let single = "ai-vibes-webinar"

    @Test("All files are tried")
    func all() throws { #expect(try Self.files.get().count == 27) }

    @Test("Padded numbers are references as they are seen")
    func references() throws {
        let reading = try CohortText.reader().read(Self.office("american.xlsx"))
        #expect(reading.rows.map(\.learnerReference) == ["00042", "A-2"])
    }

    @Test("The report of a workbook is a CSV file of its rows, with what was found beside them")
    func report() throws {
        let bytes = try TestWorkbook(rows: Self.table(["Ada, Obi", "Zoë \"Z\" Ek"], day: "x"))
            .bytes()
        let reading = try CohortText.reader().read(bytes)
        let report = CohortReport.table(try #require(reading.table), findings: reading.findings)
        let again = CSVDocument(report)
        #expect(again.faults.isEmpty && again.columns == Self.header + CohortReport.addedColumns)
        #expect(again.records.map { $0.fields[1] } == ["Ada, Obi", "Zoë \"Z\" Ek"])
        #expect(again.records.allSatisfy { $0.fields[8].contains("not-a-date") })
    }

    @Test("Sheets and encodings that the file has not are refused")
    func options() throws {
        let reader = try CohortText.reader()
        let workbook = try TestWorkbook(rows: Self.table(["Ada Obi"])).bytes()
        var form = CohortForm()
        form.sheet = "Passed"
        var finding = try #require(reader.read(workbook, as: form).findings.first)
        #expect(finding.kind == .noSheet && finding.remedy.contains("\"Sheet1\""))
        finding = try #require(
            reader.read(Array("\(CohortText.header)\n".utf8), as: form).findings.first)
        #expect(finding.kind == .wrongFileType && finding.advice.remedies == [.leaveSheetOut])
        let hostile = try TestWorkbook(rows: Self.table(["Ada Obi"])).replacing(
            "xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a \"a\">]><worksheet>&a;</worksheet>"
        ).bytes()
        finding = try #require(reader.read(hostile).findings.first)
        #expect(finding.kind == .unsafeFile && finding.remedy.contains("new workbook"))
        form = CohortForm()
        form.encoding = .windows1252
        finding = try #require(reader.read(workbook, as: form).findings.first)
        #expect(finding.advice.remedies == [.leaveEncodingOut])
    }
}
