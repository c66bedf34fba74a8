import CertAuthority

/// Takes a bulk request apart into its lines while it comes in; a line that is broken is told as
/// such and those after it are read all the same.
public struct BulkReader: Sendable {
    /// How the request is written.
    public enum Format: String, Sendable, CaseIterable {
        /// One a line: JSON (a string or an object), or a number, an address or a token as it is.
        case ndjson
        /// CSV with a header that names a column `number`, `url` or `credential`, separated by
        /// commas, semicolons or tabs; in each record the first of these that is not empty counts.
        case csv
    }

    private let format: Format
    private let limits: BulkLimits
    private var stream = TextStream()
    private var header: ListHeader?
    /// What a line `sep=;` before the header said.
    private var separator: UInt8?
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
        take(stream.read(bytes)[...], into: &lines)
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
        take(stream.finish()[...], into: &lines)
        guard !isEnded else { return lines }
        if isQuoted { readAnew(into: &lines) }
        if !buffer.isEmpty || isSkipping { endLine(into: &lines) }
        if format == .csv, header == nil, !isEnded {
            lines += ended(.malformedLine, ListHeader.wanted)
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
        guard !isEnded, wasSkipped || !Self.isEmpty(content) else { return }
        if format == .csv, header == nil {
            if let fault = readHeader(content) {
                lines += ended(.malformedLine, fault, at: place)
            }
            return
        }
        var item: Result<[UInt8], SubmissionError> = wasSkipped ? tooLong : .success(content)
        if let header, !wasSkipped {
            do throws(SubmissionError) {
                guard let value = try header.value(of: content, limits: limits.csv) else { return }
                item = .success(value)
            } catch {
                item = .failure(error)
            }
        } else if !wasSkipped {
            item = .success(Self.readable(content))
        }
        guard count < limits.lines else {
            lines += ended(
                .tooManyLines,
                "only \(limits.lines) are answered at once; send the rest in another request",
                at: place)
            return
        }
        lines.append(BulkLine(index: count, line: place, content: item))
        count += 1
    }

    private mutating func readHeader(_ content: [UInt8]) -> String? {
        if separator == nil, let named = ListHeader.separator(namedBy: content) {
            separator = named
            return nil
        }
        do throws(SubmissionError) {
            header = try ListHeader(content, separator: separator, limits: limits.csv)
            return nil
        } catch {
            return error.reason
        }
    }

    /// True for white space and the byte with which old systems end a file.
    private static func isEmpty(_ line: [UInt8]) -> Bool {
        line.allSatisfy { $0 <= 0x20 && ($0 == 0x1A || $0 == 0x20 || (0x09...0x0D).contains($0)) }
    }

    /// A line that is no document, in an older encoding, as UTF-8.
    private static func readable(_ line: [UInt8]) -> [UInt8] {
        guard line.count <= TypedText.longest, String(validating: line, as: UTF8.self) == nil,
            let first = SubmittedDocument.trimmed(line[...]).first, !"{[<".utf8.contains(first)
        else { return line }
        return Windows1252.utf8(line)
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

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
}

extension BulkReader.Format {
    /// How a file is written, by its first line that is not empty.
    public init(beginning bytes: [UInt8]) {
        let limits = CSVLimits(faults: 300)
        var separator: UInt8?
        for line in TextStream.whole(bytes).split(separator: UInt8(ascii: "\n")) {
            let text = Array(SubmittedDocument.trimmed(SubmittedDocument.withoutMark(line)))
            guard !text.isEmpty else { continue }
            let raw = Array(SubmittedDocument.withoutMark(line))
            if separator == nil, let named = ListHeader.separator(namedBy: raw) {
                separator = named
                continue
            }
            let isHeader = (try? ListHeader(text, separator: separator, limits: limits)) != nil
            self = separator != nil || isHeader ? .csv : .ndjson
            return
        }
        self = separator == nil ? .ndjson : .csv
    }
}
