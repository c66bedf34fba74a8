internal import LinkedData

/// A table read from a CSV file (RFC 4180) in UTF-8.
///
/// Reading never stops at the first fault that can be stepped over: all faults are listed, and
/// `records` holds every record of the right length, so that a caller can check the sound fields
/// of a damaged one too. Only a document without faults may be used.
///
/// Commas separate fields; records end with CRLF, LF or CR, the last one optionally; a byte order
/// mark, empty lines and the Ctrl-Z with which old systems end a file are passed over; white space
/// belongs to its field. Columns without a name at the right, which spreadsheets leave, are none as
/// long as nothing stands in them. Delimiters are looked
/// for among bytes, since a combining mark after a comma is one character with it for Swift's
/// `String`.
public struct CSVDocument: Sendable {
    /// One record after the header.
    public struct Record: Hashable, Sendable {
        /// Counted from 1, the first after the header.
        public let number: Int
        /// The line on which it starts, counted from 1.
        public let line: Int
        /// The fields, as many as there are columns.
        public let fields: [String]
        /// The indices of fields that have a fault; what stands in them means nothing.
        public let damagedFields: Set<Int>
    }

    /// The names in the header, in order; distinct and not empty when there are no faults.
    public let columns: [String]
    /// The records of the right length, in order.
    public let records: [Record]
    /// All that is wrong, in the order of the file.
    public let faults: [CSVError]

    /// Reads a file's bytes.
    ///
    /// - Parameter separator: What separates fields: one byte of ASCII.
    public init(
        _ bytes: [UInt8], limits: CSVLimits = .standard, separator: UInt8 = UInt8(ascii: ",")
    ) {
        var reader = CSVReader(bytes: bytes, limits: limits, separator: separator)
        reader.readAll()
        columns = reader.columns
        records = reader.records
        faults = reader.faults
    }

    init(columns: [String], records: [Record], faults: [CSVError]) {
        self.columns = columns
        self.records = records
        self.faults = faults
    }

    /// Reads text, for what is CSV already in memory.
    public init(text: String, limits: CSVLimits = .standard) {
        self.init(Array(text.utf8), limits: limits)
    }

    /// Where the column of exactly that name stands, or nil.
    public func index(of column: String) -> Int? { columns.firstIndex { $0.isExactly(column) } }
}
