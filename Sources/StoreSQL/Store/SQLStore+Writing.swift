public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// Replaces the catalogue.
    public func apply(_ catalogue: StoredCatalogue, _ authorship: Authorship) async throws {
        try await write { db in
            try CatalogueVersions.replace(catalogue.files, as: .catalogue, authorship, in: db)
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
