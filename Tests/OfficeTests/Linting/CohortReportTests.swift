import CertAuthority
import Office
import Testing
@testable import TestSupport

@Suite("The report of a cohort")
struct CohortReportTests {
    private func report(_ text: String) throws -> String {
        let bytes = Array(text.utf8)
        let findings = try CohortText.reader().read(bytes).findings
        return String(
            decoding: CohortReport.table(CohortTable(bytes), findings: findings), as: UTF8.self)
    }

    @Test("The file comes back byte for byte, with what was found beside each row")
    func layout() throws {
        let text =
            "\u{FEFF}\(CohortText.header)\r\n\r\nA-1,\"Obi, Ada\",,en,KE,03/04/2025,hybrid,\r\n"
            + "A-2,\"Bo\r\nEk\",,en,KE,2026-05-30,hybrid,\nA-3,Cy  Oh,,en,KE,2026-05-30,hybrid,"
        let expected =
            "\u{FEFF}\(CohortText.header),faults,warnings\r\n"
            + "A-1,\"Obi, Ada\",,en,KE,03/04/2025,hybrid,,"
            + "\"ambiguous-date: completed_on: may be read in more than one way (found "
            + "\"\"03/04/2025\"\"); write 2025-04-03 or 2025-03-04, whichever is meant\",\r\n"
            + "A-2,\"Bo\r\nEk\",,en,KE,2026-05-30,hybrid,,\"line-break: name: a line break in it "
            + "(U+000D) (found \"\"Bo\\u{D}\\u{A}Ek\"\"); write it in one line\",\n"
            + "A-3,Cy  Oh,,en,KE,2026-05-30,hybrid,,,\"double-space: name: two blanks in a row "
            + "(found \"\"Cy  Oh\"\"); leave one\"\n"
        let report = try report(text)
        #expect(report.utf8.elementsEqual(expected.utf8), "\(report)")
    }

    @Test("Rows of any width line up, and broken quotes are put between quotes whole")
    func damaged() throws {
        let text =
            "\(CohortText.header)\nA-1,Ada\nA-2,\"Bo\" Ek,,en,KE,2026-05-30,hybrid,,9,10\n"
            + "A-3,C\"y,,,,,,\nA-4,\"open,x\n"
        let again = CSVDocument(text: try report(text))
        #expect(again.faults.allSatisfy { $0.code == .emptyColumnName }, "\(again.faults)")
        #expect(again.columns.count == 12)
        #expect(again.columns.suffix(2) == ["faults", "warnings"])
        #expect(
            again.records.map { Array($0.fields.prefix(10)) } == [
                ["A-1", "Ada", "", "", "", "", "", "", "", ""],
                ["A-2", "\"Bo\" Ek", "", "en", "KE", "2026-05-30", "hybrid", "", "9", "10"],
                ["A-3", "C\"y", "", "", "", "", "", "", "", ""],
                ["A-4", "\"open,x\n", "", "", "", "", "", "", "", ""],
            ])
        #expect(again.records.allSatisfy { !$0.fields[10].isEmpty })
    }

    @Test("No added field begins like a formula, whatever stands in the file")
    func formulas() throws {
        for start in ["=", "+", "-", "@", "\t", "\r", "＝"] {
            let finding = CohortFinding(
                .unknownColumn, line: 1, row: 1, column: start + "x", value: start + "1",
                reason: start, remedy: start)
            let report = CohortReport.table(
                CohortTable(Array("a\n=1+1\n".utf8)), findings: [finding])
            let record = try #require(CSVDocument(report).records.first)
            #expect(record.fields[0] == "=1+1")
            #expect(record.fields[1].hasPrefix("unknown-column"))
        }
    }

    @Test("A finding of the whole file stands beside the first row")
    func wholeFile() throws {
        let text = CohortText.header + ",remark\nA-1,Ada Obi,,en,KE,2026-05-30,hybrid,,x\n"
        let record = try #require(CSVDocument(text: try report(text)).records.first)
        #expect(record.fields[9].hasPrefix("unknown-column: remark: "))
    }

    @Test(
        "Reading a report gives the same fields again, whatever stands in them", arguments: 0..<300)
    func roundTrip(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let symbols: [String] = [
            "a", "b", ",", "\"", "\n", "\r\n", "\r", ";", "=", " ", "é", "\u{301}", "陈", "\u{200D}",
            "\u{0}", "'", "1",
        ]
        var fields: [[String]] = []
        var text = Bool.random(using: &generator) ? "\u{FEFF}" : ""
        text += CohortText.header
        for _ in 0..<Int.random(in: 1...5, using: &generator) {
            let row = CohortText.header.split(separator: ",").map { _ in
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                    symbols.randomElement(using: &generator) ?? ""
                }.joined()
            }
            fields.append(row)
            text += ["\n", "\r\n", "\r", "\n\n"].randomElement(using: &generator) ?? "\n"
            text += row.map { field in
                let isBare = !field.utf8.contains { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }
                return isBare && Bool.random(using: &generator)
                    ? field : CohortText.quoted(field)
            }.joined(separator: ",")
        }
        let again = CSVDocument(text: try report(text))
        #expect(again.faults.allSatisfy { $0.code == .nulByte }, "\(again.faults)")
        #expect(again.columns.joined(separator: ",").hasPrefix(CohortText.header))
        #expect(again.records.count == fields.count)
        for (record, row) in zip(again.records, fields) {
            #expect(
                zip(record.fields, row).allSatisfy { $0.utf8.elementsEqual($1.utf8) },
                "\(text.debugDescription)")
        }
    }

    @Test(
        "Bytes that make no table at all never fail, and every field comes back", arguments: 0..<300
    )
    func anyBytes(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed) + 1_000)
        let symbols: [UInt8] = [0x22, 0x22, 0x2C, 0x2C, 0x0A, 0x0D, 0x61, 0x62, 0xC3, 0xFF, 0x00]
        let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
            symbols.randomElement(using: &generator) ?? 0x61
        }
        let report = CohortReport.table(CohortTable(bytes), findings: [])
        let again = CSVDocument(report)
        // What the report adds is always sound, so only bytes of the file can be at fault.
        let form: Set<CSVError.Code> = [
            .strayQuote, .textAfterQuote, .unterminatedQuote, .tooFewFields, .tooManyFields,
        ]
        #expect(again.faults.allSatisfy { !form.contains($0.code) }, "\(bytes): \(again.faults)")
        #expect(report.count { $0 == 0x61 } >= bytes.count { $0 == 0x61 })
    }
}
