import CertAuthority

/// A cohort given back with what was found beside each row, to be mended in a spreadsheet.
public enum CohortReport {
    /// The columns that are added at the right.
    public static let addedColumns = ["faults", "warnings"]

    /// The same table with two more columns.
    ///
    /// Every field is given back as it stands in the file, letter for letter, quotes included, with
    /// the file's separator. What was in another encoding is given back in UTF-8 with a byte order
    /// mark, by which spreadsheets know it. Only a
    /// field whose quoting is broken is put between quotes whole. Rows with too few fields are
    /// filled up with empty ones, and where a row has too many the others get empty columns too, so
    /// that the added columns line up. What was found in the file as a whole stands beside the
    /// first row.
    ///
    /// - Parameters:
    ///   - cohort: The file as it was read.
    ///   - findings: What was found in it.
    public static func table(_ cohort: CohortTable, findings: [CohortFinding]) -> [UInt8] {
        var table = RawTable(cohort)
        let records = table.readAll()
        let width = records.map(\.fields.count).max() ?? 0
        let byRow = Dictionary(grouping: findings) { $0.row ?? 1 }
        var report = cohort.wasConverted ? RawTable.byteOrderMark : Array(table.mark)
        for (index, record) in records.enumerated() {
            let notes =
                index == 0
                ? addedColumns
                : [CohortFinding.Severity.error, .warning].map { severity in
                    (byRow[index] ?? []).filter { $0.severity == severity }.map(\.note)
                        .joined(separator: " | ")
                }
            let missing = Array(repeating: [UInt8](), count: width - record.fields.count)
            let cells = record.fields + missing + notes.map(CSVField.cell)
            report += cells.joined(separator: [cohort.separator])
            report += record.end.isEmpty ? [UInt8(ascii: "\n")] : record.end
        }
        return report
    }
}

/// The fields of a CSV file as they stand there, quotes included; see `CSVDocument` for the
/// dialect, which is the same.
struct RawTable {
    /// A record and the line's end after it.
    struct Record {
        var fields: [[UInt8]] = []
        var end: [UInt8] = []
    }

    /// The byte order mark, or nothing.
    let mark: ArraySlice<UInt8>
    private let bytes: [UInt8]
    private let separator: UInt8
    private var position: Int

    init(_ cohort: CohortTable) {
        let bytes = CSVReader.withoutEndMark(cohort.bytes)
        separator = cohort.separator
        self.bytes = bytes
        position = bytes.starts(with: Self.byteOrderMark) ? 3 : 0
        mark = bytes[..<position]
    }

    /// The records, without empty lines.
    mutating func readAll() -> [Record] {
        var records: [Record] = []
        while position < bytes.count {
            guard takeLineEnd().isEmpty else { continue }
            var record = Record()
            record.fields.append(field())
            while position < bytes.count, bytes[position] == separator {
                position += 1
                record.fields.append(field())
            }
            record.end = takeLineEnd()
            records.append(record)
        }
        return records
    }

    private mutating func field() -> [UInt8] {
        let start = position
        var isSound = true
        if position < bytes.count, bytes[position] == Self.quote {
            isSound = passQuoted()
            let end = position
            passBare()
            if position > end { isSound = false }
        } else {
            passBare()
            isSound = !bytes[start..<position].contains(Self.quote)
        }
        let raw = Array(bytes[start..<position])
        return isSound ? raw : CSVField.quoted(raw)
    }

    private mutating func passBare() {
        while position < bytes.count, ![separator, 0x0A, 0x0D].contains(bytes[position]) {
            position += 1
        }
    }

    /// Passes a quoted field; false where it is never closed.
    private mutating func passQuoted() -> Bool {
        position += 1
        while position < bytes.count {
            guard bytes[position] == Self.quote else {
                position += 1
                continue
            }
            position += 1
            guard position < bytes.count, bytes[position] == Self.quote else { return true }
            position += 1
        }
        return false
    }

    private mutating func takeLineEnd() -> [UInt8] {
        let rest = bytes[position...].prefix(2)
        let end: [UInt8] =
            rest.elementsEqual([0x0D, 0x0A])
            ? [0x0D, 0x0A] : rest.first.map { [0x0A, 0x0D].contains($0) ? [$0] : [] } ?? []
        position += end.count
        return end
    }

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let quote = UInt8(ascii: "\"")
}
