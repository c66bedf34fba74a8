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

    @Test("What spreadsheets leave at the end is nothing: empty rows, nameless columns, Ctrl-Z")
    func leftovers() {
        for text in [
            "a,b\n1,2\n,\n , \n\"\",\u{A0}\n,,,,\n", "a,b,, \r\n1,2,,\r\n,,,\r\n",
            "a,b\n1,2\n\u{1A}",
            "a,b\n1,2\u{1A}", "a,b\n1,2\n\u{1A}\u{1A}\r\n", "a,b\n1,2\n\n  \n",
        ] {
            let document = CSVDocument(text: text)
            #expect(document.faults.isEmpty, "\(text.debugDescription): \(document.faults)")
            #expect(document.columns == ["a", "b"])
            #expect(document.records.map(\.fields) == [["1", "2"]])
        }
        // Rows keep their numbers, as they stand in the file.
        #expect(CSVDocument(text: "a,b\n,\n1,2\n").records.map(\.number) == [2])
    }

    @Test("A value under a column without a name is told, and so is a nameless column among others")
    func nameless() {
        let value = CSVDocument(text: "a,b,\n1,2,\n3,4,5\n")
        #expect(value.faults.map(\.code) == [.emptyColumnName])
        #expect(value.faults.map(\.line) == [3])
        #expect(CSVDocument(text: "a,,b\n1,,2\n").faults.map(\.code) == [.emptyColumnName])
        #expect(CSVDocument(text: "a,b,\n1,2\n").faults.map(\.code) == [.tooFewFields])
        #expect(CSVDocument(text: "a,b\n1,2,\n").faults.map(\.code) == [.tooManyFields])
        #expect(CSVDocument(text: "a,b\n1,\u{1A}2\n").records.map(\.fields) == [["1", "\u{1A}2"]])
    }

    @Test("Fields may be separated by another sign, if the reader asks for it")
    func separators() {
        let document = CSVDocument(
            Array("a;b\n\"1;1\";2,5\n".utf8), separator: UInt8(ascii: ";"))
        #expect(document.faults.isEmpty)
        #expect(document.records.map(\.fields) == [["1;1", "2,5"]])
        let other = CSVDocument(Array("a,b\n1,2\n".utf8), separator: UInt8(ascii: ";"))
        #expect(other.faults.map(\.code) == [.wrongSeparator])
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
