internal import LinkedData

/// The dated reference tables as logs: lines are added to them and never changed, so that what a
/// quote once used can still be read.
public enum ReferenceLog {
    /// Which of the tables a file is.
    public enum Table: String, Sendable, CaseIterable {
        /// `country-groups.csv`: which country was in which group when.
        case countryGroups = "reference/country-groups.csv"
        /// `lists.csv`: what was published when.
        case lists = "reference/lists.csv"

        var columns: [String] {
            switch self {
            case .countryGroups:
                ["country", "list", "group", "from", "until", "until_status", "source"]
            case .lists: ["list", "as_of", "review", "source"]
            }
        }
    }

    /// A table with lines added to it.
    public struct Addition: Sendable {
        /// The table, the old lines first, byte for byte.
        public let file: SourceFile
        /// The lines that were added; none where there was no table before.
        public let added: [String]
        /// How many records stand in the table and not in what was added to it.
        public let kept: Int
        /// The line in the addition of each line that was added, by its line in the table.
        let origins: [Int: Int]
    }

    /// The table whose columns a file has.
    ///
    /// - Throws: A fault when it is neither.
    public static func table(of file: SourceFile) throws(SourceFaults) -> Table {
        let columns = Set(CSVDocument(file.bytes).columns)
        if let table = Table.allCases.first(where: { Set($0.columns) == columns }) { return table }
        let known = Table.allCases.map { SourceReader.list($0.columns) }
        throw SourceFaults([
            SourceFault(
                file: file.path, line: 1, field: "", value: SourceReader.list(columns.sorted()),
                reason: "not the columns of a table that can be added to",
                remedy: "give either \(known.joined(separator: "; or "))")
        ])
    }

    /// Adds the records of a file that a table does not have yet; a record is the same when all its
    /// fields are.
    ///
    /// - Throws: Every fault of the file's form; what the records say is checked by
    ///   ``CatalogueLoader``.
    public static func adding(
        _ addition: SourceFile, to stored: SourceFile?
    ) throws(SourceFaults) -> Addition {
        let document = try sound(addition)
        guard let stored else {
            return Addition(file: addition, added: [], kept: 0, origins: [:])
        }
        let before = try sound(stored)
        let order = before.columns.map { document.index(of: $0) }
        let known = Set(before.records.map { $0.fields.map { ExactString($0) } })
        var given: Set<[ExactString]> = []
        var bytes = stored.bytes
        if let last = bytes.last, last != UInt8(ascii: "\n"), last != UInt8(ascii: "\r") {
            bytes.append(UInt8(ascii: "\n"))
        }
        var line = CSVLines.count(bytes) + 1
        var added: [String] = []
        var origins: [Int: Int] = [:]
        for record in document.records {
            let fields = order.map { $0.map { record.fields[$0] } ?? "" }
            let exact = fields.map { ExactString($0) }
            guard given.insert(exact).inserted, !known.contains(exact) else { continue }
            let text = written(fields)
            origins[line] = record.line
            added.append(text)
            bytes += Array(text.utf8) + [UInt8(ascii: "\n")]
            // A field may hold line breaks, and the reader names the line where a record starts.
            line += 1 + CSVLines.count(Array(text.utf8))
        }
        return Addition(
            file: SourceFile(path: stored.path, bytes: bytes), added: added,
            kept: known.subtracting(given).count, origins: origins)
    }

    private static func sound(_ file: SourceFile) throws(SourceFaults) -> CSVDocument {
        let document = CSVDocument(file.bytes)
        guard !document.faults.isEmpty else { return document }
        throw SourceFaults(
            document.faults.map { fault in
                SourceFault(
                    file: file.path, line: fault.line, field: fault.column ?? "",
                    reason: fault.reason, remedy: "see byte \(fault.byte)")
            })
    }

    /// One record as RFC 4180 writes it.
    private static func written(_ fields: [String]) -> String {
        fields.map { field in
            let special = field.utf8.contains { ",\"\r\n".utf8.contains($0) }
            guard special else { return field }
            let doubled = field.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }
            return "\"\(doubled.joined())\""
        }.joined(separator: ",")
    }
}

extension ReferenceLog.Addition {
    /// The faults of the whole table, those in added lines told by their place in the addition.
    func located(_ faults: SourceFaults, in addition: SourceFile) -> SourceFaults {
        SourceFaults(
            faults.faults.map { fault in
                guard fault.file.isExactly(file.path), let line = fault.line,
                    let origin = origins[line]
                else { return fault }
                return SourceFault(
                    file: addition.path, line: origin, field: fault.field, value: fault.value,
                    reason: fault.reason, remedy: fault.remedy)
            })
    }
}

/// Counts lines as the CSV reader does: LF, CRLF and CR each end one.
private enum CSVLines {
    static func count(_ bytes: [UInt8]) -> Int {
        var count = 0
        var afterReturn = false
        for byte in bytes {
            if byte == UInt8(ascii: "\r") || (byte == UInt8(ascii: "\n") && !afterReturn) {
                count += 1
            }
            afterReturn = byte == UInt8(ascii: "\r")
        }
        return count
    }
}
