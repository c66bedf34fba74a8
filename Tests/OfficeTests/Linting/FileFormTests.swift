import Office
import Testing
@testable import TestSupport

@Suite("Cohorts that are no table of text")
struct FileFormTests {
    private static let latin =
        "A-1,Jos\u{E9} Garc\u{ED}a,,es,MX,2026-05-30,hybrid,\nA-2,Zo\u{EB} M\u{FC}ller,,de,DE,2026-05-30,hybrid,\n"

    /// Text in an encoding of one byte a character, given as the bytes from 0x80 on.
    private static func encoded(_ names: [[UInt8]]) -> [UInt8] {
        var bytes = Array("\(CohortText.header)\n".utf8)
        for (index, name) in names.enumerated() {
            bytes += Array("A-\(index),".utf8) + name + Array(",,en,KE,2026-05-30,hybrid,\n".utf8)
        }
        return bytes
    }

    private static func wide(_ text: String, width: Int, isBig: Bool) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar in
            let bytes = (0..<width).map { UInt8(truncatingIfNeeded: scalar.value >> (8 * $0)) }
            return isBig ? bytes.reversed() : bytes
        }
    }

    private static let text = "\(CohortText.header)\n\(latin)"

    private static let files: [(words: String, kind: CohortFindingKind, bytes: [UInt8])] = [
        ("little-endian", .wrongEncoding, wide(text, width: 2, isBig: false)),
        ("big-endian", .wrongEncoding, wide(text, width: 2, isBig: true)),
        ("UTF-32", .wrongEncoding, wide(text, width: 4, isBig: true)),
        ("Windows-1252", .wrongEncoding, text.unicodeScalars.map { UInt8($0.value) }),
        (
            // Анна Иванова, Ольга Петрова
            "Windows-1251", .wrongEncoding,
            encoded([
                [0xC0, 0xED, 0xED, 0xE0, 0x20, 0xC8, 0xE2, 0xE0, 0xED, 0xEE, 0xE2, 0xE0],
                [0xCE, 0xEB, 0xFC, 0xE3, 0xE0, 0x20, 0xCF, 0xE5, 0xF2, 0xF0, 0xEE, 0xE2, 0xE0],
            ])
        ),
        (
            // محمد علي, ليلى الحسيني
            "Windows-1256", .wrongEncoding,
            encoded([
                [0xE3, 0xCD, 0xE3, 0xCF, 0x20, 0xDA, 0xE1, 0xED],
                [0xE1, 0xED, 0xE1, 0xEC, 0x20, 0xC7, 0xE1, 0xCD, 0xD3, 0xED, 0xE4, 0xED],
            ])
        ),
        (
            // 王伟, 李娜, 张敏
            "GB18030", .wrongEncoding,
            encoded([
                [0xCD, 0xF5, 0xCE, 0xB0], [0xC0, 0xEE, 0xC4, 0xC8], [0xD5, 0xC5, 0xC3, 0xF4],
            ])
        ),
        (
            // 田中 智也, 藤田 直子
            "Shift-JIS", .wrongEncoding,
            encoded([
                [0x93, 0x63, 0x92, 0x86, 0x20, 0x92, 0x71, 0x96, 0xE7],
                [0x93, 0xA1, 0x93, 0x63, 0x20, 0x92, 0xBC, 0x8E, 0x71],
            ])
        ),
        ("cut short", .damagedFile, Array("PK\u{3}\u{4}other".utf8)),
        (
            "(.xls)", .wrongFileType,
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        ),
        ("PDF", .wrongFileType, Array("%PDF-1.7\n".utf8)),
        ("HTML", .wrongFileType, Array("\n<!DOCTYPE html><table>".utf8)),
        ("zeros", .wrongFileType, [UInt8](repeating: 0, count: 100)),
        ("is empty", .emptyFile, []),
        ("is empty", .emptyFile, [0xEF, 0xBB, 0xBF, 0x0D, 0x0A]),
    ]

    @Test("A file of another kind is told in one plain sentence", arguments: files.indices)
    func form(index: Int) throws {
        let (words, kind, bytes) = Self.files[index]
        let reading = try CohortText.reader().read(bytes)
        #expect(reading.findings.map(\.kind) == [kind], "\(reading.findings)")
        #expect(reading.findings.first?.reason.contains(words) == true, "\(reading.findings)")
        #expect(reading.table == nil)
        #expect(reading.rows.isEmpty)
    }

    @Test("A damaged byte here and there is told in its field, and the rest is read")
    func damaged() throws {
        var bytes = Self.encoded([Array("José Ångström".utf8), Array("Zoë Müller".utf8)])
        bytes += Array("A-9,Bo ".utf8) + [0xE9] + Array(" Ek,,en,KE,03/04/2026,hybrid,\n".utf8)
        let reading = try CohortText.reader().read(bytes)
        #expect(
            Set(reading.findings.map(\.kind)) == [.invalidUTF8, .ambiguousDate],
            "\(reading.findings)")
        #expect(reading.findings.allSatisfy { $0.line == 4 && $0.row == 3 })
        #expect(reading.findings.first { $0.kind == .invalidUTF8 }?.column == "name")
        #expect(reading.table != nil)
    }

    private static let row = CohortText.line(CohortText.fields(1))

    @Test(
        "A header is told once by column, and a file without one in a sentence",
        arguments: [
            ([.wrongSeparator], CohortText.header.replacing(",", with: "|"), nil),
            ([.separatorLine], "sep=,\n" + CohortText.header, nil),
            ([.noHeader], row, nil),
            (
                [.misspelledColumn, .misspelledColumn],
                CohortText.header.replacing("completed_on", with: "Completed On")
                    .replacing("country", with: "contry"), "completed_on"
            ),
            ([.misspelledColumn], "\u{200B}" + CohortText.header, "learner_ref"),
            ([.missingColumn], CohortText.header.replacing(",country", with: ""), "country"),
            ([.unknownColumn], CohortText.header + ",remark", "remark"),
            ([.repeatedColumn], CohortText.header + ",name", "name"),
            ([.unnamedColumn], CohortText.header.replacing(",email", with: ",,email"), nil),
            ([.noRows], CohortText.header, nil),
        ] as [([CohortFindingKind], String, String?)])
    func header(kinds: [CohortFindingKind], header: String, column: String?) throws {
        let isAlone = kinds == [.noRows]
        let commas = header.split(separator: "\n").last?.utf8.count { $0 == 0x2C } ?? 0
        let row = Self.row + String(repeating: ",", count: max(0, commas - 7))
        let findings = try CohortText.reader().read(
            Array((header + "\n" + (isAlone ? "" : row + "\n")).utf8)
        ).findings.filter { $0.row == nil }
        #expect(findings.map(\.kind) == kinds, "\(findings)")
        #expect(findings.allSatisfy { $0.line == 1 })
        if let column { #expect(findings.contains { $0.column == column }, "\(findings)") }
    }

    @Test("Two names in the header that are swapped are told once, not in every row")
    func swappedColumns() throws {
        for (left, right) in [("name", "email"), ("locale", "country"), ("learner_ref", "name")] {
            let header = CohortText.header.replacing(left, with: "*").replacing(right, with: left)
                .replacing("*", with: right)
            let lines = [header] + (1...20).map { CohortText.line(CohortText.fields($0)) }
            let findings = try CohortText.reader().read(Array(lines.joined(separator: "\n").utf8))
                .findings
            #expect(findings.map(\.kind) == [.swappedColumns], "\(findings)")
            #expect(findings.first?.column == left)
            #expect(findings.first?.reason.contains("20 of 20") == true)
        }
    }
}
