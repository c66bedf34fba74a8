import CertAuthority
import Credentials
import Foundation

/// Status lists as rows of a table, within the transaction of a connection.
package struct SQLStatusListRows: StatusListRows {
    let db: any SQLDatabase

    func newestList(of organisation: Slug, _ form: StatusListForm) throws -> OpenStatusList? {
        try SQLRow.fetchOne(
            db,
            sql: """
                SELECT id, used, allocated FROM status_list
                WHERE organisation = ? AND id \(form == .token ? "" : "NOT") LIKE ?
                ORDER BY rowid DESC LIMIT 1
                """,
            arguments: [organisation.text, "%" + StatusListForm.token.suffix]
        ).map { row in
            OpenStatusList(
                id: row["id"], used: row["used"],
                allocated: BitstringStatusList(bytes: SQLStore.bytes(row, "allocated")))
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
                id, organisation.text, list.length, list.bytes, list.bytes,
                instant.seconds, credential,
            ])
    }

    func save(_ list: OpenStatusList) throws {
        try db.execute(
            sql: "UPDATE status_list SET used = ?, allocated = ? WHERE id = ?",
            arguments: [list.used, list.allocated.bytes, list.id])
    }

    func bits(of id: String) throws -> BitstringStatusList? {
        try SQLRow.fetchOne(
            db, sql: "SELECT bits FROM status_list WHERE id = ?", arguments: [id]
        ).map { BitstringStatusList(bytes: SQLStore.bytes($0, "bits")) }
    }

    func setBits(
        _ bits: BitstringStatusList, of id: String, credential: [UInt8], at instant: Timestamp
    ) throws {
        try db.execute(
            sql: "UPDATE status_list SET bits = ?, updated = ?, credential = ? WHERE id = ?",
            arguments: [bits.bytes, instant.seconds, credential, id])
    }

    /// Derives the bitmaps of lists that were opened before there were any.
    package static func markAllocated(in db: any SQLDatabase) throws {
        for id in try String.fetchAll(db, sql: "SELECT id FROM status_list") {
            var allocated = BitstringStatusList()
            let rows = try SQLRow.fetchCursor(
                db, sql: "SELECT status_index FROM certificate WHERE status_list = ?",
                arguments: [id])
            while let row = try rows.next() { allocated[row[0] as Int] = true }
            try db.execute(
                sql: "UPDATE status_list SET allocated = ? WHERE id = ?",
                arguments: [allocated.bytes, id])
        }
    }
}
