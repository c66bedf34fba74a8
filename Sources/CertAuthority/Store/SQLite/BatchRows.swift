import Credentials
import Foundation
import GRDB
import LinkedData

/// Batches, plans and certificates as rows of tables.
extension SQLiteStore {
    static let plannedColumns = """
        position, number, row_key, row_number, learner_ref, name, email, locale, country,
        completed_on, delivery, learner_groups, salt, status_list, status_index,
        evidence
        """

    static let insertPlanned = """
        INSERT INTO planned_certificate (batch, \(plannedColumns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static let insertCertificate = """
        INSERT INTO certificate (number, sequence, row_key, programme, organisation, batch, name,
            locale, delivery, completed_on, issued, valid_until, key, status_list, status_index,
            state, settled_by, credential)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'good', ?, ?)
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

    static func arguments(_ planned: PlannedCertificate, batch: String) -> StatementArguments {
        let request = planned.request
        let row = request.row
        return [
            batch, planned.position, request.number.description, request.key.text, row.number,
            row.learnerReference, row.name, row.email, row.locale?.text, row.country,
            row.completedOn.description, row.delivery.rawValue, groups(row), request.salt,
            planned.statusList, planned.statusIndex, evidence(request.evidence),
        ]
    }

    static func arguments(_ issued: IssuedCertificate, sequence: Int64) -> StatementArguments {
        let certificate = issued.certificate
        return [
            certificate.number.description, sequence, issued.planned.request.key.text,
            certificate.programme.text, certificate.organisation.text, certificate.batch,
            certificate.name, certificate.locale?.text, certificate.delivery.rawValue,
            certificate.completedOn.description, certificate.issuedAt.seconds,
            certificate.validUntil?.seconds, certificate.key, certificate.statusList,
            certificate.statusIndex, certificate.settledBy, Data(certificate.credential),
        ]
    }

    static func learnerArguments(_ issued: IssuedCertificate) -> StatementArguments {
        let row = issued.planned.request.row
        return [
            issued.certificate.number.description, row.learnerReference, row.email, row.country,
            groups(row),
        ]
    }

    private static func groups(_ row: CohortRow) -> String {
        row.groups.sorted().joined(separator: ";")
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
            statusList: row[13], statusIndex: row[14])
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
