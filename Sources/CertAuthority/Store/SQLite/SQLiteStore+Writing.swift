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

    /// Changes where certificates of one organisation stand.
    public func change(
        _ numbers: [CertificateNumber], to state: Standing.State, reason: String,
        by lists: some StatusListAuthority, _ authorship: Authorship
    ) async throws -> [Certificate] {
        try await write { db in
            var touched: [String: (organisation: Slug, indexes: [Int])] = [:]
            let update = try db.cachedStatement(
                sql: """
                    UPDATE certificate SET state = ?, state_since = ?, state_reason = ?
                    WHERE number = ?
                    """)
            for number in numbers {
                guard let before = try Self.certificate(number, in: db) else {
                    throw StoreError(.notFound, "there is no certificate \(number)")
                }
                try Self.mayChange(before, to: state)
                try update.execute(arguments: [
                    state.rawValue, authorship.at.seconds, reason, number.description,
                ])
                touched[before.statusList, default: (before.organisation, [])].indexes
                    .append(before.statusIndex)
            }
            for (list, change) in touched {
                try StatusLists.set(
                    state != .good, indexes: change.indexes, list: list,
                    organisation: change.organisation, in: db, by: lists, at: authorship.at)
            }
            try AuditChain.append(
                state == .revoked ? .revoke : state == .suspended ? .suspend : .reinstate,
                subject: numbers.count == 1
                    ? numbers[0].description : "\(numbers.count) certificates",
                details: [
                    "reason": .string(reason),
                    "numbers": .array(numbers.map { .string($0.description) }),
                ], authorship, to: db)
            return try numbers.compactMap { try Self.certificate($0, in: db) }
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
}
