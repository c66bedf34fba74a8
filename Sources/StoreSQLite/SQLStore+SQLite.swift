public import CertAuthority
import Credentials
public import StoreSQL

extension SQLStore {
    /// How a store is opened.
    public enum Access: Sendable {
        /// For `certctl`: one connection that reads and writes.
        case readWrite
        /// For the public server: several connections, none of which can write.
        case readOnly
    }

    /// Opens an existing store in a SQLite file.
    ///
    /// A writer upgrades a store of an older version; a reader refuses it.
    ///
    /// - Throws: ``StoreError`` with the code `missing`, `newer`, `older`, `corrupt`, `denied` or
    ///   `busy`.
    public init(path: String, access: Access) throws(StoreError) {
        self.init(engine: try SQLiteEngine(path: path, access: access))
    }

    /// Makes a new store in a SQLite file.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where there is one already.
    public static func create(
        path: String, installation: Installation, _ authorship: Authorship
    ) throws(StoreError) {
        try SQLiteEngine.create(path: path) { db in try begin(installation, authorship, in: db) }
    }

    /// Makes a new store in a SQLite file with nothing in it, to be copied into.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where there is one already.
    public static func createEmpty(path: String) throws(StoreError) -> SQLStore {
        try SQLiteEngine.create(path: path)
        return try SQLStore(path: path, access: .readWrite)
    }

    /// Where the audit of a backup stands.
    ///
    /// - Throws: ``StoreError``.
    public static func auditHead(ofBackup path: String) throws(StoreError) -> AuditHead {
        let backup = try SQLiteEngine(path: path, access: .readOnly)
        do {
            let head = try backup.readNow(AuditChain.head)
            return AuditHead(count: head.count, digest: head.digest)
        } catch {
            throw backup.storeError(error)
        }
    }
}

extension SQLPublicRecord {
    /// Opens an existing store in a SQLite file with several connections, none of which can write.
    ///
    /// - Throws: ``StoreError``, as ``SQLStore/init(path:access:)`` does.
    public init(path: String) throws(StoreError) {
        self.init(try SQLStore(path: path, access: .readOnly))
    }
}
