import LinkedData
import Testing
import Verification

@Suite("Lines of a bulk request")
struct BulkReaderTests {
    private static let small = BulkLimits(lines: 4, lineBytes: 40, bytes: 4_000)

    /// The lines of a request that comes in pieces of that size.
    private func lines(
        _ text: String, _ format: BulkReader.Format, by size: Int = 7,
        _ limits: BulkLimits = .standard
    ) -> [BulkLine] {
        var reader = BulkReader(format: format, limits: limits)
        let bytes = Array(text.utf8)
        var lines: [BulkLine] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            lines += reader.read(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        return lines + reader.finish()
    }

    /// Each line as `line number: content` or `line number! code`.
    private func outline(_ lines: [BulkLine]) -> [String] {
        lines.map { line in
            switch line.content {
            case .success(let bytes): "\(line.line): \(String(decoding: bytes, as: UTF8.self))"
            case .failure(let error): "\(line.line)! \(error.code.rawValue)"
            }
        }
    }

    @Test(
        "Lines are the same whatever the pieces in which they come", arguments: [1, 2, 3, 7, 999])
    func pieces(size: Int) {
        let text = "\u{FEFF}A\r\n\n  \nB,\"x\nC"
        #expect(outline(lines(text, .ndjson, by: size)) == ["1: A\r", "4: B,\"x", "5: C"])
        let csv = "\u{FEFF}ref,number,credential\n1,A,\n\n2,,\"{\"\"a\"\":\n1}\"\r\n3,B,x"
        #expect(
            outline(lines(csv, .csv, by: size)) == ["2: A", "4: {\"a\":\n1}", "6: B"])
        let all = lines(csv, .csv, by: size)
        #expect(all.map(\.index) == [0, 1, 2])
    }

    @Test("A broken line is told as such, and those after it are read")
    func brokenLines() {
        let csv = "number\nA\nB,C\n\"D\" x\nE\n\"F\nG\nH\n"
        #expect(
            outline(lines(csv, .csv)) == [
                "2: A", "3! malformed-line", "4! malformed-line", "5: E", "6! malformed-line",
                "7: G", "8: H",
            ])
        let long = "A\n" + String(repeating: "x", count: 41) + "\nB\n"
        #expect(outline(lines(long, .ndjson, Self.small)) == ["1: A", "2! too-large", "3: B"])
        let last = "A\n" + String(repeating: "x", count: 4_00)
        #expect(outline(lines(last, .ndjson, Self.small)) == ["1: A", "2! too-large"])
        let quoted = "number\n\"" + String(repeating: "x", count: 50) + "\"\nB\n"
        #expect(outline(lines(quoted, .csv, Self.small)) == ["2! too-large", "3: B"])
        let open = "number\n\"A\n" + String(repeating: "x\n", count: 3) + "B"
        #expect(
            outline(lines(open, .csv, BulkLimits(lineBytes: 8))) == [
                "2! malformed-line", "3: x", "4: x", "5: x", "6: B",
            ])
    }

    @Test("What goes beyond the bounds ends the request, in one line that says so")
    func bounds() {
        let text = (1...9).map { "\($0)\n" }.joined()
        #expect(
            outline(lines(text, .ndjson, Self.small)) == [
                "1: 1", "2: 2", "3: 3", "4: 4", "5! too-many-lines",
            ])
        var reader = BulkReader(format: .ndjson, limits: BulkLimits(bytes: 10))
        #expect(outline(reader.read(Array("1\n".utf8))) == ["1: 1"])
        #expect(outline(reader.read(Array("123456789".utf8))) == ["2! too-large"])
        #expect(reader.isEnded)
        #expect(reader.read([0x31, 0x0A]).isEmpty && reader.finish().isEmpty)
    }

    @Test("A request that breaks off loses the line that had begun, and says so")
    func breakingOff() {
        let fault = SubmissionError(.brokenOff, "nothing more came")
        for (text, format) in [("A\nB\nC", BulkReader.Format.ndjson), ("number\nA\n\"B\nC", .csv)] {
            var reader = BulkReader(format: format)
            let whole = outline(reader.read(Array(text.utf8)))
            let last = reader.breakOff(fault)
            #expect(last.map(\.index) == [whole.count])
            #expect(
                whole + outline(last)
                    == (format == .ndjson
                        ? ["1: A", "2: B", "3! broken-off"] : ["2: A", "3! broken-off"]))
            #expect(reader.isEnded && reader.breakOff(fault).isEmpty && reader.finish().isEmpty)
        }
    }

    @Test(
        "CSV without a column that is known is refused as a whole",
        arguments: [
            "", "\n\n", "name\nA\n", "name;state\nA;B\n", "number,number\nA,B\n", "\"number\nA\n",
        ])
    func header(text: String) {
        let found = lines(text, .csv)
        #expect(found.count == 1)
        #expect(outline(found).allSatisfy { $0.hasSuffix("! malformed-line") }, "\(outline(found))")
        if text.first != "\n", !text.isEmpty { #expect(found.first?.line == 1) }
    }

    @Test("Separators, encodings and empty rows of spreadsheets", arguments: [1, 2, 3, 999])
    func spreadsheets(size: Int) {
        let text = "sep=;\r\n Ref ;NUMBER;\r\n1;A;\r\n;;\r\n2;B;\r\n\u{1A}"
        #expect(outline(lines(text, .csv, by: size)) == ["3: A", "5: B"])
        for isLittle in [true, false] {
            var reader = BulkReader(format: .csv)
            let bytes = "ref\tNumber\n\u{1F41D}\tA\n".utf16.flatMap { unit -> [UInt8] in
                let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
                return isLittle ? pair : pair.reversed()
            }
            var found: [BulkLine] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                found += reader.read(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(outline(found + reader.finish()) == ["2: A"])
        }
    }

    @Test("How a file is written is seen by its first line")
    func formats() {
        for (text, format) in [
            ("number\nA", BulkReader.Format.csv), ("\u{FEFF}ref,\"url\"\r\nA", .csv),
            ("7K3M-9QXD-2T8F-W4HN-C\n", .ndjson), ("{\"number\":1}\n", .ndjson), ("", .ndjson),
            ("\"number,1\n", .ndjson), ("Name;Number\n", .csv),
            ("name\t certificate number\n", .csv),
            ("sep=;\nx\n", .csv), ("\n\nURL\n", .csv),
        ] {
            #expect(BulkReader.Format(beginning: Array(text.utf8)) == format, "\(text)")
        }
    }

    @Test("Nothing in is nothing out")
    func empty() {
        #expect(lines("", .ndjson).isEmpty)
        #expect(lines("number\n", .csv).isEmpty)
    }
}
