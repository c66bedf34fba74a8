package import CertAuthority
package import Credentials
package import LinkedData

/// Writes and reads the audit's rows.
package enum AuditChain {
    /// Adds an entry in the caller's transaction.
    ///
    /// Its time is never before that of the entry before it: where another process has written since
    /// this one began, it is that of the other's entry, and `began` says when this one did.
    package static func append(
        _ action: AuditEvent.Action, subject: String, details: JSON,
        _ authorship: Authorship, to db: any SQLDatabase
    ) throws {
        let last = try head(db)
        let at = max(authorship.at, try newest(db) ?? authorship.at)
        var details = details
        if at != authorship.at, var members = details.objectValue {
            members["began"] = .string(authorship.at.description)
            details = .object(members)
        }
        let event = AuditEvent(
            sequence: last.count + 1, at: at, actor: authorship.actor, action: action,
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

    /// When the last entry was written, where there is one.
    package static func newest(_ db: any SQLDatabase) throws -> Timestamp? {
        let statement = try db.statement("SELECT at FROM audit ORDER BY sequence DESC LIMIT 1")
        return try Int64.fetchOne(statement).map { Timestamp(seconds: $0) }
    }

    /// The number of entries and the digest of the last.
    package static func head(_ db: any SQLDatabase) throws -> (count: Int64, digest: String) {
        guard
            let row = try SQLRow.fetchOne(
                db, sql: "SELECT sequence, digest FROM audit ORDER BY sequence DESC LIMIT 1")
        else { return (0, AuditEvent.origin) }
        return (row["sequence"], row["digest"])
    }
}
