import CertAuthority
import Credentials
import LinkedData

/// Batches, plans and certificates as rows of tables.
extension SQLStore {
    static let insertPlanned = """
        INSERT INTO planned_certificate (batch, \(plannedColumns))
        VALUES (\(places(10 + CohortColumn.allCases.count)))
        """

    static let insertCertificate = """
        INSERT INTO certificate (number, sequence, row_key, programme, organisation, batch, name,
            locale, delivery, completed_on, issued, valid_until, key, status_list, status_index,
            state, settled_by, credential, salt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'good', ?, ?, ?)
        """

    static let insertLearner = """
        INSERT INTO learner (certificate, \(CohortColumn.officeOnly.list))
        VALUES (\(places(1 + CohortColumn.officeOnly.count)))
        """

    static let selectBatches = """
        SELECT batch.*,
            (SELECT count(*) FROM planned_certificate WHERE batch = batch.id) AS remaining
        FROM batch
        """

    /// Inserts a planned row with a statement of ``insertPlanned``.
    static func insert(
        _ planned: PlannedCertificate, batch: String, with statement: any SQLStatement
    ) throws {
        let request = planned.request
        try statement.bind(batch)
        try statement.bind(Int64(planned.position))
        try statement.bind(request.number.description)
        try statement.bind(request.key.text)
        try statement.bind(Int64(request.row.number))
        try statement.bind(request.salt)
        try statement.bind(planned.statusList)
        try statement.bind(Int64(planned.statusIndex))
        try statement.bind(evidence(request.evidence))
        try statement.bind(planned.planSalt)
        for column in CohortColumn.allCases { try statement.bind(request.row[column]) }
        try statement.run()
    }

    /// Inserts a certificate with a statement of ``insertCertificate``.
    static func insert(
        _ issued: IssuedCertificate, sequence: Int64, with statement: any SQLStatement
    ) throws {
        let certificate = issued.certificate
        try statement.bind(certificate.number.description)
        try statement.bind(sequence)
        try statement.bind(issued.planned.request.key.text)
        try statement.bind(certificate.programme.text)
        try statement.bind(certificate.organisation.text)
        try statement.bind(certificate.batch)
        try statement.bind(certificate.name)
        try statement.bind(certificate.locale?.text)
        try statement.bind(certificate.delivery.rawValue)
        try statement.bind(certificate.completedOn.description)
        try statement.bind(certificate.issuedAt.seconds)
        try statement.bind(certificate.validUntil?.seconds)
        try statement.bind(certificate.key)
        try statement.bind(certificate.statusList)
        try statement.bind(Int64(certificate.statusIndex))
        try statement.bind(certificate.settledBy)
        try statement.bind(certificate.credential)
        try statement.bind(issued.salt)
        try statement.run()
    }

    /// Inserts what serves the office only, with a statement of ``insertLearner``.
    static func insertLearner(
        _ issued: IssuedCertificate, with statement: any SQLStatement
    ) throws {
        let row = issued.planned.request.row
        try statement.bind(issued.certificate.number.description)
        for column in CohortColumn.officeOnly { try statement.bind(row[column]) }
        try statement.run()
    }

    /// So many places of values in a statement.
    static func places(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }

    static func batchRecord(_ row: SQLRow) throws -> BatchRecord {
        BatchRecord(
            batch: Batch(
                id: row["id"], programme: try value(Slug(row["programme"] as String)),
                organisation: try value(Slug(row["organisation"] as String)),
                source: row["source"], sourceDigest: row["source_digest"], key: row["key"],
                mechanism: try value(SecuringMechanism(named: row["mechanism"])),
                settledBy: row["settled_by"], planned: Timestamp(seconds: row["started"])),
            state: try value(BatchRecord.State(rawValue: row["state"])), size: row["size"],
            remaining: row["remaining"])
    }

    /// Visits the rows of a table that have one of the keys; the columns follow on the key. SQLite walks through the keys itself,
    /// so that a key without a row costs next to nothing.
    static func forEach(
        of rowKeys: [RowKey], in table: String, columns: String, _ db: any SQLDatabase,
        _ body: (RowKey, any SQLColumns) throws -> Void
    ) throws {
        let statement = try db.statement(
            """
            SELECT row_key, \(columns) FROM \(db.dialect.texts(as: "wanted"))
            JOIN \(table) ON row_key = wanted.value
            """)
        for start in stride(from: 0, to: rowKeys.count, by: 1000) {
            let keys = rowKeys[start..<min(start + 1000, rowKeys.count)]
            let list = JSON.array(keys.map { .string($0.text) })
            try statement.bind(String(decoding: list.compactBytes(), as: UTF8.self))
            try statement.forEach { row in try body(RowKey(stored: row.text(0)), row) }
        }
    }
}
