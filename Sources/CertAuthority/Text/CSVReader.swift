internal import LinkedData

/// Reads one file; see `CSVDocument` for the dialect.
package struct CSVReader {
    private(set) var columns: [String] = []
    private(set) var records: [CSVDocument.Record] = []
    private(set) var faults: [CSVError] = []

    private let bytes: [UInt8]
    private let limits: CSVLimits
    private let separator: UInt8
    /// How many columns without a name the header has at the right.
    private var nameless = 0
    private var emptyRecords = 0
    private var position = 0
    private var line = 1
    private var stopped = false

    // The record being read.
    private var record: Int?
    private var fields: [String] = []
    private var fieldNumber = 1
    private var content: [UInt8] = []

    init(bytes: [UInt8], limits: CSVLimits, separator: UInt8) {
        self.bytes = Self.withoutEndMark(bytes)
        self.limits = limits
        self.separator = separator
    }

    /// The bytes without the Ctrl-Z with which DOS and CP/M ended a text, and what follows it.
    package static func withoutEndMark(_ bytes: [UInt8]) -> [UInt8] {
        guard let last = bytes.last, last == endMark || last == lineFeed || last == carriageReturn
        else { return bytes }
        let end = bytes.lastIndex { ![endMark, lineFeed, carriageReturn].contains($0) }
        let tail = (end ?? -1) + 1
        return bytes[tail...].firstIndex(of: endMark).map { Array(bytes[..<$0]) } ?? bytes
    }

    mutating func readAll() {
        guard bytes.count <= limits.bytes else {
            return report(
                .tooLarge, at: limits.bytes,
                "the file has \(bytes.count) bytes, more than \(limits.bytes); split it")
        }
        guard !startsLikeUTF16() else {
            return report(
                .notUTF8File, at: 0,
                "the file is in UTF-16 (\"Unicode text\"); save it as \"CSV UTF-8\"")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        readHeader()
        var number = 0
        while !stopped, skipEmptyLines() {
            number += 1
            guard number - emptyRecords <= limits.records else {
                return report(
                    .tooLarge, at: position,
                    "the file has more than \(limits.records) records; split it")
            }
            readDataRecord(number)
        }
    }

    private func startsLikeUTF16() -> Bool {
        bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
            || bytes.starts(with: [0, 0, 0xFE, 0xFF])
    }

    // MARK: Records

    private mutating func readHeader() {
        guard skipEmptyLines() else {
            stopped = true
            return report(
                .noHeader, at: position, "the file is empty; its first line must name the columns")
        }
        let (start, startLine) = (position, line)
        readRecord()
        columns = fields
        if fields.count == 1,
            let (_, name) = Self.separators.first(where: {
                $0.byte != separator && fields[0].utf8.contains($0.byte)
            })
        {
            stopped = true
            let own = separatorName + "s"
            return report(
                .wrongSeparator, at: start, line: startLine,
                "the columns are separated by \(name)s; save the file with \(own)")
        }
        if let last = columns.lastIndex(where: { !Self.isBlank($0) }) {
            nameless = columns.count - last - 1
            columns.removeLast(nameless)
        }
        var seen: Set<ExactString> = []
        for (index, name) in columns.enumerated() {
            if name.isEmpty {
                report(
                    .emptyColumnName, at: start, line: startLine, field: index + 1,
                    "the column has no name; name it or remove it")
            } else if !seen.insert(ExactString(name)).inserted {
                report(
                    .duplicateColumnName, at: start, line: startLine, field: index + 1,
                    "another column has the same name; remove one of them")
            }
        }
    }

    private mutating func readDataRecord(_ number: Int) {
        record = number
        let (start, startLine, faultsBefore) = (position, line, faults.count)
        readRecord()
        // Spreadsheets leave rows of empty fields at the end.
        if faults.count == faultsBefore, fields.allSatisfy(Self.isBlank) {
            emptyRecords += 1
            return
        }
        let width = columns.count + nameless
        if faults.count == faultsBefore, fields.count != width {
            let fewer = fields.count < width
            report(
                fewer ? .tooFewFields : .tooManyFields, at: start, line: startLine,
                "\(Count(fields.count, "field")) where the header has \(width); "
                    + (fewer
                        ? "add what is missing, if need be as empty fields"
                        : "put a field that has a \(separatorName) in it between double quotes"))
        }
        guard fields.count == width else { return }
        if nameless > 0 {
            for (index, field) in fields.enumerated().dropFirst(columns.count)
            where !Self.isBlank(field) {
                report(
                    .emptyColumnName, at: start, line: startLine, field: index + 1,
                    "a value in a column without a name; name the column in the first line, or "
                        + "remove the value")
            }
            fields.removeLast(nameless)
        }
        let damaged = Set(faults[faultsBefore...].compactMap { $0.field.map { $0 - 1 } })
        records.append(
            .init(number: number, line: startLine, fields: fields, damagedFields: damaged))
    }

    /// Passes line ends; false at the end of the file.
    private mutating func skipEmptyLines() -> Bool {
        while position < bytes.count, takeLineEnd() {}
        return position < bytes.count
    }

    private mutating func readRecord() {
        fields.removeAll(keepingCapacity: true)
        fields.reserveCapacity(columns.count)
        fieldNumber = 1
        while !stopped {
            if position < bytes.count, bytes[position] == Self.quote {
                readQuotedField()
            } else {
                readBareField()
            }
            guard position < bytes.count, bytes[position] == separator else { break }
            position += 1
            fieldNumber += 1
            if fieldNumber > limits.columns {
                stopped = true
                report(
                    .tooLarge, at: position,
                    "the record has more than \(limits.columns) fields; is a line end missing?")
            }
        }
        _ = takeLineEnd()
    }

    /// Takes one CRLF, LF or CR.
    private mutating func takeLineEnd() -> Bool {
        guard position < bytes.count else { return false }
        switch bytes[position] {
        case Self.lineFeed: position += 1
        case Self.carriageReturn:
            position += 1
            if position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
        default: return false
        }
        line += 1
        return true
    }

    // MARK: Fields

    private mutating func readBareField() {
        let start = position
        var strayQuote: Int?
        scan: while position < bytes.count {
            switch bytes[position] {
            case separator, Self.lineFeed, Self.carriageReturn: break scan
            case Self.quote: strayQuote = strayQuote ?? position
            default: break
            }
            position += 1
        }
        if let strayQuote {
            report(
                .strayQuote, at: strayQuote, field: fieldNumber,
                "a double quote within a field; put the field between double quotes and double "
                    + "those within it")
        }
        keep(bytes[start..<position], from: start, line: line)
    }

    private mutating func readQuotedField() {
        let (start, startLine) = (position, line)
        content.removeAll(keepingCapacity: true)
        position += 1
        var runStart = position
        while true {
            guard position < bytes.count else {
                stopped = true
                return report(
                    .unterminatedQuote, at: start, line: startLine, field: fieldNumber,
                    "the double quote opened here is never closed")
            }
            switch bytes[position] {
            case Self.quote:
                content.append(contentsOf: bytes[runStart..<position])
                position += 1
                guard position < bytes.count, bytes[position] == Self.quote else {
                    skipTextAfterQuote()
                    return keep(content[...], from: start, line: startLine)
                }
                runStart = position
                position += 1
            case Self.lineFeed, Self.carriageReturn: _ = takeLineEnd()
            default: position += 1
            }
        }
    }

    private mutating func skipTextAfterQuote() {
        let start = position
        while position < bytes.count,
            ![separator, Self.lineFeed, Self.carriageReturn].contains(
                bytes[position])
        { position += 1 }
        if position > start {
            report(
                .textAfterQuote, at: start, field: fieldNumber,
                "text after the closing double quote; double the quotes within the field")
        }
    }

    private mutating func keep(_ slice: ArraySlice<UInt8>, from start: Int, line: Int) {
        guard slice.count <= limits.fieldBytes else {
            fields.append("")
            return report(
                .tooLarge, at: start, line: line, field: fieldNumber,
                "the field has \(slice.count) bytes, more than \(limits.fieldBytes); "
                    + "is a closing double quote missing?")
        }
        do throws(UTF8.ValidationError) {
            let text = try String(copying: UTF8Span(validating: slice.span))
            if slice.contains(0) {
                report(
                    .nulByte, at: offset(of: { $0 == 0 }, from: start), line: line,
                    field: fieldNumber, "a NUL byte; the file is damaged or not text")
            }
            fields.append(text)
        } catch {
            fields.append("")
            // Within quotes, doubled quotes before the fault shift the raw offset.
            let sound = slice.prefix(error.byteOffsets.lowerBound)
            let quoted = bytes[start] == Self.quote
            let shift = quoted ? 1 + sound.count { $0 == Self.quote } : 0
            let place = start + error.byteOffsets.lowerBound + shift
            let shown = String(bytes[place], radix: 16, uppercase: true)
            report(
                .invalidUTF8, at: place, line: line, field: fieldNumber,
                "byte 0x\(shown) is not UTF-8; save the file as \"CSV UTF-8\"")
        }
    }

    private func offset(of matches: (UInt8) -> Bool, from start: Int) -> Int {
        bytes[start...].firstIndex(where: matches) ?? start
    }

    // MARK: Faults

    private mutating func report(
        _ code: CSVError.Code, at byte: Int, line: Int? = nil, field: Int? = nil, _ reason: String
    ) {
        guard faults.count < limits.faults else {
            stopped = true
            if faults.last?.code != .tooManyFaults {
                append(
                    .tooManyFaults, at: byte, line: line, field: nil,
                    "more than \(limits.faults) faults; the rest of the file was not read")
            }
            return
        }
        append(code, at: byte, line: line, field: field, reason)
    }

    private mutating func append(
        _ code: CSVError.Code, at byte: Int, line: Int?, field: Int?, _ reason: String
    ) {
        let column = field.flatMap { columns.indices.contains($0 - 1) ? columns[$0 - 1] : nil }
        faults.append(
            CSVError(
                code: code, line: line ?? self.line, record: record, field: field,
                column: column.flatMap { $0.isEmpty ? nil : $0 }, byte: byte, reason: reason))
    }

    private static func isBlank(_ field: String) -> Bool {
        field.isEmpty || field.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }

    private var separatorName: String {
        Self.separators.first { $0.byte == separator }?.name ?? "comma"
    }

    private static let separators = [
        (byte: UInt8(ascii: ","), name: "comma"), (byte: UInt8(ascii: ";"), name: "semicolon"),
        (byte: UInt8(ascii: "\t"), name: "tab"), (byte: UInt8(ascii: "|"), name: "vertical bar"),
    ]
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let endMark: UInt8 = 0x1A
}
