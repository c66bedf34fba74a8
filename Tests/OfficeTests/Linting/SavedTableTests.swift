import CertAuthority
import Office
import Spreadsheets
import Testing
@testable import TestSupport

@Suite("Tables as spreadsheet programs save them as text")
struct SavedTableTests {
    /// A file as a program writes it.
    struct Saved: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let names: [String]
        /// The encoding that is offered, where the file is refused without it.
        var offered: TextEncoding?

        init(
            _ program: String, _ names: [String], separator: String, ends: String = "\r\n",
            offered: TextEncoding? = nil, groups: String = "woman", isQuoted: Bool = false,
            tail: String = "", _ encode: (String) throws -> [UInt8]
        ) rethrows {
            testDescription = program
            self.names = names
            self.offered = offered
            let header = CohortText.header.split(separator: ",").map(String.init)
            let rows = names.enumerated().map { number, name in
                [
                    "A-\(number)", name, "learner\(number)@learners.example", "en", "KE",
                    "2026-05-30", "hybrid", groups,
                ]
            }
            let lines = ([header] + rows).map { fields in
                fields.map { isQuoted ? "\"\($0)\"" : $0 }.joined(separator: separator)
            }
            bytes = try encode(lines.map { $0 + ends }.joined() + tail)
        }
    }

    private static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Of ten programs and settings; what is offered is tried after the refusal.
    static let files: Result<[Saved], any Error> = Result {
        let mixed = ["Zoë Müller", "王伟", "Анна Иванова"]
        return [
            Saved(
                "Excel, German: CSV UTF-8", mixed, separator: ";", groups: "\"woman;youth\""
            ) { utf8("\u{FEFF}" + $0) },
            Saved("Excel: Unicode text", mixed, separator: "\t") {
                EncodedText.utf16($0, isBig: false)
            },
            Saved("Numbers by way of UTF-16, big-endian", mixed, separator: "\t", ends: "\n") {
                EncodedText.utf16($0, isBig: true)
            },
            Saved(
                "LibreOffice, French: all fields quoted", mixed, separator: ";", ends: "\n",
                isQuoted: true, utf8),
            Saved("Google Sheets: tab-separated values", mixed, separator: "\t", utf8),
            Saved(
                "WPS, Chinese: CSV UTF-8 with empty rows", mixed, separator: ",",
                tail: ",,,,,,,\r\n,,,,,,,\r\n"
            ) { utf8("\u{FEFF}" + $0) },
            try Saved(
                "Excel, Spanish: CSV", ["José García", "Begoña Núñez"], separator: ";",
                offered: .windows1252
            ) {
                try EncodedText.table(
                    $0, EncodedText.western.merging(["ú": [0xFA]]) { first, _ in first })
            },
            try Saved(
                "Excel, Russian: CSV", ["Анна Иванова", "Ольга Петрова"], separator: ";",
                offered: .windows1251
            ) { try EncodedText.table($0, EncodedText.cyrillic) },
            try Saved(
                "Excel, Arabic: CSV", ["محمد علي", "ليلى الحسيني"], separator: ";",
                offered: .windows1256
            ) { try EncodedText.table($0, EncodedText.arabic) },
            try Saved(
                "WPS, Chinese: CSV", ["王伟", "李娜", "张敏"], separator: ",", offered: .gb18030
            ) { try EncodedText.table($0, EncodedText.chinese) },
            try Saved(
                "Excel, Japanese: CSV", ["田中 智也", "藤田 直子"], separator: ",",
                offered: .shiftJIS
            ) { try EncodedText.table($0, EncodedText.japanese) },
        ]
    }

    @Test(
        "Each is read letter for letter, at once or with the encoding that its refusal offers",
        arguments: 0..<11)
    func saved(index: Int) throws {
        let file = try Self.files.get()[index]
        let reader = try CohortText.reader()
        var reading = reader.read(file.bytes)
        if let offered = file.offered {
            #expect(reading.rows.isEmpty && reading.table == nil)
            let finding = try #require(reading.findings.first)
            #expect(reading.findings.map(\.kind) == [.wrongEncoding])
            #expect(finding.line == 2 && finding.reason.contains("byte "), "\(finding)")
            #expect(finding.advice.remedies.first == .convertFrom(offered.rawValue))
            // The name is shown as it would be read, for a person to judge.
            #expect(finding.remedy.contains("if \"\(file.names[0])\" is right"), "\(finding)")
            reading = reader.read(file.bytes, as: CohortText.form(offered))
        }
        #expect(reading.findings.isEmpty, "\(reading.findings)")
        #expect(reading.rows.map { Array($0.name.utf8) } == file.names.map { Array($0.utf8) })
    }

    @Test("A locale's date is refused with its row, its value and the date to write")
    func dates() throws {
        for (separator, written) in [
            (";", "30.05.2026"), ("\t", "30/05/2026"), (",", "30-05-2026"),
        ] {
            let text = [CohortText.header, CohortText.line(CohortText.fields(1))]
                .joined(separator: "\n").replacing("2026-05-30", with: written)
                .replacing(",", with: separator)
            let findings = try CohortText.reader().read(Array(text.utf8)).findings
            #expect(findings.map(\.kind) == [.dateForm], "\(findings)")
            let finding = try #require(findings.first)
            #expect(finding.row == 1 && finding.column == "completed_on")
            #expect(finding.value == written && finding.remedy.contains("2026-05-30"))
        }
    }

    @Test("Groups without quotes between semicolons are refused with the separator's name")
    func semicolons() throws {
        let text = "\(CohortText.header)\nA-1,Ada Obi,,en,KE,2026-05-30,hybrid,woman;youth\n"
            .replacing(",", with: ";")
        let finding = try #require(
            try CohortText.reader().read(Array(text.utf8)).findings.first)
        #expect(finding.kind == .tooManyFields && finding.remedy.contains("a semicolon in it"))
    }

    @Test("The report has the file's separator, and UTF-8 with a mark where it was converted")
    func report() throws {
        let text = "\(CohortText.header)\nA-1,Zoë  Ek,,en,KE,2026-05-30,hybrid,\n"
            .replacing(",", with: "\t")
        let reading = try CohortText.reader().read(EncodedText.utf16(text, isBig: true))
        let table = try #require(reading.table)
        let report = CohortReport.table(table, findings: reading.findings)
        #expect(report.starts(with: [0xEF, 0xBB, 0xBF]))
        let again = CSVDocument(report, separator: UInt8(ascii: "\t"))
        #expect(again.faults.isEmpty && again.columns.suffix(2) == ["faults", "warnings"])
        #expect(again.records.first?.fields[1] == "Zoë  Ek")
        #expect(again.records.first?.fields.last?.contains("double-space") == true)
    }

    @Test("An encoding that the file contradicts is refused, and nothing is read by it")
    func contradictions() throws {
        let text = "\(CohortText.header)\nA-1,Zoë Ek,,en,KE,2026-05-30,hybrid,\n"
        let western = try EncodedText.table(text, EncodedText.western)
        let cases: [(bytes: [UInt8], encoding: TextEncoding, words: String, line: Int)] = [
            (Array(text.utf8), .windows1252, "UTF-8 already", 1),
            (Array("\u{FEFF}\(text)".utf8), .gb18030, "first bytes", 1),
            (EncodedText.utf16(text, isBig: true), .utf16LittleEndian, "first bytes", 1),
            (western, .shiftJIS, "0xEB", 2), (western, .big5, "byte", 2),
            (western.dropLast() + [0x81, 0x0A], .windows1252, "0x81", 2),
            (western + [0x00], .utf16LittleEndian, "", 1),
        ]
        for (bytes, encoding, words, line) in cases {
            let reading = try CohortText.reader().read(bytes, as: CohortText.form(encoding))
            #expect(reading.rows.isEmpty && !reading.errors.isEmpty)
            guard !words.isEmpty else { continue }
            #expect(reading.findings.map(\.kind) == [.wrongEncoding], "\(reading.findings)")
            let finding = try #require(reading.findings.first)
            #expect(finding.reason.contains(words) && finding.line == line, "\(finding)")
        }
        // Plain ASCII is the same in all of them.
        let plain = Array(text.replacing("ë", with: "e").utf8)
        #expect(
            try CohortText.reader().read(plain, as: CohortText.form(.windows1251)).rows.count == 1)
    }

    @Test("Encodings are known by the names that programs show, and every one can be converted")
    func names() throws {
        for (typed, encoding) in [
            ("GBK", TextEncoding.gb18030), ("Shift-JIS", .shiftJIS), ("cp1252", .windows1252),
            ("Windows 1256", .windows1256), ("UTF-16LE", .utf16LittleEndian),
        ] {
            #expect(TextEncoding(typed: typed) == encoding)
        }
        #expect(TextEncoding(typed: "windows-9999") == nil && TextEncoding(typed: "") == nil)
        // "A" alone is one code unit in each of them.
        for encoding in TextEncoding.allCases {
            let width =
                encoding.rawValue.hasPrefix("utf-16")
                ? 2 : encoding.rawValue.hasPrefix("utf-32") ? 4 : 1
            let text = "\(CohortText.header)\n\(CohortText.line(CohortText.fields(1)))\n"
            let bytes = text.utf8.flatMap { byte in
                let padding = [UInt8](repeating: 0, count: width - 1)
                return encoding.rawValue.hasSuffix("be") ? padding + [byte] : [byte] + padding
            }
            let reading = try CohortText.reader().read(bytes, as: CohortText.form(encoding))
            #expect(reading.rows.count == 1, "\(encoding): \(reading.findings)")
        }
    }
}
