import CertAuthority
import Testing

@Suite("CSV")
struct CSVDocumentTests {
    @Test("Quoted commas, quotes and newlines, CRLF, LF and CR are read, and lines are counted")
    func dialect() {
        let text =
            "\u{FEFF}a,b\r\n\"1,\"\"x\"\"\",\"two\r\nlines\"\r\n\r\n3,4\n5,6\r7,"
        let document = CSVDocument(text: text)
        #expect(document.faults.isEmpty)
        #expect(document.columns == ["a", "b"])
        #expect(
            document.records.map(\.fields) == [
                ["1,\"x\"", "two\r\nlines"], ["3", "4"], ["5", "6"], ["7", ""],
            ])
        #expect(document.records.map(\.line) == [2, 5, 6, 7])
        #expect(document.records.map(\.number) == [1, 2, 3, 4])
    }

    @Test(
        "A mark that combines with the comma before it does not swallow the comma",
        arguments: ["\u{0301}", "\u{200D}", "\u{FE0F}", "\u{1F3FD}"])
    func combiningMarks(mark: String) throws {
        let document = CSVDocument(text: "a,b\nx,\(mark)y\n")
        let record = try #require(document.records.first)
        #expect(record.fields.count == 2)
        #expect(Array(record.fields[1].utf8) == Array("\(mark)y".utf8))
    }

    @Test("Each fault is named with its line, record, column and byte, and reading goes on")
    func allFaults() {
        var bytes = Array("id,name\n1\n2,b,c\n3,\"d\"e\n4,f\"g\n5,".utf8)
        bytes += [0x68, 0xFF] + Array("\n6,\"\"\"".utf8) + [0xC3, 0x28] + Array("\"\n7,".utf8)
        bytes += [0x69, 0] + Array("\n8,good\n9,\"open\n10,x\n".utf8)
        let document = CSVDocument(bytes)
        #expect(document.records.map(\.number) == [3, 4, 5, 6, 7, 8])
        #expect(document.records.map(\.damagedFields) == [[1], [1], [1], [1], [1], []])
        #expect(
            document.faults.map(\.code) == [
                .tooFewFields, .tooManyFields, .textAfterQuote, .strayQuote, .invalidUTF8,
                .invalidUTF8, .nulByte, .unterminatedQuote,
            ])
        #expect(document.faults.map(\.line) == [2, 3, 4, 5, 6, 7, 8, 10])
        #expect(document.faults.map(\.record) == [1, 2, 3, 4, 5, 6, 7, 9])
        #expect(document.faults[0].column == nil)
        #expect(document.faults[2...].allSatisfy { $0.column == "name" && $0.field == 2 })
        for (fault, byte) in zip(document.faults[4...6], [0xFF, 0xC3, 0] as [UInt8]) {
            #expect(bytes[fault.byte] == byte)
        }
        #expect(
            document.faults[2].description
                == "line 4 (record 3), column \"name\", byte 21: text after the closing double "
                + "quote; double the quotes within the field")
    }

    @Test("A header must be there, separated by commas, with distinct names")
    func headers() {
        #expect(CSVDocument([]).faults.map(\.code) == [.noHeader])
        #expect(CSVDocument(text: "\u{FEFF}\r\n").faults.map(\.code) == [.noHeader])
        #expect(CSVDocument(text: "a;b\n1;2\n").faults.map(\.code) == [.wrongSeparator])
        #expect(CSVDocument(text: "a\tb\n1\t2\n").faults.map(\.code) == [.wrongSeparator])
        let twice = CSVDocument(text: "a,,a\n1,2,3\n")
        #expect(twice.faults.map(\.code) == [.emptyColumnName, .duplicateColumnName])
        #expect(twice.faults.map(\.field) == [2, 3])
        // Equal to people and to String ==, yet other bytes.
        #expect(CSVDocument(text: "K,\u{212A}\n1,2\n").faults.isEmpty)
    }

    @Test(
        "UTF-16 is told in plain words",
        arguments: [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61]])
    func utf16(bytes: [UInt8]) {
        let faults = CSVDocument(bytes).faults
        #expect(faults.map(\.code) == [.notUTF8File])
        #expect(faults[0].reason.contains("UTF-16"))
    }

    @Test("Sizes are bounded")
    func bounds() {
        func codes(_ text: String, _ limits: CSVLimits) -> [CSVError.Code] {
            CSVDocument(text: text, limits: limits).faults.map(\.code)
        }
        #expect(codes("a\n1\n", CSVLimits(bytes: 4)).isEmpty)
        #expect(codes("a\n1\n2", CSVLimits(bytes: 4)) == [.tooLarge])
        #expect(codes("a\n1\n2\n", CSVLimits(records: 2)).isEmpty)
        #expect(codes("a\n1\n2\n3\n4\n", CSVLimits(records: 2)) == [.tooLarge])
        #expect(codes("a,b\n1,2\n", CSVLimits(columns: 1)) == [.tooLarge])
        #expect(codes("a\n123\n", CSVLimits(fieldBytes: 2)) == [.tooLarge])
        let many = String(repeating: "1,2\n", count: 50)
        #expect(
            codes("a\n" + many, CSVLimits(faults: 3))
                == [.tooManyFields, .tooManyFields, .tooManyFields, .tooManyFaults])
    }

    @Test("Cutting a file anywhere never fails otherwise than with faults")
    func truncation() {
        let bytes = Array("a,b\r\n\"x\"\"y\",é\r\n\"multi\nline\",\u{0301}z\n".utf8)
        for length in bytes.indices {
            let document = CSVDocument(Array(bytes[..<length]))
            for record in document.records { #expect(record.fields.count == 2 || length < 3) }
            #expect(document.faults.count + document.records.count <= 3)
        }
        #expect(CSVDocument(bytes).records.count == 2)
    }
}
