import CertAuthority
import Credentials

/// What was revoked or sent stays so: a backup brings no secret link back that was ended, and nobody
/// gets a message twice. Links that were made since go on leading to their certificates.
extension RestoreCarryOver {
    static func carryLinks(_ before: any SQLDatabase, _ db: any SQLDatabase) throws {
        // A store of an older version has none.
        guard try before.hasColumn("digest", in: "learner_link") else { return }
        let links = try SQLRow.fetchCursor(before, sql: "SELECT * FROM learner_link")
        while let link = try links.next() {
            let digest: String = link["digest"]
            let known = try SQLRow.fetchOne(
                db, sql: "SELECT revoked FROM learner_link WHERE digest = ?", arguments: [digest])
            if let known {
                let backup = SQLStore.instant(known["revoked"])
                let ended = RestoreRules.ended(
                    present: SQLStore.instant(link["revoked"]), backup: backup)
                if ended != backup {
                    try db.execute(
                        sql: "UPDATE learner_link SET revoked = ? WHERE digest = ?",
                        arguments: [ended?.seconds, digest])
                }
                continue
            }
            try db.execute(
                sql: """
                    INSERT INTO learner_link (digest, certificate, created, revoked)
                    SELECT :digest, number, :created, :revoked FROM certificate
                    WHERE number = :certificate AND erased IS NULL
                    """,
                arguments: [
                    "digest": digest, "created": link["created"] as Int64,
                    "revoked": link["revoked"] as Int64?,
                    "certificate": link["certificate"] as String,
                ])
        }
        let deliveries = try SQLRow.fetchCursor(before, sql: "SELECT * FROM link_delivery")
        while let delivery = try deliveries.next() {
            let number: String = delivery["certificate"]
            let known = try String.fetchOne(
                db, sql: "SELECT state FROM link_delivery WHERE certificate = ?",
                arguments: [number])
            if let known {
                let backup = try SQLStore.value(LinkDelivery.State(rawValue: known))
                guard RestoreRules.givesWay(backup) else { continue }
            }
            try db.execute(
                sql: """
                    INSERT INTO link_delivery (certificate, state, since, reply)
                    SELECT number, :state, :since, :reply FROM certificate
                    WHERE number = :certificate AND erased IS NULL
                    ON CONFLICT (certificate) DO UPDATE SET state = excluded.state,
                        since = excluded.since, reply = excluded.reply
                    """,
                arguments: [
                    "state": delivery["state"] as String, "since": delivery["since"] as Int64,
                    "reply": delivery["reply"] as String?,
                    "certificate": number,
                ])
        }
        try carryReminders(before, db)
    }

    /// Nobody is reminded of an end twice.
    private static func carryReminders(_ before: any SQLDatabase, _ db: any SQLDatabase) throws {
        // A store of an older version has none.
        guard try before.hasColumn("state", in: "end_reminder") else { return }
        let reminders = try SQLRow.fetchCursor(before, sql: "SELECT * FROM end_reminder")
        while let reminder = try reminders.next() {
            let (number, end): (String, Int64) = (reminder["certificate"], reminder["valid_until"])
            let known = try String.fetchOne(
                db, sql: "SELECT state FROM end_reminder WHERE certificate = ? AND valid_until = ?",
                arguments: [number, end])
            if let known {
                let backup = try SQLStore.value(LinkDelivery.State(rawValue: known))
                guard RestoreRules.givesWay(backup) else { continue }
            }
            try db.execute(
                sql: """
                    INSERT INTO end_reminder (certificate, valid_until, state, since, reply)
                    SELECT number, :end, :state, :since, :reply FROM certificate
                    WHERE number = :certificate AND erased IS NULL
                    ON CONFLICT (certificate, valid_until) DO UPDATE SET state = excluded.state,
                        since = excluded.since, reply = excluded.reply
                    """,
                arguments: [
                    "end": end, "state": reminder["state"] as String,
                    "since": reminder["since"] as Int64, "reply": reminder["reply"] as String?,
                    "certificate": number,
                ])
        }
    }
}
