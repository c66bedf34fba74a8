import CertAuthority
import Credentials
import Foundation
import GRDB
import LinkedData

/// Batches, plans and certificates as rows of tables.
extension SQLiteStore {
    static let plannedColumns = """
        position, number, row_key, row_number, learner_ref, name, email, locale, country,
        completed_on, delivery, learner_groups, salt, status_list, status_index,
        evidence, plan_salt
        """

    static let insertPlanned = """
        INSERT INTO planned_certificate (batch, \(plannedColumns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static let insertCertificate = """
        INSERT INTO certificate (number, sequence, row_key, programme, organisation, batch, name,
            locale, delivery, completed_on, issued, valid_until, key, status_list, status_index,
            state, settled_by, credential, salt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'good', ?, ?, ?)
        """

    static let insertLearner = """
        INSERT INTO learner (certificate, learner_ref, email, country, learner_groups)
        VALUES (?, ?, ?, ?, ?)
        """

    static let selectBatches = """
        SELECT batch.*,
            (SELECT count(*) FROM planned_certificate WHERE batch = batch.id) AS remaining
        FROM batch
        """

    /// Inserts a planned row with a statement of ``insertPlanned``.
    static func insert(
        _ planned: PlannedCertificate, batch: String, with statement: inout RepeatedStatement
    ) throws {
        let request = planned.request
        let row = request.row
        try statement.bind(batch)
        try statement.bind(Int64(planned.position))
        try statement.bind(request.number.description)
        try statement.bind(request.key.text)
        try statement.bind(Int64(row.number))
        try statement.bind(row.learnerReference)
        try statement.bind(row.name)
        try statement.bind(row.email)
        try statement.bind(row.locale?.text)
        try statement.bind(row.country)
        try statement.bind(row.completedOn.description)
        try statement.bind(row.delivery.rawValue)
        try statement.bind(row.groupsText)
        try statement.bind(request.salt)
        try statement.bind(planned.statusList)
        try statement.bind(Int64(planned.statusIndex))
        try statement.bind(evidence(request.evidence))
        try statement.bind(planned.planSalt)
        try statement.run()
    }

    /// Inserts a certificate with a statement of ``insertCertificate``.
    static func insert(
        _ issued: IssuedCertificate, sequence: Int64, with statement: inout RepeatedStatement
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
        _ issued: IssuedCertificate, with statement: inout RepeatedStatement
    ) throws {
        let row = issued.planned.request.row
        try statement.bind(issued.certificate.number.description)
        try statement.bind(row.learnerReference)
        try statement.bind(row.email)
        try statement.bind(row.country)
        try statement.bind(row.groupsText)
        try statement.run()
    }

    static func batchRecord(_ row: Row) throws -> BatchRecord {
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

    /// Reads ``plannedColumns`` by their places: looking a column up by name costs more than all
    /// else here.
    static func planned(_ row: Row) throws -> PlannedCertificate {
        PlannedCertificate(
            position: row[0],
            request: CertificateRequest(
                number: try value(CertificateNumber(row[1] as String)),
                row: CohortRow(
                    number: row[3], learnerReference: row[4], name: row[5], email: row[6],
                    locale: (row[7] as String?).flatMap { LanguageTag($0) }, country: row[8],
                    completedOn: try value(CivilDate(row[9] as String)),
                    delivery: try value(DeliveryMode(rawValue: row[10])),
                    groups: Set((row[11] as String).split(separator: ";").map(String.init))),
                key: RowKey(stored: row[2]), salt: row[12], evidence: try evidence(row[15])),
            statusList: row[13], statusIndex: row[14],
            planSalt: (row[16] as Data?).map { Array($0) } ?? [])
    }

    static let plannedRowColumns = """
        row_number, learner_ref, name, email, locale, country, completed_on, delivery, learner_groups
        """

    /// Reads ``plannedRowColumns``.
    static func plannedRow(_ row: Row) throws -> CohortRow {
        CohortRow(
            number: row["row_number"], learnerReference: row["learner_ref"], name: row["name"],
            email: row["email"], locale: (row["locale"] as String?).flatMap { LanguageTag($0) },
            country: row["country"],
            completedOn: try value(CivilDate(row["completed_on"] as String)),
            delivery: try value(DeliveryMode(rawValue: row["delivery"])),
            groups: Set((row["learner_groups"] as String).split(separator: ";").map(String.init)))
    }

    /// Visits the rows of a table that have one of the keys. SQLite walks through the keys itself,
    /// so that a key without a row costs next to nothing.
    static func forEach(
        of rowKeys: [RowKey], in table: String, columns: String, _ db: Database,
        _ body: (RowKey, Row) throws -> Void
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT row_key, \(columns) FROM json_each(?) AS wanted
                JOIN \(table) ON row_key = wanted.value
                """)
        for start in stride(from: 0, to: rowKeys.count, by: 1000) {
            let keys = rowKeys[start..<min(start + 1000, rowKeys.count)]
            let list = JSON.array(keys.map { .string($0.text) })
            let rows = try Row.fetchCursor(
                statement, arguments: [String(decoding: list.compactBytes(), as: UTF8.self)])
            while let row = try rows.next() { try body(RowKey(stored: row[0]), row) }
        }
    }
}
