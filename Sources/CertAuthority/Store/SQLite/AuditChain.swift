import Credentials
import GRDB
import LinkedData

/// Writes and reads the audit's rows.
enum AuditChain {
    /// Adds an entry in the caller's transaction.
    static func append(
        _ action: AuditEvent.Action, subject: String, details: JSON,
        _ authorship: Authorship, to db: Database
    ) throws {
        let last = try head(db)
        let event = AuditEvent(
            sequence: last.count + 1, at: authorship.at, actor: authorship.actor, action: action,
            subject: subject, details: details, previous: last.digest)
        try db.execute(
            sql: """
                INSERT INTO audit (sequence, at, actor, action, subject, details, previous, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event.sequence, event.at.seconds, event.actor, action.rawValue, subject,
                String(decoding: details.canonicalBytes(), as: UTF8.self),
                event.previous, event.digest,
            ])
    }

    /// The number of entries and the digest of the last.
    static func head(_ db: Database) throws -> (count: Int64, digest: String) {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT sequence, digest FROM audit ORDER BY sequence DESC LIMIT 1")
        else { return (0, AuditEvent.origin) }
        return (row["sequence"], row["digest"])
    }
}
