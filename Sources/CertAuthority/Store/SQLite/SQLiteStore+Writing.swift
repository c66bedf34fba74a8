import Credentials
import Foundation
import GRDB
import LinkedData

extension SQLiteStore {
    /// Replaces the catalogue.
    public func apply(_ catalogue: StoredCatalogue, _ authorship: Authorship) async throws {
        try await write { db in
            try db.execute(sql: "DELETE FROM catalogue_file")
            for (path, content) in catalogue.files {
                try db.execute(
                    sql: "INSERT INTO catalogue_file (path, content) VALUES (?, ?)",
                    arguments: [path, Data(content)])
            }
            try db.execute(sql: "UPDATE installation SET catalogue_version = catalogue_version + 1")
            var digests = JSONObject()
            for (path, content) in catalogue.files.sorted(by: { $0.key < $1.key }) {
                digests[path] = .string(Digest.hexadecimal(Digest.sha256(content)))
            }
            try AuditChain.append(
                .applyCatalogue, subject: "catalogue", details: ["sha256": .object(digests)],
                authorship, to: db)
        }
    }

    /// Adds an organisation's key; those before it are retired.
    public func add(_ key: SigningKey, _ authorship: Authorship) async throws {
        try await write { db in
            try db.execute(
                sql:
                    "UPDATE signing_key SET retired = ? WHERE organisation = ? AND retired IS NULL",
                arguments: [authorship.at.seconds, key.organisation.text])
            try db.execute(
                sql: "INSERT INTO signing_key (id, organisation, created) VALUES (?, ?, ?)",
                arguments: [key.id, key.organisation.text, key.created.seconds])
            try AuditChain.append(
                .addKey, subject: key.id, details: ["organisation": .string(key.organisation.text)],
                authorship, to: db)
        }
    }

    /// Issues certificates in one transaction.
    public func issue(
        _ batch: Batch, _ rows: [PlannedCertificate], by issuing: some IssuingAuthority,
        _ authorship: Authorship
    ) async throws -> [Certificate] {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO batch (id, programme, organisation, source, source_digest, started)
                    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                    """,
                arguments: [
                    batch.id, batch.programme.text, batch.organisation.text, batch.source,
                    batch.sourceDigest, authorship.at.seconds,
                ])
            var sequence =
                try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM certificate") ?? 0
            var lists = StatusLists(organisation: batch.organisation)
            var certificates: [Certificate] = []
            for row in rows {
                let place = try lists.reserve(in: db, by: issuing, at: authorship.at)
                let certificate = try issuing.certificate(
                    row, batch: batch, statusList: place.list, statusIndex: place.index,
                    at: authorship.at)
                sequence += 1
                try Self.insert(certificate, row, sequence: sequence, in: db)
                certificates.append(certificate)
            }
            try AuditChain.append(
                .issue, subject: batch.id,
                details: [
                    "programme": .string(batch.programme.text),
                    "organisation": .string(batch.organisation.text),
                    "sourceSha256": .string(batch.sourceDigest),
                    "numbers": .array(certificates.map { .string($0.number.description) }),
                ], authorship, to: db)
            return certificates
        }
    }

    /// Changes where a certificate stands, with its bit in the status list, signed anew.
    public func change(
        _ number: CertificateNumber, to state: Standing.State, reason: String,
        by issuing: some IssuingAuthority, _ authorship: Authorship
    ) async throws -> Certificate {
        try await write { db in
            guard let before = try Self.certificate(number, in: db) else {
                throw StoreError(.notFound, "there is no certificate \(number)")
            }
            try Self.mayChange(before, to: state)
            try db.execute(
                sql: """
                    UPDATE certificate SET state = ?, state_since = ?, state_reason = ?
                    WHERE number = ?
                    """,
                arguments: [state.rawValue, authorship.at.seconds, reason, number.description])
            try StatusLists.set(
                state != .good, index: before.statusIndex, list: before.statusList,
                organisation: before.organisation, in: db, by: issuing, at: authorship.at)
            try AuditChain.append(
                state == .revoked ? .revoke : state == .suspended ? .suspend : .reinstate,
                subject: number.description, details: ["reason": .string(reason)], authorship,
                to: db)
            return try Self.certificate(number, in: db) ?? before
        }
    }

    private static func mayChange(
        _ certificate: Certificate, to state: Standing.State
    ) throws(StoreError) {
        let number = certificate.number
        switch (certificate.standing.state, state) {
        case (.revoked, _):
            throw StoreError(.conflict, "\(number) is revoked already, and that is final")
        case (.suspended, .suspended):
            throw StoreError(.conflict, "\(number) is suspended already")
        case (.good, .good):
            throw StoreError(.conflict, "\(number) is in good standing; nothing is to be lifted")
        default: return
        }
    }

    private static func insert(
        _ certificate: Certificate, _ planned: PlannedCertificate, sequence: Int64, in db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO certificate (number, sequence, row_key, programme, organisation, batch,
                    name, locale, delivery, completed_on, issued, valid_until, key, status_list,
                    status_index, state, settled_by, credential)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'good', ?, ?)
                """)
        try statement.execute(arguments: [
            certificate.number.description, sequence, planned.key.text, certificate.programme.text,
            certificate.organisation.text, certificate.batch, certificate.name,
            certificate.locale?.text, certificate.delivery.rawValue,
            certificate.completedOn.description, certificate.issuedAt.seconds,
            certificate.validUntil?.seconds, certificate.key, certificate.statusList,
            certificate.statusIndex, certificate.settledBy, Data(certificate.credential),
        ])
        let learner = try db.cachedStatement(
            sql: """
                INSERT INTO learner (certificate, learner_ref, email, country, learner_groups)
                VALUES (?, ?, ?, ?, ?)
                """)
        try learner.execute(arguments: [
            certificate.number.description, planned.row.learnerReference, planned.row.email,
            planned.row.country, planned.row.groups.sorted().joined(separator: ";"),
        ])
    }
}
