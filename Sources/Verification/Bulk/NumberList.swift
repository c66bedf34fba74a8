public import CertAuthority

/// The certificate numbers of a file, which is read as a file of ``BulkReader`` is: a number or an
/// address a line, or a table with a column `number` or `url`.
public struct NumberList: Sendable {
    /// The name of the column.
    public static let column = "number"

    /// A number and the line that names it.
    public struct Entry: Sendable, Equatable {
        /// The number.
        public let number: CertificateNumber
        /// The line in the file, from 1.
        public let line: Int
    }

    /// The file, as it was named.
    public let file: String
    /// The numbers in the order of the file, each once.
    public let entries: [Entry]

    /// Reads a file's bytes. It is CSV when its first line names a column; other columns are passed
    /// over, and so are empty lines.
    ///
    /// - Parameters:
    ///   - installation: Whose addresses are read.
    ///   - extraction: How credentials are taken out of lines that are documents, to say what
    ///     stands there instead of a number.
    /// - Throws: ``SourceFaults`` with every line that is no number or names one again.
    public init(
        file: String, _ bytes: [UInt8], installation: Installation,
        extraction: CredentialExtraction
    ) throws(SourceFaults) {
        let texts = Self.lines(bytes)
        var faults: [SourceFault] = []
        var entries: [Entry] = []
        var lines: [CertificateNumber: Int] = [:]
        for item in texts {
            let line = item.line
            let text = (try? item.content.get()).map { String(decoding: $0, as: UTF8.self) }
            func fault(_ reason: String, _ remedy: String) {
                faults.append(
                    SourceFault(
                        file: file, line: line, field: Self.column, value: text, reason: reason,
                        remedy: remedy))
            }
            let number: CertificateNumber
            do throws(SubmissionError) {
                number = try Self.number(item, installation, extraction)
            } catch {
                fault("not a certificate number: \(error.reason)", "correct it or remove the line")
                continue
            }
            if let earlier = lines[number] {
                fault("the number of line \(earlier) again", "take one of the two lines out")
            } else {
                lines[number] = line
                entries.append(Entry(number: number, line: line))
            }
        }
        if texts.isEmpty {
            faults.append(
                SourceFault(
                    file: file, line: 1, field: "", reason: "there are no numbers",
                    remedy: "write one number on each line"))
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        self.file = file
        self.entries = entries
    }

    /// A fault of an entry.
    public func fault(_ entry: Entry, _ reason: String, _ remedy: String) -> SourceFault {
        SourceFault(
            file: file, line: entry.line, field: Self.column, value: entry.number.description,
            reason: reason, remedy: remedy)
    }

    private static func lines(_ bytes: [UInt8]) -> [BulkLine] {
        var reader = BulkReader(
            format: BulkReader.Format(beginning: bytes),
            limits: BulkLimits(lines: .max, lineBytes: 1 << 20, bytes: .max))
        return reader.read(bytes) + reader.finish()
    }

    private static func number(
        _ line: BulkLine, _ installation: Installation, _ extraction: CredentialExtraction
    ) throws(SubmissionError) -> CertificateNumber {
        let item = try Submission(
            line.content.get(), installation: installation, extraction: extraction)
        guard case .number(let number) = item else {
            throw SubmissionError(.malformedLine, "a document, and numbers are wanted")
        }
        return number
    }
}
