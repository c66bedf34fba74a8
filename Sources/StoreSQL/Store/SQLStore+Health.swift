public import CertAuthority
import Credentials

extension SQLStore {
    /// What is wrong with the database's files; empty where all is well.
    ///
    /// - Parameter isThorough: Whether indexes are compared with their tables too.
    public func damages(isThorough: Bool) async throws(StoreError) -> [String] {
        do {
            return try await engine.damages(isThorough: isThorough)
        } catch {
            throw engine.storeError(error)
        }
    }

    /// The organisations that have or had a key.
    public func organisationsWithKeys() async throws(StoreError) -> [Slug] {
        try await read { db in
            try String.fetchAll(
                db, sql: "SELECT DISTINCT organisation FROM signing_key ORDER BY organisation"
            ).map { text in try Self.value(Slug(text)) }
        }
    }

    /// The status lists, oldest first.
    public func statusListIDs() async throws(StoreError) -> [String] {
        try await read { db in
            try String.fetchAll(db, sql: "SELECT id FROM status_list ORDER BY rowid")
        }
    }

    /// A status list, and what its certificates ask of it.
    public func statusListRecord(_ id: String) async throws(StoreError) -> StatusListRecord? {
        try await read { db in
            guard
                let row = try SQLRow.fetchOne(
                    db, sql: "SELECT * FROM status_list WHERE id = ?", arguments: [id])
            else { return nil }
            let bits = BitstringStatusList(bytes: Self.bytes(row, "bits"))
            var wanted = BitstringStatusList(length: bits.length)
            var taken = wanted
            let places = try SQLRow.fetchCursor(
                db,
                sql: """
                    SELECT status_index, state <> 'good' AS taken_back FROM certificate
                    WHERE status_list = :id
                    UNION ALL SELECT status_index, FALSE FROM planned_certificate
                    WHERE status_list = :id
                    """, arguments: ["id": id])
            while let place = try places.next() {
                let index: Int = place["status_index"]
                guard index < bits.length else {
                    throw StoreError(.corrupt, "the status list \(id) is shorter than it was")
                }
                taken[index] = true
                if place["taken_back"] { wanted[index] = true }
            }
            let organisation: String = row["organisation"]
            let strangers =
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT count(*) FROM certificate WHERE status_list = ? AND organisation <> ?
                        """, arguments: [id, organisation]) ?? 0
            return StatusListRecord(
                organisation: try Self.value(Slug(organisation)), length: row["length"],
                strangers: strangers, used: row["used"], bits: bits,
                allocated: BitstringStatusList(bytes: Self.bytes(row, "allocated")),
                updated: Timestamp(seconds: row["updated"]),
                credential: Self.bytes(row, "credential"), wantedBits: wanted, taken: taken)
        }
    }
}
