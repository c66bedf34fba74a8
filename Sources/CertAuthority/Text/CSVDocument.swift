internal import LinkedData

/// A table read from a CSV file (RFC 4180) in UTF-8.
///
/// Reading never stops at the first fault that can be stepped over: all faults are listed, and
/// `records` holds every record of the right length with the fields that could be read. Commas separate fields; records end with CRLF, LF or CR,
/// the last one optionally; a byte order mark and empty lines are passed over; white space belongs
/// to its field. Delimiters are looked for among bytes, since a combining mark after a comma is one
/// character with it for Swift's `String`.
public struct CSVDocument: Sendable {
    /// One record after the header.
    public struct Record: Hashable, Sendable {
        /// Counted from 1, the first after the header.
        public let number: Int
        /// The line on which it starts, counted from 1.
        public let line: Int
        /// The fields, as many as there are columns.
        public let fields: [String]
        /// The indices of fields that could not be read and stand empty here; each has its fault.
        public let damagedFields: Set<Int>
    }

    /// The names in the header, in order; distinct and not empty when there are no faults.
    public let columns: [String]
    /// The records of the right length, in order.
    public let records: [Record]
    /// All that is wrong, in the order of the file.
    public let faults: [CSVError]

    /// Reads a file's bytes.
    public init(_ bytes: [UInt8], limits: CSVLimits = .standard) {
        var reader = CSVReader(bytes: bytes, limits: limits)
        reader.readAll()
        columns = reader.columns
        records = reader.records
        faults = reader.faults
    }

    /// Reads text, for what is CSV already in memory.
    public init(text: String, limits: CSVLimits = .standard) {
        self.init(Array(text.utf8), limits: limits)
    }

    /// Where the column of exactly that name stands, or nil.
    public func index(of column: String) -> Int? { columns.firstIndex { $0.isExactly(column) } }
}
