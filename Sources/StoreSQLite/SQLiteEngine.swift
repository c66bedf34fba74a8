import CertAuthority
import Credentials
import GRDB
import GRDBSQLite
import StoreSQL

/// The record in one SQLite file, in write-ahead mode, so that readers and the one writer do not wait
/// for each other.
///
/// What was acknowledged is durable: every commit is flushed (`synchronous = FULL`). The `-wal` and
/// `-shm` files beside the store are kept when the writer closes, because a reader that may not
/// write the folder cannot make them.
struct SQLiteEngine: SQLEngine {
    let database: any DatabaseReader
    let path: String
    /// For the public server, whose reads are many and small.
    private let lane: ReadLane?
    private let prompt: PromptReader?

    /// Opens an existing store.
    ///
    /// - Throws: ``StoreError``.
    init(path: String, access: SQLStore.Access) throws(StoreError) {
        guard FileSystem.exists(path) else {
            guard !FileSystem.isOutOfReach(path) else {
                throw StoreError(
                    .denied,
                    "this user may not look for an installation at \(path); check the rights of "
                        + "its folder and of those above it")
            }
            throw StoreError(
                .missing,
                """
                there is no installation at \(path); make one with \(do: .makeInstallation), or name \
                its folder with \(do: .nameInstallation)
                """)
        }
        self.path = path
        do {
            switch access {
            case .readWrite:
                database = try DatabaseQueue(path: path, configuration: Self.writing)
                lane = nil
                prompt = nil
            case .readOnly:
                let pool = try DatabasePool(path: path, configuration: Self.reading)
                database = pool
                lane = ReadLane { body in
                    try pool.read { db in try body(SQLiteConnection(db)) }
                }
                prompt = PromptReader(path: path, connections: 4)
            }
            try database.read(Self.checkSchema)
            if let writer = database as? DatabaseQueue {
                try StoreMigrations.migrator.migrate(writer)
            } else if try !database.read(StoreMigrations.migrator.hasCompletedMigrations) {
                throw StoreError(
                    .older,
                    "the store was written by an older version; run \(do: .upgradeStore)")
            }
        } catch {
            throw Self.storeError(error, path: path)
        }
    }

    /// Makes a new store whose tables are empty but for what a body writes.
    static func create(
        path: String, _ first: (any SQLDatabase) throws -> Void = { _ in }
    ) throws(StoreError) {
        guard !FileSystem.exists(path) else {
            throw StoreError(.conflict, "there is an installation at \(path) already")
        }
        do {
            // The record holds addresses and countries: not for every user of the machine. SQLite
            // gives the files beside it the same rights.
            try FileSystem.create(path, [], mode: 0o640)
            let queue = try DatabaseQueue(path: path, configuration: writing)
            try queue.write { db in
                try db.execute(
                    sql: "PRAGMA application_id = \(StoreMigrations.applicationIdentifier)")
            }
            try StoreMigrations.migrator.migrate(queue)
            try queue.write { db in
                try first(SQLiteConnection(db))
            }
        } catch {
            throw storeError(error, path: path)
        }
    }

    static var writing: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            // First, so that a connection that fails in what follows leaves the files there too.
            var keepsLog: Int32 = 1
            sqlite3_file_control(
                db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &keepsLog)
            // A chunk of a large batch touches pages all over the indexes: a cache of 32 MiB holds
            // them until the commit, and the log is folded into the store every 64 MiB.
            try db.execute(
                sql: """
                    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                    PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 16384
                    """)
        }
        return configuration
    }

    private static var reading: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(1)
        configuration.maximumReaderCount = 4
        return configuration
    }

    static func checkSchema(_ db: Database) throws {
        let identifier = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        guard identifier == StoreMigrations.applicationIdentifier else {
            throw StoreError(.corrupt, "the file is not a store of this service")
        }
        if try StoreMigrations.migrator.hasBeenSuperseded(db) {
            throw StoreError(
                .newer, "the store was written by a newer version; install that version here too")
        }
        guard try db.tableExists("installation") else {
            throw StoreError(.corrupt, "the store is damaged: its tables are missing")
        }
    }

    // MARK: SQLEngine

    var isReadOnly: Bool { !(database is DatabaseQueue) }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLDatabase) throws -> Value
    ) async throws -> Value {
        try await database.read { db in try body(SQLiteConnection(db)) }
    }

    func readNow<Value>(_ body: (any SQLDatabase) throws -> Value) throws -> Value {
        try database.read { db in try body(SQLiteConnection(db)) }
    }

    func readTogether<Value: Sendable>(
        _ body: @escaping @Sendable (ReadScope) throws -> Value
    ) async throws -> Value {
        guard let lane else {
            return try await database.read { db in try body(ReadScope(SQLiteConnection(db))) }
        }
        return try await lane.read(body)
    }

    func write<Value: Sendable>(
        _ manner: WriteManner, _ body: @escaping @Sendable (any SQLDatabase) throws -> Value
    ) async throws -> Value {
        guard let writer = database as? DatabaseQueue else {
            throw StoreError(.denied, "the store was opened for reading only")
        }
        do {
            guard manner.takesBack else {
                return try await writer.write { db in try body(SQLiteConnection(db)) }
            }
            return try await writer.writeWithoutTransaction { db in
                var done: Value?
                try db.inTransaction(.immediate) {
                    done = try body(SQLiteConnection(db))
                    return .rollback
                }
                guard let done else { throw StoreError(.failed, "the rehearsal came to no end") }
                return done
            }
        } catch let error as DatabaseError {
            throw storeError(error)
        }
    }

    func writeNow<Value>(_ body: (any SQLDatabase) throws -> Value) throws -> Value {
        guard let writer = database as? DatabaseQueue else {
            throw StoreError(.denied, "the store was opened for reading only")
        }
        do {
            return try writer.write { db in try body(SQLiteConnection(db)) }
        } catch let error as DatabaseError {
            throw storeError(error)
        }
    }

    func verificationRecordAtOnce(of number: CertificateNumber) -> Prompt<VerificationRecord> {
        prompt?.record(of: number) ?? .wait
    }

    /// The ordinary way is the quickest.
    func verificationRecord(
        of number: CertificateNumber
    ) async throws(StoreError) -> VerificationRecord?? { nil }

    /// Rewrites the store's files so that nothing of what was removed is left in them.
    ///
    /// Overwriting is not enough: SQLite leaves copies behind where it moves rows within and between
    /// pages. `VACUUM` writes all pages anew from what there is, and the checkpoint empties the log.
    func forget() async throws {
        guard let writer = database as? DatabaseQueue else { return }
        try await writer.writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM")
            try db.checkpoint(.truncate)
        }
    }

    func damages(isThorough: Bool) async throws -> [String] {
        try await database.read { db in
            let words = try String.fetchAll(
                db, sql: isThorough ? "PRAGMA integrity_check(10)" : "PRAGMA quick_check(10)")
            guard isThorough, words == ["ok"] else { return words.filter { $0 != "ok" } }
            return try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(10).map {
                "a row of \($0[0] as String) refers to none of \($0[2] as String)"
            }
        }
    }

    func storeError(_ error: any Error) -> StoreError { Self.storeError(error, path: path) }

    /// Closes every connection.
    func close() throws {
        if let pool = database as? DatabasePool { try pool.close() }
        if let queue = database as? DatabaseQueue { try queue.close() }
    }
}
