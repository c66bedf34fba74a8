import CertAuthority
import Credentials
import GRDBSQLite
import Synchronization

/// Reads certificates on the thread of whoever asks, for the public server's most frequent
/// question: a waiting thread that is woken for a read of some microseconds costs more than the
/// read.
///
/// It tells nothing of what is wrong: where no connection is free, or the store is locked, was
/// replaced, or holds anything unexpected, it gives no answer, and the ordinary way has to be
/// asked; then for a number of questions, since SQLite itself tries for a while where the log's
/// index is locked (``BriefWaits``).
final class PromptReader: Sendable {
    private let path: String
    /// The file that is read; another under its name is another store.
    private let file: FileIdentity?
    private let seats: [Seat]
    /// For how many questions the ordinary way is asked at once.
    private let pause = Atomic<Int>(0)

    /// The length of a pause, in questions.
    private static var pauseLength: Int { 256 }

    /// Where a connection is kept while nobody reads by it.
    private final class Seat: Sendable {
        let connection = Mutex<PromptConnection?>(nil)
    }

    init(path: String, connections count: Int) {
        self.path = path
        file = FileIdentity(path: path)
        seats = (0..<count).map { _ in Seat() }
    }

    /// The record of that number; `wait` where it cannot be told at once.
    func record(of number: CertificateNumber) -> Prompt<VerificationRecord> {
        if pause.load(ordering: .relaxed) > 0 {
            pause.subtract(1, ordering: .relaxed)
            return .wait
        }
        for seat in seats {
            let answer = seat.connection.withLockIfAvailable { connection in
                record(of: number, by: &connection)
            }
            if let answer { return answer }
        }
        return .wait
    }

    private func record(
        of number: CertificateNumber, by connection: inout PromptConnection?
    ) -> Prompt<VerificationRecord> {
        guard let file, FileIdentity(path: path) == file else {
            connection = nil
            return .wait
        }
        if connection == nil { connection = PromptConnection(path, file) }
        guard let open = connection else { return pausing() }
        do throws(Unexpected) {
            return try open.record(of: number)
        } catch {
            connection = nil
            return pausing()
        }
    }

    private func pausing() -> Prompt<VerificationRecord> {
        pause.store(Self.pauseLength, ordering: .relaxed)
        return .wait
    }
}

/// Something that the ordinary way has to look into.
private struct Unexpected: Error {}

/// One connection that can only read, with its statements.
private final class PromptConnection {
    private let database: OpaquePointer
    private let dataVersion: PromptStatement
    private let certificate: PromptStatement
    private let evidence: PromptStatement
    private let keys: PromptStatement
    private let list: PromptStatement

    /// Keys and lists as they stood at that version of the data, and stand until it changes.
    private var known: (version: Int64, keys: [Slug: [SigningKey]], lists: [String: [UInt8]])

    init?(_ path: String, _ file: FileIdentity) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK, let opened,
            FileIdentity(path: path) == file
        else {
            sqlite3_close_v2(opened)
            return nil
        }
        sqlite3_busy_timeout(opened, 0)
        // The upper levels of the indexes stay in memory; of a certificate's own pages few do.
        sqlite3_exec(opened, "PRAGMA cache_size = -16384", nil, nil, nil)
        let texts = [
            "PRAGMA data_version", SQLiteStore.certificateQuery,
            SQLiteStore.evidenceQuery, SQLiteStore.keysQuery, SQLiteStore.listQuery,
        ]
        let statements = texts.compactMap { PromptStatement($0, opened) }
        guard statements.count == texts.count else {
            sqlite3_close_v2(opened)
            return nil
        }
        database = opened
        dataVersion = statements[0]
        certificate = statements[1]
        evidence = statements[2]
        keys = statements[3]
        list = statements[4]
        known = (0, [:], [:])
    }

    /// The statements that are left are finalised before the connection is really closed.
    deinit { sqlite3_close_v2(database) }

    /// - Throws: ``Unexpected``; the connection is of no use then.
    func record(
        of number: CertificateNumber
    ) throws(Unexpected) -> Prompt<VerificationRecord> {
        let name = number.description
        // The others are read while the first statement stands at its row, so all of it is of one
        // state of the store.
        let found = try certificate.rows(name) { (row) throws(Unexpected) in
            let steps = try evidence.rows(name) { (row) throws(Unexpected) in
                guard let step = try? CertificateNumber(row.text(0)) else { throw Unexpected() }
                return step
            }
            let certificate = try Self.certificate(number, row, evidence: steps)
            return try record(certificate)
        }
        return found.first ?? .answer(nil)
    }

    private func record(
        _ certificate: Certificate
    ) throws(Unexpected) -> Prompt<VerificationRecord> {
        // The newest of several takes more reading than this is for.
        guard certificate.history.supersededBy == nil else { return .wait }
        let version = try dataVersion.rows(nil) { (row) throws(Unexpected) in row.integer(0) }
        guard let version = version.first else { throw Unexpected() }
        if version != known.version { known = (version, [:], [:]) }
        let keys = try keys(of: certificate.organisation)
        let list = try list(certificate.statusList)
        return .answer(
            VerificationRecord(
                certificate: certificate, newest: nil, keys: keys, statusList: .success(list)))
    }

    private static func certificate(
        _ number: CertificateNumber, _ row: borrowing PromptRow, evidence: [CertificateNumber]
    ) throws(Unexpected) -> Certificate {
        guard let programme = Slug(row.text(0)), let organisation = Slug(row.text(1)),
            let delivery = DeliveryMode(rawValue: row.text(5)),
            let completedOn = CivilDate(row.text(6)),
            let state = Standing.State(rawValue: row.text(12))
        else { throw Unexpected() }
        return Certificate(
            number: number, programme: programme, organisation: organisation, batch: row.text(2),
            name: row.text(3), locale: row.optionalText(4).flatMap { LanguageTag($0) },
            delivery: delivery, completedOn: completedOn,
            issuedAt: Timestamp(seconds: row.integer(7)), validUntil: row.instant(8),
            key: row.text(9), statusList: row.text(10), statusIndex: Int(row.integer(11)),
            standing: Standing(state: state, since: row.instant(13), reason: row.optionalText(14)),
            settledBy: row.optionalText(15), evidence: evidence, credential: row.bytes(16),
            history: CertificateHistory(
                supersedes: try row.number(17), supersededBy: try row.number(18),
                erasedAt: row.instant(19)))
    }

    private func keys(of organisation: Slug) throws(Unexpected) -> [SigningKey] {
        if let found = known.keys[organisation] { return found }
        let found = try keys.rows(organisation.text) { (row) throws(Unexpected) in
            let id = row.text(0)
            guard let key = try? PublicKey(multikey: id) else { throw Unexpected() }
            return SigningKey(
                id: id, organisation: organisation, publicKey: key,
                created: Timestamp(seconds: row.integer(1)), retired: row.instant(2))
        }
        known.keys[organisation] = found
        return found
    }

    private func list(_ id: String) throws(Unexpected) -> [UInt8]? {
        if let found = known.lists[id] { return found }
        let found = try list.rows(id) { (row) throws(Unexpected) in row.bytes(0) }.first
        if let found, known.lists.count < 64 { known.lists[id] = found }
        return found
    }
}

/// A statement that was prepared once.
private final class PromptStatement {
    private let statement: OpaquePointer

    init?(_ text: String, _ database: OpaquePointer) {
        var prepared: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        guard sqlite3_prepare_v3(database, text, -1, flags, &prepared, nil) == SQLITE_OK,
            let prepared
        else { return nil }
        statement = prepared
    }

    deinit { sqlite3_finalize(statement) }

    func rows<Value>(
        _ argument: String?, _ read: (borrowing PromptRow) throws(Unexpected) -> Value
    ) throws(Unexpected) -> [Value] {
        defer { sqlite3_reset(statement) }
        if var argument {
            // SQLITE_TRANSIENT: SQLite copies the text.
            let copied = argument.withUTF8 { text in
                text.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(
                        statement, 1, $0.baseAddress, Int32($0.count),
                        unsafeBitCast(-1, to: sqlite3_destructor_type.self))
                }
            }
            guard copied == SQLITE_OK else { throw Unexpected() }
        }
        var values: [Value] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: values.append(try read(PromptRow(statement: statement)))
            case SQLITE_DONE: return values
            default: throw Unexpected()
            }
        }
    }
}

/// The row at which a statement stands; the tables are strict, so each column has its type.
private struct PromptRow: ~Copyable {
    let statement: OpaquePointer

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func instant(_ column: Int32) -> Timestamp? {
        isNull(column) ? nil : Timestamp(seconds: integer(column))
    }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(
            decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func number(_ column: Int32) throws(Unexpected) -> CertificateNumber? {
        guard !isNull(column) else { return nil }
        guard let number = try? CertificateNumber(text(column)) else { throw Unexpected() }
        return number
    }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }
}
