public import CertAuthority
import Credentials
import LinkedData
import Synchronization

extension SQLStore {
    /// Hands over the entries that are wanted, oldest first, one at a time.
    ///
    /// - Throws: ``StoreError``; also `corrupt` where an entry's particulars cannot be read.
    public func forEachAuditEntry(
        _ filter: AuditFilter, _ body: @escaping @Sendable (AuditEntry) throws -> Void
    ) async throws(StoreError) {
        try await read { db in
            let entries = try SQLRow.fetchCursor(
                db,
                sql: """
                    SELECT * FROM (
                        SELECT * FROM audit
                        WHERE (CAST(:from AS BIGINT) IS NULL OR at >= :from)
                            AND (CAST(:before AS BIGINT) IS NULL OR at < :before)
                            AND (CAST(:action AS TEXT) IS NULL OR action = :action)
                            AND (CAST(:actor AS TEXT) IS NULL OR actor = :actor)
                            AND (CAST(:subject AS TEXT) IS NULL OR subject = :subject
                                OR instr(details, :within) > 0)
                        ORDER BY sequence DESC LIMIT :limit
                    ) AS wanted ORDER BY sequence
                    """,
                arguments: [
                    "from": filter.from?.seconds, "before": filter.before?.seconds,
                    "action": filter.action, "actor": filter.actor, "subject": filter.subject,
                    "within": filter.subject.map {
                        String(decoding: JSON.string($0).compactBytes(), as: UTF8.self)
                    },
                    "limit": filter.limit ?? .max,
                ])
            while let row = try entries.next() { try body(try AuditChain.entry(row).entry) }
        }
    }

    /// The entries that are wanted, oldest first.
    ///
    /// - Throws: ``StoreError``.
    public func auditEntries(_ filter: AuditFilter) async throws(StoreError) -> [AuditEntry] {
        let collected = Mutex<[AuditEntry]>([])
        try await forEachAuditEntry(filter) { entry in collected.withLock { $0.append(entry) } }
        return collected.withLock { $0 }
    }

    /// Whether a certificate is kept as the audit bound it.
    public func isKeptAsIssued(
        _ number: CertificateNumber
    ) async throws(StoreError) -> Bool? {
        try await read { db in
            let name = number.description
            let entries = try SQLRow.fetchCursor(
                db,
                sql: """
                    SELECT * FROM audit WHERE action IN ('issue', 'reissue', 'restore')
                        AND instr(details, ?) > 0 ORDER BY sequence
                    """, arguments: [name])
            var told: String?
            while let row = try entries.next() {
                told = try AuditChain.entry(row).entry.binding(of: name) ?? told
            }
            guard let told else { return nil }
            return try CertificateBinding.kept(name, in: db)?.text.isExactly(told) == true
        }
    }

    /// Recomputes the chain and holds the record against it.
    ///
    /// - Parameter heads: Digests of heads that were noted before, which must still be there.
    public func checkAudit(heads: [String] = []) async throws(StoreError) -> AuditReport {
        try await read { db in try AuditChain.check(db, heads: heads) }
    }
}

extension AuditChain {
    /// Recomputes the chain and holds the record against it, in the caller's transaction.
    package static func check(_ db: any SQLDatabase, heads: [String] = []) throws -> AuditReport {
        try AuditRecordCheck.report(on: SQLAuditedRows(db: db), heads: heads)
    }

    /// What an entry may hold: the plan of a million rows, as many as a cohort has at most, binds
    /// them with 21 MB.
    private static let limits = JSONLimits(bytes: 64 << 20)

    /// An entry out of its row, and whether its particulars stand there as they are written.
    static func entry(_ row: SQLRow) throws -> (entry: AuditEntry, isAsWritten: Bool) {
        let text: String = row["details"]
        let details = try? JSON.parse(Array(text.utf8), limits: limits)
        let entry = AuditEntry(
            sequence: row["sequence"], at: Timestamp(seconds: row["at"]), actor: row["actor"],
            action: row["action"], subject: row["subject"], details: details ?? .null,
            previous: row["previous"], digest: row["digest"])
        return (entry, details?.canonicalBytes().elementsEqual(text.utf8) == true)
    }
}
