import Testing

@testable import Spreadsheets
@testable import TestSupport

@Suite("Cells of workbooks as text")
struct CellTests {
    /// The text of one cell, and what is reported of it.
    private func read(
        _ cell: String, formats: [String] = [], strings: String? = nil, properties: String = ""
    ) throws -> (text: String, faults: [WorkbookError]) {
        let data = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>x</v></c>\(cell)</row>"
        let bytes = try TestWorkbook(
            [("S", data)], strings: strings, formats: formats, properties: properties
        ).bytes()
        let sheet = try Workbook(bytes).sheet()
        let cells = try #require(sheet.rows.first).cells
        return (cells.count > 1 ? cells[1] : "", sheet.faults)
    }

    @Test(
        "Numbers are the text that a person typed, without exponent and without idle decimals",
        arguments: [
            ("42", "42"), ("42.0", "42"), ("-7", "-7"), ("1E5", "100000"), ("1.5", "1.5"),
            ("0.1", "0.1"), ("0.30000000000000004", "0.3"), ("254712345678", "254712345678"),
            ("1.23456789012345E14", "123456789012345"), ("1e-3", "0.001"),
            ("999999999999999", "999999999999999"),
        ])
    func numbers(raw: String, text: String) throws {
        let read = try read("<c r=\"B1\"><v>\(raw)</v></c>")
        #expect(read.text == text && read.faults.isEmpty)
    }

    @Test(
        "A number of which a spreadsheet has lost digits is refused by its cell",
        arguments: ["1234567890123456", "1.2345678901234567E+19", "nan", "inf", "x"])
    func lostDigits(raw: String) throws {
        let fault = try #require(try read("<c r=\"B1\"><v>\(raw)</v></c>").faults.first)
        #expect(fault.cell == "B1" && fault.value == raw && fault.sheet == "S")
        #expect(fault.remedy.contains("format Text"))
    }

    @Test(
        "A format with zeros keeps them",
        arguments: [("00000", "42", "00042"), ("000", "1234", "1234"), ("0", "7", "7")])
    func padded(format: String, raw: String, text: String) throws {
        #expect(try read("<c r=\"B1\" s=\"1\"><v>\(raw)</v></c>", formats: [format]).text == text)
    }

    @Test(
        "Days are known by their format, in every language's",
        arguments: [
            "14", "22", "31", "57", "dd/mm/yyyy", "m/d/yy", "[$-804]yyyy\"年\"m\"月\"d\"日\"",
            "[$-107041E]d\\ mmm\\ yyyy", "[$-40C]d\\ mmmm\\ yyyy",
            "TT.MM.JJJJ;@".lowercased()
                .replacing("t", with: "d").replacing("j", with: "y"), "yyyy-mm-dd;@",
            "[Red]dd.mm.yyyy", "mmm-yy", "e\"年\"m\"月\"d\"日\"",
        ])
    func days(format: String) throws {
        let cell = "<c r=\"B1\" s=\"1\"><v>46172</v></c>"
        #expect(try read(cell, formats: [format]).text == "2026-05-30")
    }

    @Test(
        "What is no day stays a number",
        arguments: [
            "0", "1", "#,##0.00", "0\" days\"", "0.00E+00", "@", "\"year \"0", "[>9]0;0", "0\\d",
            "#,##0 \"€\";[Red]-#,##0 \"€\"",
        ])
    func notDays(format: String) throws {
        let cell = "<c r=\"B1\" s=\"1\"><v>46172</v></c>"
        #expect(try read(cell, formats: [format]).text == "46172")
    }

    @Test("Both calendars give the day that is shown, their ends too")
    func calendars() throws {
        let cell = { (raw: String) in "<c r=\"B1\" s=\"1\"><v>\(raw)</v></c>" }
        for (raw, since1904, day) in [
            ("61", false, "1900-03-01"), ("44710", true, "2026-05-30"), ("0", true, "1904-01-01"),
            ("36585", false, "2000-02-29"), ("2958465", false, "9999-12-31"),
            ("46172.5", false, "2026-05-30 12:00:00"), ("46172.99999999", false, "2026-05-31"),
        ] {
            let read = try read(
                cell(raw), formats: ["14"], properties: since1904 ? "date1904=\"1\"" : "")
            #expect(read.text == day, "\(raw)")
        }
        for raw in ["60", "-1", "2958466", "1E300"] {
            let fault = try #require(try read(cell(raw), formats: ["14"]).faults.first)
            #expect(fault.cell == "B1", "\(raw)")
        }
        let time = try #require(try read(cell("0.5"), formats: ["h:mm"]).faults.first)
        #expect(time.reason == "shown as a time")
    }

    @Test("Texts come whole: runs, references, blanks, line breaks, escapes")
    func texts() throws {
        let strings =
            "<si><r><rPr><b/></rPr><t>Zoë </t></r><r><t xml:space=\"preserve\">Müller </t></r></si>"
            + "<si><t>王伟</t><rPh sb=\"0\" eb=\"2\"><t>ワンウェイ</t></rPh></si>"
            + "<si><t>&#x41;&amp;&#66; &lt;i&gt;_x000D__x0041_ _xyz_</t></si>"
            + "<si><t><![CDATA[a<b]]></t></si><si/>"
        for (index, text) in ["Zoë Müller ", "王伟", "A&B <i>\rA _xyz_", "a<b", ""].enumerated() {
            let cell = "<c r=\"B1\" t=\"s\"><v>\(index)</v></c>"
            #expect(try read(cell, strings: strings).text == text)
        }
        let inline = "<c r=\"B1\" t=\"inlineStr\"><is><t> a\nb </t></is></c>"
        #expect(try read(inline).text == " a\nb ")
    }

    @Test("Formulas count by what was computed; what failed or was not computed is told by cell")
    func formulas() throws {
        let cells = [
            "<c r=\"B1\" t=\"str\"><f>A1</f><v>Ada</v></c>": "Ada",
            "<c r=\"B1\"><f>1+1</f><v>2</v></c>": "2",
            "<c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c>": "",
            "<c r=\"B1\" t=\"b\"><v>1</v></c>": "TRUE",
            "<c r=\"B1\" t=\"d\"><v>2026-05-30T00:00:00</v></c>": "2026-05-30",
        ]
        for (cell, text) in cells {
            let read = try read(cell)
            #expect(read.text == text && read.faults.isEmpty, "\(cell)")
        }
        let failed = try #require(
            try read("<c r=\"B1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>").faults.first)
        #expect(failed.kind == .failedFormula && failed.value == "#DIV/0!")
        let missing = try #require(try read("<c r=\"B1\"><f>A1</f></c>").faults.first)
        #expect(missing.cell == "B1" && missing.reason.contains("computed"))
    }

    @Test("Cells without a reference follow each other; empty rows and cells keep their places")
    func places() throws {
        let data =
            "<row><c t=\"str\"><v>a</v></c><c/><c t=\"str\"><v>c</v></c></row>"
            + "<row r=\"5\" hidden=\"1\"><c r=\"AA5\" t=\"str\"><v>z</v></c></row><row r=\"9\"/>"
        let sheet = try Workbook(try TestWorkbook([("S", data)]).bytes()).sheet()
        #expect(sheet.rows.map(\.number) == [1, 5])
        #expect(sheet.rows[0].cells == ["a", "", "c"] && !sheet.rows[0].isHidden)
        #expect(sheet.rows[1].cells.count == 27 && sheet.rows[1].isHidden)
        #expect(SheetTable.letters(26) == "AA" && SheetTable.letters(16_383) == "XFD")
    }
}
