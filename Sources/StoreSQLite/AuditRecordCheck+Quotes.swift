import CertAuthority
import GRDB
import LinkedData

extension AuditRecordCheck {
    /// A quote is kept as it was made; whom it was for is removed in time, and the audit never said.
    static func takeQuote(
        _ entry: AuditEntry, in db: Database, _ findings: inout AuditFindings
    ) throws {
        let find = try db.cachedStatement(
            sql: "SELECT amount, currency, programme, held_until FROM quote WHERE id = ?")
        guard let row = try Row.fetchOne(find, arguments: [entry.subject]) else {
            findings.add(
                .record, entry.sequence,
                "quote \(entry.subject) (entry \(entry.sequence)) is gone from the record")
            return
        }
        let amount = entry.details["amount"]
        let told = [
            amount?["minorUnits"], amount?["currency"], entry.details["programme"],
            entry.details["heldUntil"],
        ].map { $0?.stringValue ?? "" }
        let kept: [String] = [
            String(row["amount"] as Int64), row["currency"], row["programme"], row["held_until"],
        ]
        guard !zip(told, kept).allSatisfy({ $0.isExactly($1) }) else { return }
        findings.add(
            .record, entry.sequence,
            "quote \(entry.subject) differs from entry \(entry.sequence)")
    }
}
