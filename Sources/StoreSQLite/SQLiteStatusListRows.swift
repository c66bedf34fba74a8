import CertAuthority
import Credentials
import Foundation
import GRDB

/// Status lists as rows of a table, within the transaction of a connection.
struct SQLiteStatusListRows: StatusListRows {
    let db: Database

    func newestList(of organisation: Slug, _ form: StatusListForm) throws -> OpenStatusList? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT id, used, allocated FROM status_list
                WHERE organisation = ? AND (id LIKE '%' || ?) = ?
                ORDER BY rowid DESC LIMIT 1
                """,
            arguments: [organisation.text, StatusListForm.token.suffix, form == .token]
        ).map { row in
            OpenStatusList(
                id: row["id"], used: row["used"],
                allocated: BitstringStatusList(bytes: SQLiteStore.bytes(row, "allocated")))
        }
    }

    func listCount(of organisation: Slug) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM status_list WHERE organisation = ?",
            arguments: [organisation.text]) ?? 0
    }

    func insert(
        _ list: BitstringStatusList, id: String, organisation: Slug, credential: [UInt8],
        at instant: Timestamp
    ) throws {
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
    }

    func save(_ list: OpenStatusList) throws {
        try db.execute(
            sql: "UPDATE status_list SET used = ?, allocated = ? WHERE id = ?",
            arguments: [list.used, Data(list.allocated.bytes), list.id])
    }

    func bits(of id: String) throws -> BitstringStatusList? {
        try Row.fetchOne(
            db, sql: "SELECT bits FROM status_list WHERE id = ?", arguments: [id]
        ).map { BitstringStatusList(bytes: SQLiteStore.bytes($0, "bits")) }
    }

    func setBits(
        _ bits: BitstringStatusList, of id: String, credential: [UInt8], at instant: Timestamp
    ) throws {
        try db.execute(
            sql: "UPDATE status_list SET bits = ?, updated = ?, credential = ? WHERE id = ?",
            arguments: [Data(bits.bytes), instant.seconds, Data(credential), id])
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
