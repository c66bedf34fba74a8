import Credentials
import Foundation
import Testing
@testable import Documents
@testable import TestSupport

@Suite("PDFs of strangers")
struct PDFReaderTests {
    private static func code(
        _ bytes: [UInt8], limits: PDFLimits = .uploads
    ) -> PDFError.Code? {
        do throws(PDFError) {
            _ = try PDFCredential.extract(from: bytes, limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    /// A catalogue with these embedded files, whose streams follow from object 2.
    private static func attaching(_ files: [(name: String, type: String?)]) -> [UInt8] {
        let names = files.enumerated().map { index, file in
            "(\(file.name)) <</F (\(file.name)) /EF <</F \(index + 2) 0 R>>>>"
        }
        return PDFSamples.file(
            ["<</Names <</EmbeddedFiles <</Names [\(names.joined(separator: " "))]>>>>>>"]
                + files.enumerated().map { index, file in
                    "<</Length 2 \(file.type.map { "/Subtype /\($0)" } ?? "")>>\n"
                        + "stream\n{\(index)\nendstream"
                })
    }

    @Test("Later revisions count: an attachment that was replaced is the new one")
    func revisions() throws {
        let pdf = Self.attaching([("a.json", nil)])
        var writer = PDFWriter(updating: pdf)
        writer.add(
            PDFReference(number: 2), .stream(PDFStream(dictionary: [:], data: [0x5B, 0x5D])))
        let start = try PDFCrossReferences(pdf, .uploads).start
        writer.finish(
            ["Root": PDFSamples.reference(1), "Prev": .integer(start)], size: 3)
        #expect(try PDFCredential.extract(from: writer.bytes).bytes == [0x5B, 0x5D])
    }

    @Test(
        "Object streams, cross-reference streams and predictors are read",
        .enabled(if: PDFTool.isPresent("qpdf"), "needs qpdf"))
    func objectStreams() throws {
        let packed = try PDFTool.run(
            "qpdf", ["--object-streams=generate", "--compress-streams=y", "in.pdf", "out"],
            on: try PDFSamples.assembled())
        let pdf = try #require(packed.output)
        #expect(try !PDFCrossReferences(pdf, .uploads).isTable)
        #expect(try PDFCredential.extract(from: pdf) == PDFSamples.credential)
    }

    @Test(
        "An encrypted PDF is refused by that name",
        .enabled(if: PDFTool.isPresent("qpdf"), "needs qpdf"))
    func encrypted() throws {
        let locked = try PDFTool.run(
            "qpdf", ["--encrypt", "", "owner", "256", "--", "in.pdf", "out"],
            on: try PDFSamples.assembled())
        #expect(Self.code(try #require(locked.output)) == .encrypted)
    }

    @Test("Of several files the one of a credential's type counts; of several such, none")
    func choice() throws {
        let mixed = Self.attaching([
            ("notes.txt", "text#2Fplain"), ("a.json", "application#2Fjson"),
            ("b.bin", "application#2Fvc+jwt"),
        ])
        #expect(
            try PDFCredential.extract(from: mixed) == .init(bytes: Array("{2".utf8), form: .jwt))
        let named = Self.attaching([("notes.txt", nil), ("A.JSON", nil)])
        #expect(try PDFCredential.extract(from: named).form == .json)
        let type = "application#2Fvc+ld+json"
        #expect(Self.code(Self.attaching([("a", type), ("b", type)])) == .severalCredentials)
        #expect(
            Self.code(Self.attaching([("a.json", nil), ("b.json", nil)])) == .severalCredentials)
        #expect(Self.code(Self.attaching([("notes.txt", nil)])) == .noCredential)
        #expect(Self.code(PDFSamples.plain()) == .noCredential)
    }

    @Test("Circles are refused")
    func circles() {
        let nodes = PDFSamples.file([
            "<</Names <</EmbeddedFiles 2 0 R>>>>", "<</Kids [3 0 R]>>", "<</Kids [2 0 R]>>",
        ])
        #expect(Self.code(nodes) == .damaged)
        let length = PDFSamples.file([
            "<</Names <</EmbeddedFiles <</Names [(a.json) <</F (a.json) /EF <</F 2 0 R>>>>]>>>>>>",
            "<</Length 2 0 R>>\nstream\n{}\nendstream",
        ])
        #expect(Self.code(length) == .damaged)
        let text = String(decoding: PDFSamples.file(["<<>>"]), as: UTF8.self)
        let start =
            text.firstRange(of: "xref")?.lowerBound
            .utf16Offset(in: text) ?? 0
        #expect(Self.code(PDFSamples.file(["<<>>"], trailer: "/Prev \(start)")) == .damaged)
    }

    @Test("A table that leads beyond the end is damage")
    func beyondTheEnd() {
        let file = Self.attaching([("a.json", "application#2Fvc+ld+json")])
        let parts = String(decoding: file, as: UTF8.self).components(separatedBy: " 00000 n \n")
        #expect(parts.count == 3)
        #expect(Self.code(file) == nil)
        for offset in ["9000000001", "0000009999"] {
            let damaged = [parts[0], offset, parts[2]].joined(separator: " 00000 n \n")
            #expect(Self.code(Array(damaged.utf8)) == .damaged)
        }
    }

    @Test("Bytes, depth, entries and expansion are bounded")
    func bounds() throws {
        let pdf = Self.attaching([("a.json", nil)])
        var limits = PDFLimits.uploads
        limits.bytes = pdf.count - 1
        #expect(Self.code(pdf, limits: limits) == .tooLarge)
        limits = .uploads
        limits.objects = 2
        #expect(Self.code(pdf, limits: limits) == .tooLarge)
        limits = .uploads
        limits.expanded = 1
        #expect(Self.code(pdf, limits: limits) == .tooLarge)
        let deep = String(repeating: "[", count: 100_000)
        #expect(Self.code(PDFSamples.file([deep])) == .tooLarge)
        #expect(Self.code(PDFSamples.file(["<</Names " + deep])) == .tooLarge)
        let bomb = try Zlib.compress([UInt8](repeating: 0x20, count: 33 << 20), as: .zlib)
        var writer = PDFWriter(version: "1.7")
        writer.add(
            PDFReference(number: 1),
            .dictionary([
                "AF": .array([
                    .dictionary([
                        "F": .string(Array("a.json".utf8)),
                        "EF": .dictionary(["F": PDFSamples.reference(2)]),
                    ])
                ])
            ]))
        writer.add(
            PDFReference(number: 2),
            .stream(PDFStream(dictionary: ["Filter": .name("FlateDecode")], data: bomb[...])))
        writer.finish(["Root": PDFSamples.reference(1)], size: 3)
        #expect(Self.code(writer.bytes) == .tooLarge)
    }

    @Test("Another format and other filters are named")
    func named() {
        #expect(Self.code([]) == .notPDF)
        #expect(Self.code(Array("{}".utf8)) == .notPDF)
        let packed = PDFSamples.file([
            "<</AF [<</F (a.json) /EF <</F 2 0 R>>>>]>>",
            "<</Length 2 /Filter /LZWDecode>>\nstream\n{}\nendstream",
        ])
        #expect(Self.code(packed) == .unsupported)
    }

    @Test("Cut short anywhere it is refused; with any byte changed it ends in an answer")
    func damage() throws {
        let pdf = try PDFSamples.assembled()
        // Without its last line end it is whole still.
        for length in stride(from: 0, to: pdf.count - 10, by: 61) {
            let answer = Self.code(Array(pdf[..<length]))
            #expect(answer == .damaged || answer == .notPDF)
        }
        var refused = 0
        for place in stride(from: 0, to: pdf.count, by: 7) {
            var changed = pdf
            changed[place] ^= 0x15
            if Self.code(changed) != nil { refused += 1 }
        }
        #expect(refused > 0)
    }

    @Test("Strings, names and numbers are read in each way they can be written")
    func objects() throws {
        let cases: [(String, PDFObject)] = [
            ("(a(b)\\)\\n\\101\\\n\r\nc)", .string(Array("a(b))\nA\nc".utf8))),
            ("<48 65 6>", .string(Array("He`".utf8))), ("/A#20B#2F", .name("A B/")),
            ("-17", .integer(-17)), ("+.5", .real("+.5")), ("12 0 R", PDFSamples.reference(12)),
            ("[1 2 3 0 R%x\n]", .array([.integer(1), .integer(2), PDFSamples.reference(3)])),
            (
                "<</A null/B[true false]>>",
                .dictionary(["A": .null, "B": .array([.boolean(true), .boolean(false)])])
            ),
        ]
        for (text, object) in cases {
            var parser = PDFParser(Array(text.utf8)[...], at: 0, budget: 20, depth: 4)
            #expect(try parser.object() == object, "\(text)")
        }
        for text in ["(a", "<4", "<4g>", "[1", "<</A>>", "<<1 2>>", "1.2.3", "+", "/A#2", "nul"] {
            var parser = PDFParser(Array(text.utf8)[...], at: 0, budget: 20, depth: 4)
            #expect(throws: PDFError(.damaged, ""), "\(text)") { try parser.object() }
        }
    }
}
