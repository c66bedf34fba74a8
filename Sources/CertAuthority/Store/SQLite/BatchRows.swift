import Credentials
import Foundation
import GRDB

/// Batches, plans and certificates as rows of tables.
extension SQLiteStore {
    static let insertPlanned = """
        INSERT INTO planned_certificate (batch, position, number, row_key, row_number, learner_ref,
            name, email, locale, country, completed_on, delivery, learner_groups, salt, status_list,
            status_index)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
            planned.statusList, planned.statusIndex,
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

    static func planned(_ row: Row) throws -> PlannedCertificate {
        let groups = (row["learner_groups"] as String).split(separator: ";").map(String.init)
        return PlannedCertificate(
            position: row["position"],
            request: CertificateRequest(
                number: try value(CertificateNumber(row["number"] as String)),
                row: CohortRow(
                    number: row["row_number"], learnerReference: row["learner_ref"],
                    name: row["name"], email: row["email"],
                    locale: (row["locale"] as String?).flatMap { LanguageTag($0) },
                    country: row["country"],
                    completedOn: try value(CivilDate(row["completed_on"] as String)),
                    delivery: try value(DeliveryMode(rawValue: row["delivery"])),
                    groups: Set(groups)),
                key: RowKey(stored: row["row_key"]), salt: row["salt"]),
            statusList: row["status_list"], statusIndex: row["status_index"])
    }
}
