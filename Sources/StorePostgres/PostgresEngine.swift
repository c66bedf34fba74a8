import CertAuthority
import StoreSQL
import Synchronization

/// The record in a PostgreSQL database.
///
/// Writers are one at a time, as in a file: each transaction that writes first counts up the one row
/// of `store_state`, on which the next waits. Then rules that look before they write hold as they are
/// told, and a count tells readers whether anything has changed.
struct PostgresEngine: SQLEngine {
    let isReadOnly: Bool
    let address: PostgresAddress
    private let seats: [PostgresSeat]
    private let turn = SharedCounter()
    private let lanes: [ReadLane]
    /// For the public server's most frequent question.
    private let lookups: [PostgresLane]
    /// How many seconds a standby may be behind.
    private let bound: Int

    /// Opens a database whose tables are there, and brings them to the form of this version where it
    /// may write.
    ///
    /// - Parameter memory: The file that says what the database has acknowledged; see
    ///   ``AcknowledgedHead``.
    /// - Throws: ``StoreError``.
    init(
        _ address: PostgresAddress, access: PostgresAccess, standbyBound: Int = 30,
        memory: String? = nil
    ) throws(StoreError) {
        self.address = address
        bound = standbyBound
        isReadOnly = access == .readOnly
        let program = isReadOnly ? "VerifyServer" : "certctl"
        seats = (0..<(isReadOnly ? 4 : 1)).map { _ in
            PostgresSeat(address: address.text, program: program, memory: memory)
        }
        lanes =
            isReadOnly
            ? seats.map { seat in
                ReadLane { body in
                    try seat.runNow { connection in
                        try connection.reading(within: standbyBound) { try body($0) }
                    }
                }
            } : []
        lookups =
            isReadOnly
            ? seats.prefix(2).map { PostgresLane(seat: $0, bound: standbyBound) } : []
        let isReadOnly = isReadOnly
        do {
            try seats[0].runNow { connection in
                try PostgresSchema.check(connection, mayUpgrade: !isReadOnly)
            }
        } catch {
            throw Self.storeError(error, at: address)
        }
    }

    /// Makes the tables in an empty database, with nothing in them but what a body writes.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where there is a store already.
    static func create(
        _ address: PostgresAddress, _ first: (any SQLDatabase) throws -> Void = { _ in }
    ) throws(StoreError) {
        do {
            let connection = try PostgresConnection(address.text, program: "certctl")
            try PostgresSchema.create(on: connection)
            try connection.run("BEGIN")
            try connection.ending("COMMIT") { db in try first(db) }
        } catch {
            throw storeError(error, at: address)
        }
    }

    private var seat: PostgresSeat { seats[turn.next() % seats.count] }

    // MARK: SQLEngine

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLDatabase) throws -> Value
    ) async throws -> Value {
        try await seat.run { [bound] connection in
            try connection.reading(within: bound, body)
        }
    }

    func readNow<Value>(_ body: (any SQLDatabase) throws -> Value) throws -> Value {
        try seat.runNow { connection in try connection.reading(within: bound, body) }
    }

    func readTogether<Value: Sendable>(
        _ body: @escaping @Sendable (ReadScope) throws -> Value
    ) async throws -> Value {
        guard !lanes.isEmpty else {
            return try await seat.run { [bound] connection in
                try connection.reading(within: bound) { db in try body(ReadScope(db)) }
            }
        }
        return try await lanes[turn.next() % lanes.count].read(body)
    }

    func write<Value: Sendable>(
        _ manner: WriteManner, _ body: @escaping @Sendable (any SQLDatabase) throws -> Value
    ) async throws -> Value {
        do {
            return try await seats[0].run { connection in
                try connection.writing(manner, body)
            }
        } catch let failure as PostgresFailure {
            throw storeError(failure)
        }
    }

    func writeNow<Value>(_ body: (any SQLDatabase) throws -> Value) throws -> Value {
        do {
            return try seats[0].runNow { connection in
                try connection.writing(WriteManner(), body)
            }
        } catch let failure as PostgresFailure {
            throw storeError(failure)
        }
    }

    func verificationRecordAtOnce(of number: CertificateNumber) -> Prompt<VerificationRecord> {
        .wait
    }

    func verificationRecord(
        of number: CertificateNumber
    ) async throws(StoreError) -> VerificationRecord?? {
        guard !lookups.isEmpty else { return nil }
        do {
            return try await lookups[turn.next() % lookups.count].record(of: number)
        } catch {
            throw storeError(error)
        }
    }

    /// Rewrites the tables so that nothing of what was removed is left in them. Segments of the
    /// write-ahead log keep it until they are recycled, and archives as long as they are kept.
    func forget() async throws {
        try await seats[0].run { connection in
            // Who does not own a table is only warned of, and nothing is done.
            let isOwner = try connection.rows(
                "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class "
                    + "WHERE oid = CAST('certificate' AS regclass)")
            guard try isOwner.integer(0, 0) == 1 else {
                throw StoreError(
                    .denied,
                    """
                    old copies of what was removed stay in the tables' files until their owner \
                    rewrites them (VACUUM FULL), and this database user is not the owner
                    """)
            }
            for table in PostgresSchema.rewritten {
                _ = try connection.rows("VACUUM FULL \(table)")
            }
        }
    }

    func damages(isThorough: Bool) async throws -> [String] {
        try await seat.run { connection in
            try PostgresExamination.damages(connection, isThorough: isThorough)
        }
    }

    func close() { for seat in seats { seat.close() } }

    func storeError(_ error: any Error) -> StoreError { Self.storeError(error, at: address) }
}

/// How a database is opened.
enum PostgresAccess: Sendable {
    /// For `certctl`: one connection that reads and writes.
    case readWrite
    /// For the public server: several connections that only read.
    case readOnly
}

/// Counts up, whoever asks.
final class SharedCounter: Sendable {
    private let value = Atomic<Int>(0)

    func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue & Int.max }
}
