import CertAuthority
import Credentials
import Foundation
import GRDB

/// Gives out places in the status lists of one organisation that are secured in one form.
///
/// An index is drawn at random and kept when it was never given out before (Bitstring Status List
/// §4.1 asks for indexes that say nothing). A list takes no more once seven eighths of it are
/// given out, so a draw succeeds after eight tries on average at the worst; what was given out is a
/// bitmap beside the list, so nothing is ever scanned.
struct StatusLists {
    private struct OpenList {
        let id: String
        var used: Int
        var allocated: BitstringStatusList

        var isFull: Bool { used >= allocated.length / 8 * 7 }
    }

    private let organisation: Slug
    private let form: StatusListForm
    private var current: OpenList?
    private var randomness = SecureRandomSupply()

    /// - Parameter mechanism: How the certificates are secured that are to point to the lists.
    init(organisation: Slug, for mechanism: SecuringMechanism) {
        self.organisation = organisation
        form = StatusListForm(mechanism)
    }

    /// Reserves a place in the caller's transaction; ``save(in:)`` must follow the last.
    mutating func reserve(
        in db: Database, by lists: some StatusListAuthority, at instant: Timestamp
    ) throws -> (list: String, index: Int) {
        if current == nil { current = try newest(db) }
        if current?.isFull == true { try save(in: db) }
        var list = try current ?? open(in: db, by: lists, at: instant)
        // Held once only, the bitmap is changed where it is and not copied.
        current = nil
        var index: Int
        repeat {
            index = try randomness.uniform(below: list.allocated.length)
        } while list.allocated[index]
        list.allocated[index] = true
        list.used += 1
        current = list
        return (list.id, index)
    }

    /// Writes down what was given out.
    mutating func save(in db: Database) throws {
        guard let list = current else { return }
        try db.execute(
            sql: "UPDATE status_list SET used = ?, allocated = ? WHERE id = ?",
            arguments: [list.used, Data(list.allocated.bytes), list.id])
        current = nil
    }

    private func newest(_ db: Database) throws -> OpenList? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT id, used, allocated FROM status_list
                WHERE organisation = ? AND (id LIKE '%' || ?) = ?
                ORDER BY rowid DESC LIMIT 1
                """,
            arguments: [organisation.text, StatusListForm.token.suffix, form == .token])
        let list = row.map {
            OpenList(
                id: $0["id"], used: $0["used"],
                allocated: BitstringStatusList(bytes: SQLiteStore.bytes($0, "allocated")))
        }
        return list?.isFull == true ? nil : list
    }

    private func open(
        in db: Database, by lists: some StatusListAuthority, at instant: Timestamp
    ) throws -> OpenList {
        let count =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM status_list WHERE organisation = ?",
                arguments: [organisation.text]) ?? 0
        let id = form.identifier(organisation, place: count + 1)
        let list = BitstringStatusList()
        let credential = try lists.statusListCredential(
            list, id: id, organisation: organisation, at: instant)
        try db.execute(
            sql: """
                INSERT INTO status_list
                    (id, organisation, length, used, bits, allocated, updated, credential)
                VALUES (?, ?, ?, 0, ?, ?, ?, ?)
                """,
            arguments: [
                id, organisation.text, list.length, Data(list.bytes), Data(list.bytes),
                instant.seconds, Data(credential),
            ])
        return OpenList(id: id, used: 0, allocated: list)
    }

    /// Sets or clears bits of one list and has it signed anew, once.
    static func set(
        _ bit: Bool, indexes: [Int], list id: String, organisation: Slug, in db: Database,
        by lists: some StatusListAuthority, at instant: Timestamp
    ) throws {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT bits FROM status_list WHERE id = ?", arguments: [id])
        else { throw StoreError(.corrupt, "the status list \(id) is missing") }
        var list = BitstringStatusList(bytes: SQLiteStore.bytes(row, "bits"))
        for index in indexes {
            guard index < list.length else {
                throw StoreError(.corrupt, "the status list \(id) is shorter than it was")
            }
            list[index] = bit
        }
        let credential = try lists.statusListCredential(
            list, id: id, organisation: organisation, at: instant)
        try db.execute(
            sql: "UPDATE status_list SET bits = ?, updated = ?, credential = ? WHERE id = ?",
            arguments: [Data(list.bytes), instant.seconds, Data(credential), id])
    }

    /// Derives the bitmaps of lists that were opened before there were any.
    static func markAllocated(in db: Database) throws {
        for id in try String.fetchAll(db, sql: "SELECT id FROM status_list") {
            var allocated = BitstringStatusList()
            let indexes = try Int.fetchCursor(
                db, sql: "SELECT status_index FROM certificate WHERE status_list = ?",
                arguments: [id])
            while let index = try indexes.next() { allocated[index] = true }
            try db.execute(
                sql: "UPDATE status_list SET allocated = ? WHERE id = ?",
                arguments: [Data(allocated.bytes), id])
        }
    }
}
