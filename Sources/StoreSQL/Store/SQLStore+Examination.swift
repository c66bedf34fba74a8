public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// How many certificates have a document or should have one.
    public func examinableCount() async throws(StoreError) -> Int {
        try await read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM certificate WHERE erased IS NULL") ?? 0
        }
    }

    /// The next certificates of those, in the order of issue.
    public func examinable(
        after sequence: Int64, limit: Int
    ) async throws(StoreError) -> [ExaminableRow] {
        try await read { db in
            let rows = try SQLRow.fetchAll(
                db,
                sql: """
                    SELECT sequence, number, row_key, programme, completed_on, superseded_by,
                        learner.learner_ref, learner.email, learner.certificate
                    FROM certificate LEFT JOIN learner ON learner.certificate = certificate.number
                    WHERE sequence > ? AND erased IS NULL ORDER BY sequence LIMIT ?
                    """, arguments: [sequence, limit])
            return try rows.map { row in
                let number = try Self.value(CertificateNumber(row["number"] as String))
                return ExaminableRow(
                    sequence: row["sequence"], number: number,
                    keyFault: try Self.keyFault(of: row, number))
            }
        }
    }

    /// The key by which a cohort's row is recognised is made of what is kept beside it, unless a
    /// correction took it over.
    private static func keyFault(of row: SQLRow, _ number: CertificateNumber) throws -> String? {
        guard (row["certificate"] as String?) != nil else {
            return "what the office keeps of its learner is gone"
        }
        let kept: String = row["row_key"]
        let learner: String = row["learner_ref"] ?? row["email"] ?? ""
        let key = RowKey(
            programme: try value(Slug(row["programme"] as String)), learner: learner,
            completedOn: try value(CivilDate(row["completed_on"] as String)))
        if kept.isExactly(key.text) { return nil }
        let isSuperseded = (row["superseded_by"] as String?) != nil
        if isSuperseded, kept.isExactly(RowKey.supersededText(number)) { return nil }
        return
            "the key by which its row is recognised is not made of its learner, programme and day"
    }
}
