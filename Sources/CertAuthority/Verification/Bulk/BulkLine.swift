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

/// What a line of a list says, whatever the list is for.
enum ListedItem {
    /// Reads a line: a number, an address, a document, a JSON string with one of them, or an object
    /// such as `{"number": "…"}`.
    ///
    /// - Throws: ``SubmissionError`` saying what it is instead and what to do.
    static func read(
        _ bytes: [UInt8], installation: Installation, extraction: CredentialExtraction
    ) throws(SubmissionError) -> Submission {
        let text = SubmittedDocument.trimmed(bytes[...])
        if text.first == UInt8(ascii: "\"") {
            guard let string = try? JSON.parse(Array(text)).stringValue else {
                throw SubmissionError(.malformedLine, "the JSON string on this line cannot be read")
            }
            return try Submission(
                Array(string.utf8), installation: installation, extraction: extraction)
        }
        do throws(SubmissionError) {
            return try Submission(bytes, installation: installation, extraction: extraction)
        } catch {
            guard error.code == .notCredential, let inner = named(bytes) else { throw error }
            return try Submission(inner, installation: installation, extraction: extraction)
        }
    }

    /// What stands in an object such as `{"number": "…"}`.
    private static func named(_ bytes: [UInt8]) -> [UInt8]? {
        guard let object = try? JSON.parse(bytes).objectValue else { return nil }
        for name in ListHeader.columns {
            switch object[name] {
            case .string(let text): return Array(text.utf8)
            case .object(let document): return JSON.object(document).compactBytes()
            default: continue
            }
        }
        return nil
    }
}
