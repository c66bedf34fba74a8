import CertAuthority
import Credentials
import GRDBSQLite
import StoreSQL
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
        do {
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

/// One connection that can only read, with its statements.
private final class PromptConnection {
    private let database: OpaquePointer
    private let dataVersion: SQLiteStatement
    private let certificate: SQLiteStatement
    private let evidence: SQLiteStatement
    private let keys: SQLiteStatement
    private let list: SQLiteStatement

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
            "PRAGMA data_version", SQLStore.certificateQuery,
            SQLStore.evidenceQuery, SQLStore.keysQuery, SQLStore.listQuery,
        ]
        let statements = texts.compactMap { try? SQLiteStatement($0, on: opened) }
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

    /// - Throws: Something that the ordinary way has to look into; the connection is of no use then.
    func record(of number: CertificateNumber) throws -> Prompt<VerificationRecord> {
        let name = number.description
        try certificate.bind(name)
        // The others are read while the first statement stands at its row, so all of it is of one
        // state of the store.
        let found = try certificate.first { row in
            try evidence.bind(name)
            let steps = try evidence.rows(SQLStore.step)
            return try record(SQLStore.certificate(number, row, evidence: steps))
        }
        return found ?? .answer(nil)
    }

    private func record(_ certificate: Certificate) throws -> Prompt<VerificationRecord> {
        // The newest of several takes more reading than this is for.
        guard certificate.history.supersededBy == nil else { return .wait }
        guard let version = try dataVersion.first({ $0.integer(0) }) else { return .wait }
        if version != known.version { known = (version, [:], [:]) }
        let keys = try keys(of: certificate.organisation)
        let list = try list(certificate.statusList)
        return .answer(
            VerificationRecord(
                certificate: certificate, newest: nil, keys: keys, statusList: .success(list)))
    }

    private func keys(of organisation: Slug) throws -> [SigningKey] {
        if let found = known.keys[organisation] { return found }
        try keys.bind(organisation.text)
        let found = try keys.rows { try SQLStore.signingKey(of: organisation, $0) }
        known.keys[organisation] = found
        return found
    }

    private func list(_ id: String) throws -> [UInt8]? {
        if let found = known.lists[id] { return found }
        try list.bind(id)
        let found = try list.first { $0.bytes(0) }
        if let found, known.lists.count < 64 { known.lists[id] = found }
        return found
    }
}
