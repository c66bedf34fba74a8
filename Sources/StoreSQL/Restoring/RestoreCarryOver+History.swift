import CertAuthority
import Credentials

/// Corrections and erasures outlive a restoring: a learner who asked to be forgotten is not brought
/// back by a backup, and a wrong certificate does not take the place of its correction.
extension RestoreCarryOver {
    /// The certificates of the store before that were corrected, are corrections, or were erased.
    private static let touched = """
        SELECT number, row_key, supersedes, superseded_by, erased FROM certificate
        WHERE supersedes IS NOT NULL OR superseded_by IS NOT NULL OR erased IS NOT NULL
        ORDER BY superseded_by IS NULL, sequence
        """

    /// Removes what the store before had removed, and frees the row keys that corrections took over.
    ///
    /// - Returns: The numbers of certificates whose learner's data was removed.
    static func carryErasures(
        _ before: any SQLDatabase, _ db: any SQLDatabase, _ struck: inout StruckRows
    ) throws -> [String] {
        let find = try db.statement("SELECT row_key, erased FROM certificate WHERE number = ?")
        var erased: [String] = []
        try SQLStore.eraseOrders(
            ofErased: String.fetchSet(
                before, sql: "SELECT row_key FROM certificate WHERE erased IS NOT NULL"), in: db)
        let rows = try SQLRow.fetchCursor(before, sql: touched)
        while let row = try rows.next() {
            let number: String = row["number"]
            let key: String = row["row_key"]
            let instant: Int64? = row["erased"]
            if instant != nil {
                let count = try struck.strike("number = ?", [number], in: db)
                if count > 0, !erased.contains(number) { erased.append(number) }
            }
            guard let known = try SQLRow.fetchOne(find, arguments: [number]) else { continue }
            if !(known["row_key"] as String).utf8.elementsEqual(key.utf8) {
                try db.execute(
                    sql: "UPDATE certificate SET row_key = ? WHERE number = ?",
                    arguments: [key, number])
            }
            guard let instant, (known["erased"] as Int64?) == nil else { continue }
            try CertificateBinding.leaveDigests(of: number, in: db)
            try db.execute(
                sql: """
                    UPDATE certificate SET name = '', locale = NULL, state_reason = NULL,
                        credential = ?, erased = ?
                    WHERE number = ?
                    """, arguments: [[UInt8](), instant, number])
            try SQLStore.forgetQuotes(ofCertificate: number, in: db)
            try SQLStore.eraseLinks(of: number, in: db)
            try db.execute(sql: "DELETE FROM learner WHERE certificate = ?", arguments: [number])
            if !erased.contains(number) { erased.append(number) }
        }
        try NameWordRows.forget(erased, in: db)
        return erased
    }

    /// Leads from each renewed certificate to the one that renews it, once both are there.
    static func carryRenewals(_ before: any SQLDatabase, _ db: any SQLDatabase) throws {
        // A store of an older version has none.
        guard try before.hasColumn("renewed_by", in: "certificate") else { return }
        let rows = try SQLRow.fetchCursor(
            before,
            sql: "SELECT number, renewed_by FROM certificate WHERE renewed_by IS NOT NULL")
        while let row = try rows.next() {
            try db.execute(
                sql: """
                    UPDATE certificate
                    SET renewed_by = (SELECT number FROM certificate WHERE number = ?)
                    WHERE number = ? AND renewed_by IS NULL
                    """, arguments: [row["renewed_by"] as String, row["number"] as String])
        }
    }

    /// Leads from each corrected certificate to its correction, once both are there.
    static func carryCorrections(_ before: any SQLDatabase, _ db: any SQLDatabase) throws {
        let update = try db.statement(
            """
            UPDATE certificate SET supersedes = (SELECT number FROM certificate WHERE number = ?),
                superseded_by = (SELECT number FROM certificate WHERE number = ?)
            WHERE number = ?
            """)
        let rows = try SQLRow.fetchCursor(before, sql: touched)
        while let row = try rows.next() {
            try update.execute(arguments: [
                row["supersedes"] as String?, row["superseded_by"] as String?,
                row["number"] as String,
            ])
        }
    }
}
