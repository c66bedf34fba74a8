public import CertAuthority
import Credentials
import Foundation
import GRDB
import StoreSQL

/// Puts a store back from a backup.
///
/// The backup is copied beside the store first, checked there, brought to the form of this version
/// and given what must not be lost; only then does it take the store's place, by one renaming.
public struct StoreRestore: Sendable {
    let home: InstallationHome
    let working: String
    let copy: DatabaseQueue
    let present: Present

    /// What there is at the store's place.
    enum Present: Sendable {
        case none
        case readable(SQLiteEngine)
        case unreadable(String)
    }

    /// Copies a backup and checks it: ours, not newer, whole, its audit unbroken.
    ///
    /// - Throws: ``StoreError``, naming the backup; `conflict` where it is a backup of another
    ///   installation. ``FileError``. Nothing is left behind then; otherwise ``discard()`` or
    ///   ``finish(_:accepting:lists:_:)`` must follow.
    public init(backup: String, home: InstallationHome) throws {
        if let size = FileSystem.size(backup + "-wal"), size > 0 {
            throw StoreError(
                .conflict,
                """
                \(backup) has a -wal file beside it, so it is a store in use and not a backup; \
                make one with \(do: .backUp)
                """)
        }
        try home.make()
        self.home = home
        working = "\(home.storePath).restore-\(ProcessInfo.processInfo.processIdentifier)"
        Self.remove(working)
        try FileSystem.copy(backup, to: working, mode: 0o640)
        do {
            var configuration = Configuration()
            configuration.foreignKeysEnabled = true
            copy = try DatabaseQueue(path: working, configuration: configuration)
            try copy.read(SQLiteEngine.checkSchema)
            try StoreMigrations.migrator.migrate(copy)
            try copy.read(SQLiteEngine.examine)
            present = try Self.present(home.storePath)
            try Self.refuseAnother(copy, present)
        } catch {
            Self.remove(working)
            throw SQLiteEngine.storeError(error, path: backup)
        }
    }

    /// Leaves everything as it was.
    public func discard() {
        try? copy.close()
        Self.remove(working)
    }

    private static func remove(_ path: String) {
        for suffix in [""] + SQLiteEngine.sideFiles { FileSystem.remove(path + suffix) }
    }

    private static func present(_ path: String) throws -> Present {
        guard FileSystem.exists(path) else { return .none }
        do throws(StoreError) {
            return .readable(try SQLiteEngine(path: path, access: .readOnly))
        } catch {
            switch error.code {
            case .corrupt, .inputOutput, .failed: return .unreadable(error.description)
            default: throw error
            }
        }
    }

    private static func refuseAnother(_ copy: DatabaseQueue, _ present: Present) throws {
        guard case .readable(let store) = present else { return }
        let sql = "SELECT base_url || ' made ' || created FROM installation"
        let ours = try? store.database.read { try String.fetchOne($0, sql: sql) }
        let theirs = try copy.read { try String.fetchOne($0, sql: sql) }
        if let ours, ours != theirs {
            throw StoreError(
                .conflict,
                "the backup is of another installation than the one here; name another folder with "
                    + "--home")
        }
    }

    /// What would be lost.
    ///
    /// - Throws: ``StoreError`` where the copy cannot be read. A present store that cannot be read
    ///   is told in the loss.
    public func loss() throws -> RestoreLoss {
        do {
            switch present {
            case .none:
                return try copy.read { try Self.loss(of: nil, in: SQLiteConnection($0), nil) }
            case .unreadable(let reason):
                return try copy.read { try Self.loss(of: nil, in: SQLiteConnection($0), reason) }
            case .readable(let store):
                return try copy.read { db in
                    let copied = SQLiteConnection(db)
                    do {
                        return try store.readNow { try Self.loss(of: $0, in: copied, nil) }
                    } catch let error as DatabaseError {
                        let reason = SQLiteEngine.storeError(error, path: home.storePath)
                        return try Self.loss(of: nil, in: copied, reason.description)
                    }
                }
            }
        } catch {
            throw SQLiteEngine.storeError(error, path: working)
        }
    }

    static func loss(
        of present: (any SQLDatabase)?, in copied: any SQLDatabase, _ unreadable: String?
    ) throws -> RestoreLoss {
        let backup = try head(copied)
        guard let present else {
            return RestoreLoss(
                backup: backup, present: nil, unreadable: unreadable, common: 0, certificates: [],
                standings: [], batches: [], keys: [], changesCatalogue: false)
        }
        let (certificates, standings) = try differences(present, copied)
        func catalogue(_ db: any SQLDatabase) throws -> [[SQLValue]] {
            try SQLRow.fetchAll(db, sql: "SELECT path, content FROM catalogue_file ORDER BY path")
                .map(\.values)
        }
        return RestoreLoss(
            backup: backup, present: try head(present), unreadable: nil,
            common: try common(present, copied), certificates: certificates, standings: standings,
            batches: try missing("SELECT id FROM batch ORDER BY rowid", present, copied),
            keys: try missing("SELECT id FROM signing_key ORDER BY rowid", present, copied),
            changesCatalogue: try catalogue(present) != catalogue(copied))
    }

    private static func head(_ db: any SQLDatabase) throws -> AuditHead {
        let head = try AuditChain.head(db)
        return AuditHead(count: head.count, digest: head.digest)
    }

    /// How many entries two chains share.
    private static func common(_ one: any SQLDatabase, _ other: any SQLDatabase) throws -> Int64 {
        try RestoreRules.common(min(head(one).count, head(other).count)) { place in
            try digest(place, one) == digest(place, other)
        }
    }

    private static func digest(_ sequence: Int64, _ db: any SQLDatabase) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT digest FROM audit WHERE sequence = ?", arguments: [sequence])
    }

    private static func missing(
        _ sql: String, _ present: any SQLDatabase, _ copied: any SQLDatabase
    ) throws -> [String] {
        let known = Set(try String.fetchAll(copied, sql: sql))
        return try String.fetchAll(present, sql: sql).filter { !known.contains($0) }
    }

    private static func differences(
        _ present: any SQLDatabase, _ copied: any SQLDatabase
    ) throws -> ([RestoreLoss.Certificate], [RestoreLoss.Standing]) {
        var lost: (certificates: [RestoreLoss.Certificate], standings: [RestoreLoss.Standing]) =
            ([], [])
        let find = try copied.statement("SELECT state FROM certificate WHERE number = ?")
        let rows = try SQLRow.fetchCursor(
            present, sql: "SELECT number, batch, state FROM certificate ORDER BY sequence")
        while let row = try rows.next() {
            let number: String = row["number"]
            RestoreRules.addLoss(
                of: .init(number: number, batch: row["batch"], state: row["state"]),
                backup: try String.fetchOne(find, arguments: [number]), to: &lost)
        }
        return lost
    }
}
