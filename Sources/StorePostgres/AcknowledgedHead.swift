import CertAuthority
import StoreSQL

/// The newest entry of the audit that a database has acknowledged to this office, kept in a file of its
/// own. A database that lacks it has lost what was promised: a standby that was promoted before it had
/// everything, or a backup that was put back. Nothing may be written to it until somebody has decided.
final class AcknowledgedHead {
    private let path: String
    private var prepared: (count: Int64, digest: String)?

    init(path: String) { self.path = path }

    /// Notes the head that a transaction will leave.
    func prepare(_ db: PostgresDatabase) throws { prepared = try AuditChain.head(db) }

    /// Drops what was noted, since the transaction has not come to its end.
    func drop() { prepared = nil }

    /// Writes down that it was acknowledged.
    func keep() {
        guard let prepared else { return }
        self.prepared = nil
        // What cannot be written down is not worth failing for what is done: the older head serves too.
        try? FileSystem.replace(
            path, Array("\(prepared.count) \(prepared.digest)\n".utf8), mode: 0o640)
    }

    /// Sees that the database has what it acknowledged.
    ///
    /// - Throws: ``StoreError`` with the code `auditBroken` where it has not.
    func check(_ db: PostgresDatabase) throws {
        guard FileSystem.exists(path) else { return }
        let parts = String(decoding: try FileSystem.read(path), as: UTF8.self)
            .split { $0.isWhitespace }
        guard parts.count == 2, let count = Int64(parts[0]) else {
            throw StoreError(
                .auditBroken, "\(path) does not say what the database acknowledged; remove it")
        }
        if count == 0 { return }
        let found = try String.fetchOne(
            db, sql: "SELECT digest FROM audit WHERE sequence = ?", arguments: [count])
        guard found?.utf8.elementsEqual(parts[1].utf8) == true else {
            let head = try AuditChain.head(db)
            throw StoreError(
                .auditBroken,
                """
                this database has lost what was acknowledged: entry \(count) of the audit is not in \
                it, whose last is \(head.count). Nothing was written. Go back to the primary that has \
                it; where that is gone for good, move \(path) aside, and what was done since must be \
                done again
                """)
        }
    }
}
