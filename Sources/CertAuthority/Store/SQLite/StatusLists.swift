import Credentials
import Foundation
import GRDB

/// The status lists of one organisation while certificates are being issued.
///
/// An index is drawn at random and kept when no certificate has it (Bitstring Status List §4.1
/// asks for indexes that say nothing). A list takes no more certificates once three quarters of it
/// are used, so a draw succeeds after four tries on average at the worst.
struct StatusLists {
    let organisation: Slug
    private var open: (id: String, length: Int, used: Int)?

    init(organisation: Slug) { self.organisation = organisation }

    /// Reserves a place; the caller's transaction makes it its own.
    mutating func reserve(
        in db: Database, by issuing: some IssuingAuthority, at instant: Timestamp
    ) throws -> (list: String, index: Int) {
        var current = try open ?? fetch(db)
        if let list = current, list.used >= list.length / 4 * 3 { current = nil }
        var list = try current ?? add(to: db, by: issuing, at: instant)
        let taken = try db.cachedStatement(
            sql: "SELECT 1 FROM certificate WHERE status_list = ? AND status_index = ?")
        var index: Int
        repeat {
            index = try SecureRandom.uniform(below: list.length)
        } while try Row.fetchOne(taken, arguments: [list.id, index]) != nil
        list.used += 1
        try db.cachedStatement(sql: "UPDATE status_list SET used = ? WHERE id = ?")
            .execute(arguments: [list.used, list.id])
        open = list
        return (list.id, index)
    }

    private func fetch(_ db: Database) throws -> (id: String, length: Int, used: Int)? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT id, length, used FROM status_list WHERE organisation = ?
                ORDER BY rowid DESC LIMIT 1
                """, arguments: [organisation.text]
        ).map { ($0["id"], $0["length"], $0["used"]) }
    }

    private func add(
        to db: Database, by issuing: some IssuingAuthority, at instant: Timestamp
    ) throws -> (id: String, length: Int, used: Int) {
        let count =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM status_list WHERE organisation = ?",
                arguments: [organisation.text]) ?? 0
        let id = "\(organisation)-\(count + 1)"
        let list = BitstringStatusList()
        let credential = try issuing.statusListCredential(
            list, id: id, organisation: organisation, at: instant)
        try db.execute(
            sql: """
                INSERT INTO status_list (id, organisation, length, used, bits, updated, credential)
                VALUES (?, ?, ?, 0, ?, ?, ?)
                """,
            arguments: [
                id, organisation.text, list.length, Data(list.bytes), instant.seconds,
                Data(credential),
            ])
        return (id, list.length, 0)
    }

    /// Sets or clears one bit and has the list signed anew.
    static func set(
        _ bit: Bool, index: Int, list id: String, organisation: Slug, in db: Database,
        by issuing: some IssuingAuthority, at instant: Timestamp
    ) throws {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT bits FROM status_list WHERE id = ?", arguments: [id])
        else { throw StoreError(.corrupt, "the status list \(id) is missing") }
        var list = BitstringStatusList(bytes: SQLiteStore.bytes(row, "bits"))
        guard index < list.length else {
            throw StoreError(.corrupt, "the status list \(id) is shorter than it was")
        }
        list[index] = bit
        let credential = try issuing.statusListCredential(
            list, id: id, organisation: organisation, at: instant)
        try db.execute(
            sql: "UPDATE status_list SET bits = ?, updated = ?, credential = ? WHERE id = ?",
            arguments: [Data(list.bytes), instant.seconds, Data(credential), id])
    }
}
