public import CertAuthority
import GRDB
public import StoreSQL

/// What a backup holds.
public struct BackupReport: Sendable, Equatable {
    /// Where the audit stood.
    public let head: AuditHead
    /// How many certificates it holds.
    public let certificates: Int
    /// How many batches.
    public let batches: Int
    /// How many of them were under way.
    public let unfinished: Int
    /// Its size.
    public let bytes: Int64
}

extension SQLStore {
    /// Writes a copy of the record to a new file of the rights 0600, while the store is in use.
    ///
    /// The copy is one consistent state (SQLite's online backup under one reading transaction), so
    /// no writer waits for it. It gets its name only after it was read back and found whole:
    /// SQLite's own check, the schema, the audit. Private keys are not part of it.
    ///
    /// - Throws: ``FileError`` where the file is there or cannot be written, ``StoreError``.
    public func backup(to path: String) throws -> BackupReport {
        let file = try NewFile(path, mode: 0o600)
        do {
            guard let engine = engine as? SQLiteEngine else {
                throw StoreError(.failed, "only a store in a SQLite file is backed up so")
            }
            let report = try engine.copy(to: file.temporary)
            try file.publish()
            return report
        } catch {
            file.discard()
            for suffix in SQLiteEngine.sideFiles { FileSystem.remove(file.temporary + suffix) }
            throw error
        }
    }

}

extension SQLiteEngine {
    fileprivate func copy(to place: String) throws -> BackupReport {
        do {
            let copy = try DatabaseQueue(path: place)
            try database.backup(to: copy)
            // Alone in one file, so that nothing can be left behind when it is carried elsewhere.
            try copy.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            let report = try copy.read { db in
                try Self.examine(db)
                return try Self.backupReport(db, place)
            }
            try copy.close()
            return report
        } catch {
            // An error of the store itself names the store; the copy's, the copy.
            throw Self.storeError(error, path: place)
        }
    }

    /// Sees that a file is a whole store of ours.
    ///
    /// - Throws: ``StoreError``: `corrupt`, `newer` or `auditBroken`.
    static func examine(_ db: Database) throws {
        try checkSchema(db)
        let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(3)")
        guard faults == ["ok"] else {
            throw StoreError(
                .corrupt, "the store is damaged: \(faults.joined(separator: "; "))")
        }
        let audit = try AuditChain.check(SQLiteConnection(db))
        if let first = audit.findings.first {
            throw StoreError(
                .auditBroken,
                """
                the audit is inconsistent: \(first.description)\
                \(audit.count > 1 ? ", and \(audit.count - 1) more" : ""); see \(do: .verifyAudit)
                """)
        }
    }

    private static func backupReport(_ db: Database, _ path: String) throws -> BackupReport {
        let head = try AuditChain.head(SQLiteConnection(db))
        let unfinished = "SELECT count(*) FROM batch WHERE state = 'planned'"
        return BackupReport(
            head: AuditHead(count: head.count, digest: head.digest),
            certificates: try Int.fetchOne(db, sql: "SELECT count(*) FROM certificate") ?? 0,
            batches: try Int.fetchOne(db, sql: "SELECT count(*) FROM batch") ?? 0,
            unfinished: try Int.fetchOne(db, sql: unfinished) ?? 0,
            bytes: FileSystem.size(path) ?? 0)
    }

    /// What SQLite may put beside a store.
    static let sideFiles = ["-wal", "-shm", "-journal"]
}
