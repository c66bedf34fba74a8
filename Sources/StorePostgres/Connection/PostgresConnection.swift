import Glibc
import CPostgreSQL
import CertAuthority
import StoreSQL

/// A connection to PostgreSQL, always in pipeline mode: statements whose rows nobody wants are sent
/// and not waited for, until something is asked.
///
/// One thread at a time may use it.
final class PostgresConnection {
    private let handle: OpaquePointer
    private var texts: [String: PostgresText] = [:]
    private var prepared: [Shape: String] = [:]
    /// What was sent and has not been answered: true for what executes a statement.
    private var waiting: [Bool] = []
    private var waitingBytes = 0
    /// How many statements were ever prepared here: a name is given once.
    private var names = 0
    private var cursors: Set<Int> = []
    /// How many rows the last statement that was executed has changed.
    private var count = 0
    /// What the last statement that was executed was, in the server's words.
    private var done = ""
    /// What was acknowledged, where that is kept in mind.
    var memory: AcknowledgedHead?

    /// A statement with the types of its arguments.
    private struct Shape: Hashable {
        let sql: String
        let types: [Oid]
    }

    /// Before it is sent more than this, what was sent is waited for: errors should not come late, and
    /// their answers take memory.
    private static let mostWaiting = 1_000
    private static let mostWaitingBytes = 4 << 20

    /// Connects.
    ///
    /// - Parameter address: A connection string or address as libpq takes it (PostgreSQL, 34.1.1).
    /// - Throws: ``PostgresFailure``.
    init(_ address: String, program: String) throws {
        // An address may say otherwise; what is given before it is the default.
        let opened = Self.withPointers(
            ["connect_timeout", "dbname", "fallback_application_name", "client_encoding"]
        ) { names in
            Self.withPointers(["10", address, program, "UTF8"]) { values in
                PQconnectdbParams(names, values, 1)
            }
        }
        guard let opened else {
            throw PostgresFailure(state: nil, message: "there is no memory for a connection")
        }
        handle = opened
        guard PQstatus(opened) == CONNECTION_OK else {
            // What was opened of it is closed with this.
            throw PostgresFailure(state: nil, message: Self.message(opened))
        }
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        PQenterPipelineMode(opened)
    }

    deinit { PQfinish(handle) }

    /// Texts as C has them, with a null at the end.
    private static func withPointers<Value>(
        _ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies.map { UnsafePointer($0) } + [nil])
    }

    private static func message(_ handle: OpaquePointer) -> String {
        String(cString: PQerrorMessage(handle)).split(separator: "\n").joined(separator: "; ")
    }

    /// Whether it can still be used.
    var isGood: Bool { PQstatus(handle) == CONNECTION_OK }

    /// The version of the server, as 150004 for 15.4.
    var serverVersion: Int { Int(PQserverVersion(handle)) }

    // MARK: Statements

    /// A statement as PostgreSQL has it, read once.
    func text(_ sql: String) -> PostgresText {
        if let known = texts[sql] { return known }
        let text = PostgresText(sql)
        texts[sql] = text
        return text
    }

    /// Sends a statement whose rows are of no interest; what is wrong with it is thrown by whatever is
    /// asked next.
    func run(_ sql: String, _ arguments: [SQLValue] = []) throws {
        try send(sql, arguments)
        if waiting.count >= Self.mostWaiting || waitingBytes >= Self.mostWaitingBytes {
            _ = try finish()
        }
    }

    /// Executes a statement and gives its rows.
    func rows(_ sql: String, _ arguments: [SQLValue] = []) throws -> PostgresResult {
        try send(sql, arguments)
        guard let result = try finish() else {
            throw PostgresFailure(state: nil, message: "the server gave no answer")
        }
        return result
    }

    /// Executes statements in one round trip.
    ///
    /// - Returns: The result of each.
    func together(_ statements: [(sql: String, arguments: [SQLValue])]) throws -> [PostgresResult] {
        _ = try changesCount()
        for (sql, arguments) in statements { try send(sql, arguments) }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        do {
            return try receiveAll()
        } catch {
            if isGood { _ = try? rows("ROLLBACK") }
            throw error
        }
    }

    /// Runs several statements that have no arguments, separated by semicolons.
    func script(_ sql: String) throws {
        _ = try changesCount()
        PQexitPipelineMode(handle)
        defer { PQenterPipelineMode(handle) }
        guard let answer = PQexec(handle, sql) else { throw lost() }
        defer { PQclear(answer) }
        guard PQresultStatus(answer) == PGRES_COMMAND_OK else { throw Self.failure(answer) }
    }

    /// How many rows the last statement has changed.
    func changesCount() throws -> Int {
        if !waiting.isEmpty { _ = try finish() }
        return count
    }

    /// A number for a cursor that no other has that is open.
    func takeCursor() -> Int {
        let number = (1...).first { !cursors.contains($0) } ?? 1
        cursors.insert(number)
        return number
    }

    /// Gives the number back.
    func giveBack(cursor: Int) { cursors.remove(cursor) }

    private func send(_ sql: String, _ arguments: [SQLValue]) throws {
        let types = arguments.map { value -> Oid in
            switch value {
            case .null: 0
            case .integer: PostgresResult.int8
            case .text: PostgresResult.plainText
            case .bytes: PostgresResult.byteArray
            }
        }
        let shape = Shape(sql: sql, types: types)
        let name: String
        if let known = prepared[shape] {
            name = known
        } else {
            names += 1
            name = "s\(names)"
            guard PQsendPrepare(handle, name, sql, Int32(types.count), types) == 1 else {
                throw lost()
            }
            prepared[shape] = name
            waiting.append(false)
        }
        try sendExecution(of: name, arguments)
        waiting.append(true)
    }

    private func sendExecution(of name: String, _ arguments: [SQLValue]) throws {
        var bytes: [UInt8] = []
        var places: [Range<Int>?] = []
        for argument in arguments {
            let start = bytes.count
            switch argument {
            case .null:
                places.append(nil)
                continue
            case .integer(let number):
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let text): bytes.append(contentsOf: text.utf8)
            case .bytes(let value): bytes.append(contentsOf: value)
            }
            places.append(start..<bytes.count)
        }
        waitingBytes += bytes.count + 64
        // An empty value has an address too, or it would be null.
        bytes.append(0)
        let sent = bytes.withUnsafeBytes { buffer in
            let start = buffer.bindMemory(to: CChar.self).baseAddress
            let values = places.map { place in place.flatMap { start?.advanced(by: $0.lowerBound) }
            }
            let lengths = places.map { Int32($0?.count ?? 0) }
            let formats = [Int32](repeating: 1, count: places.count)
            return PQsendQueryPrepared(
                handle, name, Int32(places.count), values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
    }

    /// Waits for all that was sent.
    ///
    /// - Returns: The result of what was executed last.
    /// - Throws: ``PostgresFailure``, the first.
    private func finish() throws -> PostgresResult? {
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        return try receive()
    }

    /// Executes the last statement of a transaction.
    ///
    /// - Parameter seconds: After so many the server is asked to wait for its standbys no longer.
    /// - Returns: False where it was.
    /// - Throws: ``PostgresFailure``, also where the server took a transaction back that was to stay, as
    ///   it does where a statement had failed: without an error of its own.
    func finish(_ end: String, within seconds: Int?) throws -> Bool {
        let isConfirmed = try execute(end, within: seconds)
        guard done == end else {
            throw PostgresFailure(state: "25P02", message: "the transaction was taken back")
        }
        return isConfirmed
    }

    private func execute(_ end: String, within seconds: Int?) throws -> Bool {
        guard let seconds else {
            _ = try rows(end)
            return true
        }
        try send(end, [])
        guard PQpipelineSync(handle) == 1, PQflush(handle) == 0 else { throw lost() }
        var watched = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        var found: Int32
        // A signal ends the waiting, not the transaction.
        repeat {
            found = poll(&watched, 1, Int32(seconds * 1_000))
        } while found < 0 && errno == EINTR
        let isAnswered = found != 0
        if !isAnswered { cancel() }
        _ = try receive()
        return isAnswered
    }

    /// Asks the server to give up what it is about; a transaction that only waits for standbys stays
    /// (PostgreSQL, 20.6.2).
    private func cancel() {
        guard let request = PQgetCancel(handle) else { return }
        defer { PQfreeCancel(request) }
        var words = [CChar](repeating: 0, count: 256)
        PQcancel(request, &words, Int32(words.count))
    }

    private func receive() throws -> PostgresResult? { try receiveAll().last }

    private func receiveAll() throws -> [PostgresResult] {
        var failure: PostgresFailure?
        var results: [PostgresResult] = []
        let sent = waiting
        waiting = []
        waitingBytes = 0
        for executes in sent {
            while let answer = PQgetResult(handle) {
                let result = PostgresResult(answer)
                switch PQresultStatus(answer) {
                case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                    if executes {
                        results.append(result)
                        count = Int(String(cString: PQcmdTuples(answer))) ?? 0
                        done = String(cString: PQcmdStatus(answer))
                    }
                case PGRES_PIPELINE_ABORTED: break
                default: failure = failure ?? Self.failure(answer)
                }
            }
        }
        guard let end = PQgetResult(handle) else { throw lost() }
        let isSynchronised = PQresultStatus(end) == PGRES_PIPELINE_SYNC
        PQclear(end)
        if let failure {
            // What was not prepared after all must not be taken for it.
            prepared = [:]
            throw failure
        }
        guard isSynchronised else { throw lost() }
        return results
    }

    private static func failure(_ result: OpaquePointer) -> PostgresFailure {
        PostgresFailure(
            state: PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) },
            message: PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map {
                String(cString: $0)
            } ?? String(cString: PQresultErrorMessage(result)))
    }

    private func lost() -> PostgresFailure {
        PostgresFailure(state: nil, message: Self.message(handle))
    }
}
