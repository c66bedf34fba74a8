import CertAuthority
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

    /// The same for one record with its header.
    var csv: CSVLimits {
        CSVLimits(bytes: 3 * lineBytes, fieldBytes: lineBytes, faults: 300)
    }
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
