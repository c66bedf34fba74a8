import CertAuthority
import GRDB

/// What rows of certificates have to say of each other and of orders, whatever the audit tells.
extension AuditRecordCheck {
    /// Certificates are counted from 1 without a gap, and none is ever taken out.
    static func checkCounting(_ db: Database, _ findings: inout AuditFindings) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT count(*), min(sequence), max(sequence) FROM certificate")
        guard let row, let first: Int64 = row[1], let last: Int64 = row[2] else { return }
        let count: Int64 = row[0]
        guard first != 1 || last != count else { return }
        findings.add(
            .record, nil,
            "\(Count(Int(count), "certificate")) counted from \(first) to \(last): the order of issue "
                + "was changed, or certificates are gone")
    }

    /// What settled the fee of a certificate is what its batch says, or the order of its own row; a
    /// correction has it from what it corrects.
    ///
    /// - Parameter wereRestored: Whether a backup was restored, which carries over certificates that
    ///   were issued since and not their orders.
    static func checkSettlement(
        _ db: Database, wereRestored: Bool, _ findings: inout AuditFindings
    ) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT kept.number FROM certificate AS kept
                JOIN batch ON batch.id = kept.batch
                LEFT JOIN certificate AS old ON old.number = kept.supersedes
                LEFT JOIN purchase_order AS settling ON settling.reference = kept.settled_by
                WHERE CASE
                    WHEN batch.settled_by IS NOT NULL THEN kept.settled_by IS NOT batch.settled_by
                    WHEN old.number IS NOT NULL AND kept.settled_by IS old.settled_by THEN 0
                    WHEN kept.settled_by IS NULL THEN EXISTS (
                        SELECT 1 FROM purchase_order
                        WHERE row_key = kept.row_key AND cancelled IS NULL
                            AND opened < kept.issued)
                    WHEN settling.reference IS NULL THEN NOT ?
                    ELSE settling.row_key <> kept.row_key AND kept.superseded_by IS NULL
                END
                ORDER BY kept.sequence
                """, arguments: [wereRestored])
        while let row = try rows.next() {
            let number: String = row["number"]
            findings.add(
                .record, nil,
                "what settled the fee of certificate \(number) is neither what its batch says nor "
                    + "the order of its row")
        }
    }
}
