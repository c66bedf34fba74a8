import GRDB

/// What was revoked or sent stays so: a backup brings no secret link back that was ended, and nobody
/// gets a message twice. Links that were made since go on leading to their certificates.
extension RestoreCarryOver {
    static func carryLinks(_ before: Database, _ db: Database) throws {
        // A store of an older version has none.
        guard try before.tableExists("learner_link") else { return }
        let links = try Row.fetchCursor(before, sql: "SELECT * FROM learner_link")
        while let link = try links.next() {
            try db.execute(
                sql: """
                    INSERT INTO learner_link (digest, certificate, created, revoked)
                    SELECT :digest, number, :created, :revoked FROM certificate
                    WHERE number = :certificate AND erased IS NULL
                    ON CONFLICT (digest) DO UPDATE SET revoked = excluded.revoked
                    WHERE revoked IS NULL AND excluded.revoked IS NOT NULL
                    """,
                arguments: [
                    "digest": link["digest"] as String, "created": link["created"] as Int64,
                    "revoked": link["revoked"] as Int64?,
                    "certificate": link["certificate"] as String,
                ])
        }
        let deliveries = try Row.fetchCursor(before, sql: "SELECT * FROM link_delivery")
        while let delivery = try deliveries.next() {
            try db.execute(
                sql: """
                    INSERT INTO link_delivery (certificate, state, since, reply)
                    SELECT number, :state, :since, :reply FROM certificate
                    WHERE number = :certificate AND erased IS NULL
                    ON CONFLICT (certificate) DO UPDATE SET state = excluded.state,
                        since = excluded.since, reply = excluded.reply
                    WHERE state <> 'sent'
                    """,
                arguments: [
                    "state": delivery["state"] as String, "since": delivery["since"] as Int64,
                    "reply": delivery["reply"] as String?,
                    "certificate": delivery["certificate"] as String,
                ])
        }
    }
}
