/// One thing wrong in a CSV file, with its place.
public struct CSVError: Error, Hashable, Sendable {
    /// What kind of fault it is.
    public enum Code: String, Sendable {
        /// Starts like UTF-16 or UTF-32.
        case notUTF8File
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// A NUL byte, which no text has.
        case nulByte
        /// A quote was opened and never closed.
        case unterminatedQuote
        /// Something other than a comma or a line's end follows a closing quote.
        case textAfterQuote
        /// A quote stands within a field that does not start with one.
        case strayQuote
        /// A record has fewer fields than the header.
        case tooFewFields
        /// A record has more fields than the header.
        case tooManyFields
        /// There is no header.
        case noHeader
        /// The header is split by semicolons or tabs.
        case wrongSeparator
        /// A column has no name.
        case emptyColumnName
        /// Two columns have the same name.
        case duplicateColumnName
        /// The file, a field or the number of columns or records is beyond the bounds.
        case tooLarge
        /// More faults than are worth listing; the rest of the file was not read.
        case tooManyFaults
    }

    /// What kind of fault it is.
    public let code: Code
    /// The line, counted from 1; lines within quoted fields count too.
    public let line: Int
    /// The record, 1 for the first after the header; nil in the header and for the file as a whole.
    public let record: Int?
    /// The field within its record, counted from 1; nil when the whole record is meant.
    public let field: Int?
    /// The name of that field's column, where the header is known and names it.
    public let column: String?
    /// The offset in bytes from the start of the file.
    public let byte: Int
    /// What was found and what to do, in words.
    public let reason: String
}

extension CSVError: CustomStringConvertible {
    /// `line 7 (record 6), column "email", byte 1045: reason`.
    public var description: String {
        var place = "line \(line)"
        if let record { place += " (record \(record))" }
        if let column {
            place += ", column \"\(column)\""
        } else if let field {
            place += ", field \(field)"
        }
        return "\(place), byte \(byte): \(reason)"
    }
}

/// What a CSV file may cost.
public struct CSVLimits: Sendable {
    /// The size of the file in bytes.
    public var bytes: Int
    /// How many records may follow the header.
    public var records: Int
    /// How many columns the header may name.
    public var columns: Int
    /// The size of one field in bytes.
    public var fieldBytes: Int
    /// How many faults are listed before reading stops.
    public var faults: Int

    /// Sets the bounds.
    public init(
        bytes: Int = 64 << 20, records: Int = 1_000_000, columns: Int = 256,
        fieldBytes: Int = 64 << 10, faults: Int = 1_000
    ) {
        self.bytes = bytes
        self.records = records
        self.columns = columns
        self.fieldBytes = fieldBytes
        self.faults = faults
    }

    /// 64 MiB, a million records, 256 columns, 64 KiB a field, a thousand faults.
    public static let standard = CSVLimits()
}
