public import CertAuthority
import Credentials
import GRDB
import GRDBSQLite
import LinkedData

/// A store in one SQLite file, in write-ahead mode, so that readers and the one writer do not wait
/// for each other.
///
/// What was acknowledged is durable: every commit is flushed (`synchronous = FULL`). The `-wal` and
/// `-shm` files beside the store are kept when the writer closes, because a reader that may not
/// write the folder cannot make them.
public struct SQLiteStore: OfficeRecord {
    let database: any DatabaseReader
    let path: String
    /// For the public server, whose reads are many and small.
    private let lane: ReadLane?
    let prompt: PromptReader?
    /// Whether changes are done and then taken back.
    var takesBack = false

    /// How a store is opened.
    public enum Access: Sendable {
        /// For `certctl`: one connection that reads and writes.
        case readWrite
        /// For the public server: several connections, none of which can write.
        case readOnly
    }

    /// Opens an existing store.
    ///
    /// A writer upgrades a store of an older version; a reader refuses it.
    ///
    /// - Throws: ``StoreError`` with the code `missing`, `newer`, `older`, `corrupt`, `denied` or
    ///   `busy`.
    public init(path: String, access: Access) throws(StoreError) {
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
                lane = ReadLane(pool)
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

    /// Makes a new store.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where there is one already.
    public static func create(
        path: String, installation: Installation, _ authorship: Authorship
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
                try db.execute(
                    sql:
                        "INSERT INTO installation (id, name, base_url, created) VALUES (1, ?, ?, ?)",
                    arguments: [
                        installation.name, installation.baseURL, installation.created.seconds,
                    ])
                try AuditChain.append(
                    .initialise, subject: installation.baseURL,
                    details: ["name": .string(installation.name)], authorship, to: db)
            }
        } catch {
            throw storeError(error, path: path)
        }
    }

    /// The same store, whose every change is done, told and then taken back: for rehearsals.
    public func rehearsing() -> SQLiteStore {
        var store = self
        store.takesBack = true
        return store
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

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await database.read(body)
        } catch {
            throw Self.storeError(error, path: path)
        }
    }

    /// Reads in a transaction that others may share.
    func readTogether<Value: Sendable>(
        _ body: @escaping @Sendable (ReadScope) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            guard let lane else {
                return try await database.read { db in try body(ReadScope(db)) }
            }
            return try await lane.read(body)
        } catch {
            throw Self.storeError(error, path: path)
        }
    }

    /// Runs one transaction; what the closure itself throws comes out unchanged.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        guard let writer = database as? DatabaseQueue else {
            throw StoreError(.denied, "the store was opened for reading only")
        }
        do {
            guard takesBack else { return try await writer.write(body) }
            return try await writer.writeWithoutTransaction { db in
                var done: Value?
                try db.inTransaction(.immediate) {
                    done = try body(db)
                    return .rollback
                }
                guard let done else { throw StoreError(.failed, "the rehearsal came to no end") }
                return done
            }
        } catch let error as DatabaseError {
            throw Self.storeError(error, path: path)
        }
    }

    /// Names a database's error in the store's words.
    static func storeError(_ error: any Error, path: String) -> StoreError {
        if let error = error as? StoreError { return error }
        if let error = error as? FileError { return StoreError(error) }
        guard let error = error as? DatabaseError else { return StoreError(.failed, "\(error)") }
        return switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            StoreError(
                .corrupt, "the store at \(path) is damaged; restore it from a backup")
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            StoreError(
                .busy, "another process has held the store at \(path) for too long; try again")
        case .SQLITE_FULL:
            StoreError(.full, "the disk that holds \(path) is full; nothing of this was written")
        case .SQLITE_READONLY where error.extendedResultCode == .SQLITE_READONLY_DBMOVED:
            StoreError(
                .busy, "the store at \(path) was replaced by another meanwhile; run this again")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
            denied(path)
        case .SQLITE_IOERR:
            StoreError(
                .inputOutput,
                """
                the disk that holds \(path) reports an error \(step(error)); look at the disk and \
                at the system's log, then at \(do: .examine)
                """)
        case .SQLITE_CONSTRAINT:
            StoreError(
                .conflict,
                "this contradicts what the store holds, perhaps since another process wrote it "
                    + "meanwhile; nothing was changed: run this again (\(error.message ?? ""))")
        default:
            StoreError(.failed, "the store reports: \(error.message ?? "\(error.resultCode)")")
        }
    }
    private static func denied(_ path: String) -> StoreError {
        if FileSystem.isMountedReadOnly(path) {
            return StoreError(
                .denied,
                "the store at \(path) lies on a file system that is mounted read-only; nothing can "
                    + "be written there, and reading it takes all three files: the store, -wal, -shm"
            )
        }
        return StoreError(
            .denied,
            "the store at \(path) cannot be opened as wanted; check the rights of this user on it, "
                + "its folder and the -wal and -shm files beside it")
    }

    /// What SQLite was about when the disk failed.
    private static func step(_ error: DatabaseError) -> String {
        switch error.extendedResultCode {
        case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC: "when flushing"
        case .SQLITE_IOERR_WRITE, .SQLITE_IOERR_TRUNCATE: "when writing"
        case .SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ: "when reading"
        case .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMOPEN, .SQLITE_IOERR_SHMMAP:
            // SQLite does not tell which of the two it was.
            "when making the -shm file, as it does when it is full"
        default: "(\(error.extendedResultCode.rawValue))"
        }
    }
}
