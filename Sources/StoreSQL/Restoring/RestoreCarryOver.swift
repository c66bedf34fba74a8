package import CertAuthority
package import Credentials
import Foundation
package import LinkedData

/// What a restored store is given from the one before it. Revoking is final, and a place in a
/// status list is given out once: no backup may undo either.
///
/// - Keys of the store before, and which of them are retired.
/// - The standing of each certificate, as it was last decided; what either store has revoked stays
///   revoked.
/// - Certificates that the backup lacks and that are not in good standing, are corrections, or were
///   erased, with their rows.
/// - What was erased stays erased, and a corrected certificate leads to its correction.
/// - Every place that was given out in a list, and every bit that follows from the above.
package struct RestoreCarryOver: Sendable {
    /// The certificates that were given another standing, or that came with it, by state.
    package private(set) var standings: [String: [String]] = [:]
    private var certificates: [String: [String]] = [:]
    private var bindings: [String: String] = [:]
    private var keys: [String: String] = [:]
    /// The certificates whose learner's data was removed from the backup's copy.
    package private(set) var erased: [String] = []
    /// The rows that the backup had planned and that are not to be issued any more.
    private var struck = StruckRows()

    package init() {}

    package var isNothing: Bool {
        standings.isEmpty && certificates.isEmpty && keys.isEmpty && erased.isEmpty
    }

    /// As an audit entry tells it: numbers by state, numbers by batch, organisations by key.
    package var document: JSON {
        var document = JSONObject()
        for (state, numbers) in standings { document[state] = .array(numbers.map { .string($0) }) }
        if !certificates.isEmpty {
            var batches = JSONObject()
            for (batch, numbers) in certificates {
                batches[batch] = .array(numbers.map { .string($0) })
            }
            document["certificates"] = .object(batches)
        }
        if !bindings.isEmpty {
            var members = JSONObject()
            for (number, binding) in bindings { members[number] = .string(binding) }
            document["bindings"] = .object(members)
        }
        if !keys.isEmpty {
            var members = JSONObject()
            for (key, organisation) in keys { members[key] = .string(organisation) }
            document["keys"] = .object(members)
        }
        if !struck.isEmpty { document[StruckRows.member] = struck.document }
        if !erased.isEmpty { document["erased"] = .array(erased.map { .string($0) }) }
        return .object(document)
    }

    package mutating func carry(
        from before: any SQLDatabase, to db: any SQLDatabase, by lists: some StatusListAuthority,
        at instant: Timestamp
    ) throws {
        try carryKeys(before, db)
        try carryStandings(before, db)
        try carryLists(before, db, lists, instant)
        erased = try Self.carryErasures(before, db, &struck)
        try carryCertificates(before, db)
        try Self.carryCorrections(before, db)
        try Self.carryRenewals(before, db)
        try Self.carryLinks(before, db)
        try Self.carryReceipts(before, db)
        try carryBits(before, db, lists, instant)
    }

    private mutating func carryKeys(_ before: any SQLDatabase, _ db: any SQLDatabase) throws {
        for row in try SQLRow.fetchAll(before, sql: "SELECT * FROM signing_key ORDER BY rowid") {
            let id: String = row["id"]
            let known = try SQLRow.fetchOne(
                db, sql: "SELECT retired FROM signing_key WHERE id = ?", arguments: [id])
            if let known {
                let retired = RestoreRules.ended(
                    present: SQLStore.instant(row["retired"]),
                    backup: SQLStore.instant(known["retired"]))
                try db.execute(
                    sql: "UPDATE signing_key SET retired = ? WHERE id = ?",
                    arguments: [retired?.seconds, id])
            } else {
                try Self.insert(row, into: "signing_key", db)
                keys[id] = row["organisation"]
            }
        }
    }

    private mutating func carryStandings(_ before: any SQLDatabase, _ db: any SQLDatabase) throws {
        let find = try db.statement("SELECT state FROM certificate WHERE number = ?")
        let update = try db.statement(SQLStore.updateStanding)
        // A standing that never changed has no instant.
        let rows = try SQLRow.fetchCursor(
            before,
            sql: """
                SELECT number, state, state_since, state_reason FROM certificate
                WHERE state_since IS NOT NULL ORDER BY sequence
                """)
        while let row = try rows.next() {
            let number: String = row["number"]
            guard let known = try String.fetchOne(find, arguments: [number]) else { continue }
            let backup = try SQLStore.state(known)
            let present = try SQLStore.state(row["state"])
            let state = RestoreRules.standing(
                present: (row["state_since"] as Int64?) == nil ? nil : present, backup: backup)
            guard state != backup else { continue }
            try update.execute(arguments: [
                state.rawValue, row["state_since"] as Int64?, row["state_reason"] as String?,
                number,
            ])
            standings[state.rawValue, default: []].append(number)
        }
    }

    /// Lists that the backup lacks come whole, and every place that was given out stays so.
    private func carryLists(
        _ before: any SQLDatabase, _ db: any SQLDatabase, _ lists: some StatusListAuthority,
        _ instant: Timestamp
    ) throws {
        for row in try SQLRow.fetchAll(before, sql: "SELECT * FROM status_list ORDER BY rowid") {
            let id: String = row["id"]
            let known = try SQLRow.fetchOne(
                db, sql: "SELECT allocated FROM status_list WHERE id = ?", arguments: [id])
            guard let known else {
                try Self.insert(row, into: "status_list", db)
                continue
            }
            let (allocated, used) = try RestoreRules.allocated(
                of: id, present: SQLStore.bytes(row, "allocated"),
                backup: SQLStore.bytes(known, "allocated"))
            try db.execute(
                sql: "UPDATE status_list SET allocated = ?, used = ? WHERE id = ?",
                arguments: [allocated, used, id])
        }
    }

    /// Rows of certificates that the backup lacks and that must go on being refused by name.
    private mutating func carryCertificates(_ before: any SQLDatabase, _ db: any SQLDatabase) throws
    {
        let known = try db.statement("SELECT 1 FROM certificate WHERE number = ? OR row_key = ?")
        let rows = try SQLRow.fetchCursor(
            before,
            sql: """
                SELECT * FROM certificate
                WHERE state <> 'good' OR supersedes IS NOT NULL OR erased IS NOT NULL
                ORDER BY sequence
                """)
        while let row = try rows.next() {
            let number: String = row["number"]
            let key: String = row["row_key"]
            let state = try SQLStore.state(row["state"])
            let isErased = (row["erased"] as Int64?) != nil
            guard
                RestoreRules.isCarriedOver(
                    state: state, isCorrection: (row["supersedes"] as String?) != nil,
                    isErased: isErased)
            else { continue }
            guard try SQLRow.fetchOne(known, arguments: [number, key]) == nil else { continue }
            let batch: String = row["batch"]
            try carryBatch(batch, before, db)
            let last = try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM certificate") ?? 0
            try Self.insert(
                row, into: "certificate", db,
                replacing: [
                    "sequence": .integer(last + 1), "supersedes": .null, "superseded_by": .null,
                    "renewed_by": .null,
                ])
            let learner = try SQLRow.fetchOne(
                before, sql: "SELECT * FROM learner WHERE certificate = ?", arguments: [number])
            if let learner { try Self.insert(learner, into: "learner", db) }
            _ = try NameWordRows.catchUp(in: db)
            try carryEvidence(of: number, before, db)
            try struck.strike("number = ? OR row_key = ?", [number, key], in: db)
            try db.execute(
                sql: """
                    UPDATE batch SET state = 'finished' WHERE state = 'planned' AND NOT EXISTS
                        (SELECT 1 FROM planned_certificate WHERE batch = batch.id)
                    """)
            certificates[batch, default: []].append(number)
            bindings[number] = try CertificateBinding.kept(number, in: db)?.text
            if isErased { erased.append(number) }
            if state != .good { standings[state.rawValue, default: []].append(number) }
        }
    }

    /// What a certificate rests on, as far as that is in the record now; the credential has it all.
    private func carryEvidence(of number: String, _ before: any SQLDatabase, _ db: any SQLDatabase)
        throws
    {
        let rows = try SQLRow.fetchAll(
            before, sql: "SELECT * FROM certificate_evidence WHERE certificate = ?",
            arguments: [number])
        for row in rows {
            let known = try SQLRow.fetchOne(
                db, sql: "SELECT 1 FROM certificate WHERE number = ?",
                arguments: [row["step"] as String])
            if known != nil { try Self.insert(row, into: "certificate_evidence", db) }
        }
    }

    /// A batch of which the backup knows nothing is given up, but for what is carried over of it.
    private func carryBatch(_ id: String, _ before: any SQLDatabase, _ db: any SQLDatabase) throws {
        let known = try SQLRow.fetchOne(
            db, sql: "SELECT 1 FROM batch WHERE id = ?", arguments: [id])
        guard known == nil,
            let row = try SQLRow.fetchOne(
                before, sql: "SELECT * FROM batch WHERE id = ?", arguments: [id])
        else { return }
        try Self.insert(
            row, into: "batch", db,
            replacing: ["state": .text(BatchRecord.State.abandoned.rawValue)])
    }

    /// The bits are those of the store before, and those of what the backup alone has taken back.
    /// Where that is no more than the store before had, its signed list serves as it is.
    private func carryBits(
        _ before: any SQLDatabase, _ db: any SQLDatabase, _ lists: some StatusListAuthority,
        _ instant: Timestamp
    ) throws {
        for row in try SQLRow.fetchAll(before, sql: "SELECT * FROM status_list ORDER BY rowid") {
            let id: String = row["id"]
            let theirs = BitstringStatusList(bytes: SQLStore.bytes(row, "bits"))
            var wanted = theirs
            let places = try SQLRow.fetchCursor(
                db, sql: "SELECT status_index, state FROM certificate WHERE status_list = ?",
                arguments: [id])
            while let place = try places.next() {
                let index: Int = place["status_index"]
                guard index < wanted.length else {
                    throw StoreError(.corrupt, "the status list \(id) is shorter than it was")
                }
                wanted[index] = RestoreRules.isSet(try SQLStore.state(place["state"]))
            }
            var credential = SQLStore.bytes(row, "credential")
            var updated: Int64 = row["updated"]
            if wanted != theirs {
                let organisation = try SQLStore.value(Slug(row["organisation"] as String))
                credential = try lists.statusListCredential(
                    wanted, id: id, organisation: organisation, at: instant)
                updated = instant.seconds
            }
            try db.execute(
                sql: "UPDATE status_list SET bits = ?, credential = ?, updated = ? WHERE id = ?",
                arguments: [wanted.bytes, credential, updated, id])
        }
    }

    /// Inserts a row of another store as it is.
    private static func insert(
        _ row: SQLRow, into table: String, _ db: any SQLDatabase,
        replacing changes: [String: SQLValue] = [:]
    ) throws {
        let columns = Array(row.columnNames)
        let values = zip(columns, row.values).map { changes[$0] ?? $1 }
        try db.execute(
            sql: """
                INSERT INTO \(table) (\(columns.joined(separator: ", ")))
                VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
                """, arguments: SQLArguments(values))
    }
}
