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
}
