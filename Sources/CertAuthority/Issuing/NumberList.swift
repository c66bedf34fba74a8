internal import LinkedData

/// The certificate numbers of a file: one a line, or the column `number` of a CSV file.
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

    /// Reads a file's bytes. It is CSV when its first line names a column `number`; other columns
    /// are passed over, and so are empty lines.
    ///
    /// - Throws: ``SourceFaults`` with every line that is no number or names one again.
    public init(file: String, _ bytes: [UInt8]) throws(SourceFaults) {
        let (texts, damage) = Self.texts(file, bytes)
        var faults = damage
        var entries: [Entry] = []
        var lines: [CertificateNumber: Int] = [:]
        for (line, text) in texts {
            func fault(_ reason: String, _ remedy: String) {
                faults.append(
                    SourceFault(
                        file: file, line: line, field: Self.column, value: text, reason: reason,
                        remedy: remedy))
            }
            let number: CertificateNumber
            do throws(CertificateNumber.Fault) {
                number = try CertificateNumber(text)
            } catch {
                fault("not a certificate number: \(error)", "mend it or take the line out")
                continue
            }
            if let earlier = lines[number] {
                fault("the number of line \(earlier) again", "take one of the two lines out")
            } else {
                lines[number] = line
                entries.append(Entry(number: number, line: line))
            }
        }
        if texts.isEmpty, damage.isEmpty {
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

    private static func texts(
        _ file: String, _ bytes: [UInt8]
    ) -> (texts: [(line: Int, text: String)], faults: [SourceFault]) {
        let lines = lines(bytes)
        guard let first = lines.first, namesColumn(first.text) else { return (lines, []) }
        let document = CSVDocument(bytes)
        let faults = document.faults.map { error in
            SourceFault(
                file: file, line: error.line, field: error.column ?? "",
                reason: "byte \(error.byte): \(error.reason)", remedy: "mend the file")
        }
        guard faults.isEmpty, let index = document.index(of: column) else { return ([], faults) }
        return (document.records.map { ($0.line, $0.fields[index]) }, [])
    }

    private static func namesColumn(_ header: String) -> Bool {
        header.split(separator: ",").contains { name in
            name.drop { $0 == "\"" || $0 == " " }.prefix { $0 != "\"" && $0 != " " } == column
        }
    }

    /// The lines that are not empty, without a byte order mark and the blanks around them.
    private static func lines(_ bytes: [UInt8]) -> [(line: Int, text: String)] {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var lines: [(line: Int, text: String)] = []
        var number = 1
        var start = body.startIndex
        func take(_ end: Int) {
            var line = body[start..<end]
            while let last = line.last, isBlank(last) { line.removeLast() }
            while let first = line.first, isBlank(first) { line.removeFirst() }
            if !line.isEmpty { lines.append((number, String(decoding: line, as: UTF8.self))) }
        }
        for index in body.indices where body[index] == 0x0A {
            take(index)
            start = index + 1
            number += 1
        }
        take(body.endIndex)
        return lines
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == 0x09 || byte == 0x0D
    }
}
