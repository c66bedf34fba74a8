import CertAuthority
import StoreSQL

/// Transactions of a connection.
extension PostgresConnection {
    /// Reads in one transaction, which sees one state of the record.
    ///
    /// A standby shows the record as it was some time ago. How long ago is told by the beat that the
    /// primary writes every few seconds, seen in the same state: a certificate that was revoked since
    /// must not be called valid.
    ///
    /// - Parameter bound: How many seconds a standby may be behind.
    /// - Throws: `StoreError` with the code `busy` where it is further behind.
    func reading<Value>(
        within bound: Int, _ body: (PostgresDatabase) throws -> Value
    ) throws -> Value {
        try run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return try ending("COMMIT") { db in
            let late = try rows(
                """
                SELECT CAST(extract(epoch FROM clock_timestamp() - at) AS BIGINT) FROM store_beat
                WHERE pg_is_in_recovery() AND clock_timestamp() - at > $1 * interval '1 second'
                """, [.integer(Int64(bound))])
            guard late.rowCount == 0 else {
                throw Self.late(try late.integer(0, 0), bound)
            }
            return try body(db)
        }
    }

    /// Why nothing is told from a standby that is so far behind.
    static func late(_ seconds: Int64, _ bound: Int) -> StoreError {
        StoreError(
            .busy,
            "this standby is \(seconds) seconds behind, more than \(bound); what was revoked since "
                + "would be missed")
    }

    /// Changes the record in one transaction, once every other that writes has ended.
    func writing<Value>(
        _ manner: WriteManner, _ body: (any SQLDatabase) throws -> Value
    ) throws -> Value {
        try run("BEGIN")
        try run("SET LOCAL lock_timeout = '10s'")
        // What is acknowledged is on the disk; where readers have to see it, on every standby's too.
        let level = manner.isSeenEverywhere ? "remote_apply" : "on"
        try run("SET LOCAL synchronous_commit = \(level)")
        let isWaiting = manner.isSeenEverywhere
        return try ending(
            manner.takesBack ? "ROLLBACK" : "COMMIT", within: isWaiting ? Self.standbyPatience : nil
        ) { db in
            _ = try rows("UPDATE store_state SET changes = changes + 1")
            try memory?.check(db)
            let value = try body(db)
            if !manner.takesBack { try memory?.prepare(db) }
            return value
        }
    }

    /// How many seconds a standby has to show what was written.
    private static let standbyPatience = 5

    /// Runs a body in the transaction that was begun, and ends it so; it is taken back where the body
    /// throws.
    ///
    /// - Parameter seconds: How long standbys have to confirm the end; nil to wait as long as it takes.
    /// - Throws: `StoreError` with the code `unconfirmed` where they have not: it is written then.
    func ending<Value>(
        _ end: String, within seconds: Int? = nil, _ body: (PostgresDatabase) throws -> Value
    ) throws -> Value {
        let value: Value
        do {
            value = try body(PostgresDatabase(self))
            // What was put off is wrong here, or never.
            _ = try changesCount()
        } catch {
            memory?.drop()
            if isGood { _ = try? rows("ROLLBACK") }
            throw error
        }
        let isConfirmed: Bool
        do {
            isConfirmed = try finish(end, within: seconds)
        } catch {
            memory?.drop()
            throw error
        }
        memory?.keep()
        guard isConfirmed else {
            throw StoreError(
                .unconfirmed,
                "this is written, but a standby of the database has not confirmed it within "
                    + "\(seconds ?? 0) seconds. Until it does, what is read there may be as before, and "
                    + "once it is too far behind it answers that it cannot tell; see to the standby"
            )
        }
        return value
    }
}
