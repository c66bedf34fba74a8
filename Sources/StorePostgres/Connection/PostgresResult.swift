import CPostgreSQL
import StoreSQL

/// What a statement gave: rows in PostgreSQL's binary form.
final class PostgresResult {
    private let handle: OpaquePointer
    let rowCount: Int32
    private let types: [Oid]

    /// Takes a result over; it is cleared with this.
    init(_ handle: OpaquePointer) {
        self.handle = handle
        rowCount = PQntuples(handle)
        types = (0..<PQnfields(handle)).map { PQftype(handle, $0) }
    }

    deinit { PQclear(handle) }

    /// Sees that every number can be read, so that reading it later needs no error.
    ///
    /// - Throws: ``PostgresFailure`` where a sum does not fit into 64 bits.
    func checkNumbers() throws {
        for (column, type) in types.enumerated() where type == Self.numeric {
            for row in 0..<rowCount { _ = try integer(row, Int32(column)) }
        }
    }

    var columnNames: [String] {
        types.indices.map { place in
            PQfname(handle, Int32(place)).map { String(cString: $0) } ?? ""
        }
    }

    func isNull(_ row: Int32, _ column: Int32) -> Bool { PQgetisnull(handle, row, column) == 1 }

    private func raw(_ row: Int32, _ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(handle, row, column), count: Int(PQgetlength(handle, row, column)))
    }

    func text(_ row: Int32, _ column: Int32) -> String {
        String(decoding: raw(row, column), as: UTF8.self)
    }

    func bytes(_ row: Int32, _ column: Int32) -> [UInt8] { [UInt8](raw(row, column)) }

    /// A whole number or a truth.
    func integer(_ row: Int32, _ column: Int32) throws -> Int64 {
        if isNull(row, column) { return 0 }
        let raw = raw(row, column)
        switch types[Int(column)] {
        case Self.numeric: return try Self.whole(raw)
        case Self.boolean: return raw.first == 0 ? 0 : 1
        default:
            guard let first = raw.first, [2, 4, 8].contains(raw.count) else { return 0 }
            return raw.dropFirst().reduce(Int64(Int8(bitPattern: first))) { $0 << 8 | Int64($1) }
        }
    }

    func value(_ row: Int32, _ column: Int32) throws -> SQLValue {
        if isNull(row, column) { return .null }
        return switch types[Int(column)] {
        case Self.byteArray: .bytes(bytes(row, column))
        case Self.boolean, Self.numeric, Self.int2, Self.int4, Self.int8:
            .integer(try integer(row, column))
        default: .text(text(row, column))
        }
    }

    /// A number of any length, as sums are, which has to be a whole one of 64 bits: its parts are
    /// digits to the base of 10,000 (PostgreSQL, `numeric_send`).
    private static func whole(_ raw: UnsafeRawBufferPointer) throws -> Int64 {
        func part(_ place: Int) -> Int {
            Int(Int16(bitPattern: UInt16(raw[2 * place]) << 8 | UInt16(raw[2 * place + 1])))
        }
        guard raw.count >= 8 else { return 0 }
        let (count, weight, sign) = (part(0), part(1), UInt16(truncatingIfNeeded: part(2)))
        var sum: Int64 = 0
        for place in 0..<max(0, weight + 1) {
            let digit = Int64(place < count ? part(4 + place) : 0)
            let (product, first) = sum.multipliedReportingOverflow(by: 10_000)
            let (total, second) =
                sign == 0x4000
                ? product.subtractingReportingOverflow(digit)
                : product.addingReportingOverflow(digit)
            guard !first, !second else {
                throw PostgresFailure(state: "22003", message: "integer overflow")
            }
            sum = total
        }
        return sum
    }

    // The types' numbers are fixed (src/include/catalog/pg_type.dat).
    static let boolean: Oid = 16
    static let byteArray: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let plainText: Oid = 25
    private static let numeric: Oid = 1700
}
