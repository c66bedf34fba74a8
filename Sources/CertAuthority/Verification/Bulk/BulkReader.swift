internal import LinkedData

/// What a request for many verdicts at once may cost.
public struct BulkLimits: Sendable {
    /// How many numbers, addresses and documents are answered.
    public var lines: Int
    /// The size of one line in bytes.
    public var lineBytes: Int
    /// The size of all of it in bytes.
    public var bytes: Int

    /// Sets the bounds.
    public init(lines: Int = 10_000, lineBytes: Int = 1 << 20, bytes: Int = 64 << 20) {
        self.lines = lines
        self.lineBytes = lineBytes
        self.bytes = bytes
    }

    /// 10,000 lines, 1 MiB a line, 64 MiB in all.
    public static let standard = BulkLimits()
}

/// One line of a bulk request: a number, an address or a document, or what is wrong with it.
public struct BulkLine: Sendable, Equatable {
    /// Which one it is, counted from 0; a header and empty lines do not count.
    public let index: Int
    /// The line on which it starts, counted from 1.
    public let line: Int
    /// What it says, or why that cannot be told.
    public let content: Result<[UInt8], SubmissionError>

    /// A line as it was read elsewhere, such as a file of its own.
    public init(index: Int, line: Int, content: Result<[UInt8], SubmissionError>) {
        self.index = index
        self.line = line
        self.content = content
    }
}

/// Takes a bulk request apart into its lines while it comes in; a line that is broken is told as
/// such and those after it are read all the same.
public struct BulkReader: Sendable {
    /// How the request is written.
    public enum Format: String, Sendable, CaseIterable {
        /// One a line: JSON (a string or an object), or a number, an address or a token as it is.
        case ndjson
        /// CSV with a header that names a column `number`, `url` or `credential`; in each record
        /// the first of these that is not empty counts.
        case csv
    }

    private let format: Format
    private let limits: BulkLimits
    private var header: [UInt8]?
    private var buffer: [UInt8] = []
    private var isQuoted = false
    private var isSkipping = false
    /// Where the line in the buffer starts, and how many ends of lines it has.
    private var line = 1
    private var lineEnds = 0
    private var count = 0
    private var size = 0

    /// True once nothing more is read, whatever follows.
    public private(set) var isEnded = false

    /// Begins.
    public init(format: Format, limits: BulkLimits = .standard) {
        self.format = format
        self.limits = limits
    }

    /// Reads on, and gives the lines that are complete now.
    public mutating func read(_ bytes: [UInt8]) -> [BulkLine] {
        var lines: [BulkLine] = []
        guard !isEnded else { return lines }
        size += bytes.count
        guard size <= limits.bytes else {
            return ended(
                .tooLarge,
                "the request has more than \(limits.bytes >> 20) MiB; send the rest in another")
        }
        take(bytes[...], into: &lines)
        return lines
    }

    /// Ends where nothing more comes although the request is not whole: the line that had begun is
    /// lost, and told as this.
    public mutating func breakOff(_ error: SubmissionError) -> [BulkLine] {
        isEnded ? [] : ended(error.code, error.reason)
    }

    /// Ends, and gives the last line where no end of line followed it.
    public mutating func finish() -> [BulkLine] {
        var lines: [BulkLine] = []
        guard !isEnded else { return lines }
        if isQuoted { readAnew(into: &lines) }
        if !buffer.isEmpty || isSkipping { endLine(into: &lines) }
        if format == .csv, header == nil, !isEnded {
            lines += ended(.malformedLine, Self.columnsWanted)
        }
        isEnded = true
        return lines
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, into lines: inout [BulkLine]) {
        var start = bytes.startIndex
        for index in bytes.indices where !isEnded {
            let byte = bytes[index]
            if byte == Self.quote, format == .csv, !isSkipping { isQuoted.toggle() }
            if byte == Self.lineFeed, !isQuoted {
                if !isSkipping { buffer += bytes[start..<index] }
                endLine(into: &lines)
                start = index + 1
            } else if isSkipping {
                start = index + 1
            } else {
                if byte == Self.lineFeed { lineEnds += 1 }
                // Looked at byte by byte, so that it does not matter how the bytes came.
                guard buffer.count + (index - start) >= limits.lineBytes else { continue }
                buffer += bytes[start...index]
                start = index + 1
                overflow(into: &lines)
            }
        }
        if !isEnded, start < bytes.endIndex { buffer += bytes[start...] }
    }

    /// Gives up a line that is too long, and keeps what an open quote swallowed of those after it.
    private mutating func overflow(into lines: inout [BulkLine]) {
        if isQuoted { readAnew(into: &lines) }
        guard buffer.count > limits.lineBytes else { return }
        buffer = []
        isQuoted = false
        isSkipping = true
    }

    /// A quote that is never closed would swallow every record after it: what it swallowed is read
    /// again, line by line and heedless of quotes, so that only its own record is lost.
    private mutating func readAnew(into lines: inout [BulkLine]) {
        let swallowed = buffer
        buffer = []
        isQuoted = false
        lineEnds = 0
        var start = 0
        for index in swallowed.indices where swallowed[index] == Self.lineFeed {
            buffer = Array(swallowed[start..<index])
            endLine(into: &lines)
            start = index + 1
        }
        buffer = Array(swallowed[start...])
    }

    private mutating func endLine(into lines: inout [BulkLine]) {
        let place = line
        let content = place == 1 ? Array(SubmittedDocument.withoutMark(buffer[...])) : buffer
        let wasSkipped = isSkipping
        line += lineEnds + 1
        lineEnds = 0
        buffer = []
        isSkipping = false
        guard !isEnded, wasSkipped || !SubmittedDocument.trimmed(content[...]).isEmpty else {
            return
        }
        if format == .csv, header == nil {
            if let fault = readHeader(content) {
                lines += ended(.malformedLine, fault, at: place)
            }
            return
        }
        guard count < limits.lines else {
            lines += ended(
                .tooManyLines,
                "only \(limits.lines) are answered at once; send the rest in another request",
                at: place)
            return
        }
        lines.append(
            BulkLine(
                index: count, line: place, content: wasSkipped ? tooLong : .success(content)
            ).reading(header: header, limits))
        count += 1
    }

    private mutating func readHeader(_ content: [UInt8]) -> String? {
        let document = CSVDocument(content, limits: limits.csv)
        if let fault = document.faults.first { return "the header cannot be read: \(fault.reason)" }
        guard BulkLine.columns.contains(where: { document.index(of: $0) != nil }) else {
            return Self.columnsWanted
        }
        header = content
        return nil
    }

    private var tooLong: Result<[UInt8], SubmissionError> {
        .failure(
            SubmissionError(
                .tooLarge, "the line has more than \(limits.lineBytes) bytes; shorten it"))
    }

    private mutating func ended(
        _ code: SubmissionError.Code, _ reason: String, at place: Int? = nil
    ) -> [BulkLine] {
        isEnded = true
        buffer = []
        return [
            BulkLine(
                index: count, line: place ?? line, content: .failure(SubmissionError(code, reason)))
        ]
    }

    private static let columnsWanted =
        "the first line must name a column number, url or credential"
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
}

extension BulkReader.Format {
    /// How a file is written, by its first line.
    public init(beginning bytes: [UInt8]) {
        let text = SubmittedDocument.withoutMark(bytes[...])
        let line = SubmittedDocument.trimmed(text.prefix { $0 != UInt8(ascii: "\n") })
        let header = CSVDocument(Array(line), limits: CSVLimits(faults: 1))
        let namesColumn = BulkLine.columns.contains { header.index(of: $0) != nil }
        self = namesColumn ? .csv : .ndjson
    }
}

extension BulkLine {
    fileprivate static let columns = ["number", "url", "credential"]

    /// The same line with what its record says in place of the record.
    fileprivate func reading(header: [UInt8]?, _ limits: BulkLimits) -> BulkLine {
        guard let header, case .success(let record) = content else { return self }
        let document = CSVDocument(header + [0x0A] + record, limits: limits.csv)
        func failing(_ reason: String) -> BulkLine {
            BulkLine(
                index: index, line: line, content: .failure(SubmissionError(.malformedLine, reason))
            )
        }
        if let fault = document.faults.first { return failing(fault.reason) }
        guard let fields = document.records.first?.fields, document.records.count == 1 else {
            return failing("end each line with a line feed")
        }
        let values = Self.columns.compactMap { document.index(of: $0) }.map { fields[$0] }
        return BulkLine(
            index: index, line: line,
            content: .success(Array((values.first { !$0.isEmpty } ?? "").utf8)))
    }
}

extension BulkLimits {
    fileprivate var csv: CSVLimits {
        CSVLimits(bytes: 3 * lineBytes, fieldBytes: lineBytes, faults: 1)
    }
}
