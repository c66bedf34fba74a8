import CertAuthority
import Credentials
import LinkedData

/// What a check of the audit reads, as it lies in a SQLite file, within a transaction.
struct SQLAuditedRows: AuditedRows {
    let db: any SQLDatabase

    private func each(
        _ sql: String, _ arguments: SQLArguments = SQLArguments(),
        _ body: (SQLRow) throws -> Void
    ) throws {
        let rows = try SQLRow.fetchCursor(db, sql: sql, arguments: arguments)
        while let row = try rows.next() { try body(row) }
    }

    // MARK: Entries

    func forEachEntry(
        from sequence: Int64, _ body: (AuditEntry, _ isAsWritten: Bool) throws -> Void
    ) throws {
        try each("SELECT * FROM audit WHERE sequence >= ? ORDER BY sequence", [sequence]) { row in
            let (entry, isAsWritten) = try AuditChain.entry(row)
            try body(entry, isAsWritten)
        }
    }

    func plans(of batch: String) throws -> [AuditEntry] {
        try SQLRow.fetchAll(
            db, sql: "SELECT * FROM audit WHERE action = 'plan-batch' AND subject = ?",
            arguments: [batch]
        ).map { try AuditChain.entry($0).entry }
    }

    func forEachIssue(of batch: String, _ body: (AuditEntry) throws -> Void) throws {
        try each(
            """
            SELECT * FROM audit WHERE (action = 'issue' AND subject = ?)
                OR action IN ('restore', 'reissue')
            """, [batch]
        ) { try body(AuditChain.entry($0).entry) }
    }

    // MARK: Certificates

    func certificate(_ number: String) throws -> AuditedCertificate? {
        try SQLRow.fetchOne(
            db.statement(
                """
                SELECT batch, sequence, \(CertificateBinding.columns)
                FROM \(CertificateBinding.tables) WHERE certificate.number = ?
                """), arguments: [number]
        ).map { row in
            AuditedCertificate(
                batch: row["batch"], sequence: row["sequence"],
                binding: CertificateBinding(row)?.text)
        }
    }

    func standing(of number: String) throws -> AuditedStanding? {
        try SQLRow.fetchOne(
            db.statement(
                """
                SELECT state, state_since, state_reason, erased FROM certificate
                WHERE number = ?
                """), arguments: [number]
        ).map(Self.standing)
    }

    func forEachChangedStanding(
        _ body: (_ number: String, AuditedStanding) throws -> Void
    ) throws {
        try each(
            """
            SELECT number, state, state_since, state_reason, erased FROM certificate
            WHERE state <> 'good' OR state_since IS NOT NULL OR state_reason IS NOT NULL
            ORDER BY sequence
            """
        ) { try body($0["number"], Self.standing($0)) }
    }

    private static func standing(_ row: SQLRow) -> AuditedStanding {
        AuditedStanding(
            state: row["state"], since: SQLStore.instant(row["state_since"]),
            reason: row["state_reason"], isErased: (row["erased"] as Int64?) != nil)
    }

    func forEachErased(_ body: (AuditedErasure) throws -> Void) throws {
        try each(
            """
            SELECT number, erased, name, length(credential) AS length,
                name <> '' OR locale IS NOT NULL OR state_reason IS NOT NULL
                    OR EXISTS (SELECT 1 FROM learner WHERE certificate = number) AS has_more
            FROM certificate WHERE erased IS NOT NULL ORDER BY sequence
            """
        ) { row in
            try body(
                AuditedErasure(
                    number: row["number"], at: SQLStore.instant(row["erased"]),
                    name: row["name"], documentLength: row["length"], hasMore: row["has_more"]))
        }
    }

    func forEachCorrection(
        _ body: (_ number: String, _ corrects: String, _ correctedBy: String?) throws -> Void
    ) throws {
        try each(
            """
            SELECT new.number, new.supersedes, old.superseded_by
            FROM certificate AS new LEFT JOIN certificate AS old ON old.number = new.supersedes
            WHERE new.supersedes IS NOT NULL ORDER BY new.sequence
            """
        ) { try body($0["number"], $0["supersedes"], $0["superseded_by"]) }
    }

    func forEachCorrected(
        _ body: (_ number: String, _ corrects: String?) throws -> Void
    ) throws {
        try each(
            """
            SELECT old.number, new.supersedes
            FROM certificate AS old LEFT JOIN certificate AS new ON new.number = old.superseded_by
            WHERE old.superseded_by IS NOT NULL ORDER BY old.sequence
            """
        ) { try body($0["number"], $0["supersedes"]) }
    }

    func counting() throws -> (count: Int64, first: Int64, last: Int64)? {
        let row = try SQLRow.fetchOne(
            db, sql: "SELECT count(*), min(sequence), max(sequence) FROM certificate")
        guard let row, let first: Int64 = row[1], let last: Int64 = row[2] else { return nil }
        return (row[0], first, last)
    }

    func forEachUnsettled(
        areOrdersWhole: Bool, _ body: (_ number: String) throws -> Void
    ) throws {
        try each(
            """
            SELECT kept.number FROM certificate AS kept
            JOIN batch ON batch.id = kept.batch
            LEFT JOIN certificate AS old ON old.number = kept.supersedes
            LEFT JOIN purchase_order AS settling ON settling.reference = kept.settled_by
            WHERE CASE
                WHEN batch.settled_by IS NOT NULL THEN kept.settled_by IS DISTINCT FROM batch.settled_by
                WHEN old.number IS NOT NULL
                    AND kept.settled_by IS NOT DISTINCT FROM old.settled_by THEN FALSE
                WHEN kept.settled_by IS NULL THEN EXISTS (
                    SELECT 1 FROM purchase_order
                    WHERE row_key = kept.row_key AND cancelled IS NULL
                        AND opened < kept.issued)
                WHEN settling.reference IS NULL THEN ? = 1
                ELSE settling.row_key <> kept.row_key AND kept.superseded_by IS NULL
            END
            ORDER BY kept.sequence
            """, [areOrdersWhole]
        ) { try body($0["number"]) }
    }

    func forEachNumber(of batch: String, _ body: (String) throws -> Void) throws {
        try each("SELECT number FROM certificate WHERE batch = ? ORDER BY sequence", [batch]) {
            try body($0["number"])
        }
    }

    // MARK: Batches and plans

    func forEachBatch(_ body: (AuditedBatch) throws -> Void) throws {
        try each(
            """
            SELECT batch.*,
                (SELECT count(*) FROM certificate WHERE batch = batch.id) AS held,
                (SELECT count(*) FROM planned_certificate WHERE batch = batch.id) AS remaining
            FROM batch ORDER BY batch.rowid
            """
        ) { row in
            try body(
                AuditedBatch(
                    id: row["id"], record: try? SQLStore.batchRecord(row), held: row["held"],
                    remaining: row["remaining"]))
        }
    }

    func size(of batch: String) throws -> Int? {
        try Int.fetchOne(db, sql: "SELECT size FROM batch WHERE id = ?", arguments: [batch])
    }

    func forEachPlanned(
        of batch: String, _ body: (_ position: Int, PlannedCertificate?) throws -> Void
    ) throws {
        let statement = try db.statement(
            """
            SELECT \(SQLStore.plannedColumns) FROM planned_certificate
            WHERE batch = ? ORDER BY position
            """)
        try statement.bind(batch)
        try statement.forEach { row in
            try body(Int(row.integer(0)), try? SQLStore.planned(row))
        }
    }

    // MARK: What else is kept

    func keys() throws -> [AuditedKey] {
        try SQLRow.fetchAll(
            db, sql: "SELECT id, organisation, created, retired FROM signing_key ORDER BY rowid"
        ).map { row in
            AuditedKey(
                id: row["id"], organisation: row["organisation"],
                created: SQLStore.instant(row["created"]),
                retired: SQLStore.instant(row["retired"]))
        }
    }

    func documentCertificates() throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT fingerprint FROM document_certificate")
    }

    func quote(_ id: String) throws -> AuditedQuote? {
        try SQLRow.fetchOne(
            db.statement("SELECT amount, currency, programme, held_until FROM quote WHERE id = ?"),
            arguments: [id]
        ).map { row in
            AuditedQuote(
                minorUnits: row["amount"], currency: row["currency"], programme: row["programme"],
                heldUntil: row["held_until"])
        }
    }

    func catalogue() throws -> JSONObject {
        var digests = JSONObject()
        try each("SELECT path, content FROM catalogue_file ORDER BY path") { row in
            digests[row["path"]] = .string(
                Digest.hexadecimal(Digest.sha256(SQLStore.bytes(row, "content"))))
        }
        return digests
    }
}
