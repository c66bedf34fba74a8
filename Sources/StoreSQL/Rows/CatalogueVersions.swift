import CertAuthority
import Credentials
import Foundation
import LinkedData

/// Every catalogue that was ever in force, so that a quote can be reckoned anew years later from
/// the store alone. A content is kept once, however many versions have it.
package enum CatalogueVersions {
    /// Keeps the catalogue in force as the version that it is.
    package static func keepInForce(in db: any SQLDatabase) throws {
        var files: [String: [UInt8]] = [:]
        for row in try SQLRow.fetchAll(db, sql: "SELECT path, content FROM catalogue_file") {
            files[row["path"]] = SQLStore.bytes(row, "content")
        }
        let version = try Int64.fetchOne(db, sql: "SELECT catalogue_version FROM installation")
        if let version, version > 0 { try keep(files, version: version, at: nil, in: db) }
    }

    /// Puts files in force as the next version, in the caller's transaction, with its audit entry.
    static func replace(
        _ files: [String: [UInt8]], as change: CatalogueChangeKind, _ authorship: Authorship,
        in db: any SQLDatabase
    ) throws {
        try db.execute(sql: "DELETE FROM catalogue_file")
        var digests = JSONObject()
        for (path, content) in files.sorted(by: { $0.key < $1.key }) {
            try db.execute(
                sql: "INSERT INTO catalogue_file (path, content) VALUES (?, ?)",
                arguments: [path, content])
            digests[path] = .string(digest(content))
        }
        try db.execute(sql: "UPDATE installation SET catalogue_version = catalogue_version + 1")
        let version = try Int64.fetchOne(db, sql: "SELECT catalogue_version FROM installation") ?? 0
        try keep(files, version: version, at: authorship.at, in: db)
        let (action, subject): (AuditEvent.Action, String) =
            switch change {
            case .catalogue: (.applyCatalogue, "catalogue")
            case .tiers: (.applyTiers, "fees.yaml")
            case .reference: (.applyReference, "reference")
            }
        try AuditChain.append(
            action, subject: subject, details: ["sha256": .object(digests)], authorship, to: db)
    }

    private static func keep(
        _ files: [String: [UInt8]], version: Int64, at instant: Timestamp?, in db: any SQLDatabase
    ) throws {
        try db.execute(
            sql: "INSERT INTO catalogue_version (number, applied) VALUES (?, ?)",
            arguments: [version, instant?.seconds])
        for (path, content) in files {
            let digest = digest(content)
            try db.execute(
                sql: """
                    INSERT INTO catalogue_content (digest, content) SELECT :digest, :content
                    WHERE NOT EXISTS (SELECT 1 FROM catalogue_content WHERE digest = :digest)
                    """,
                arguments: ["digest": digest, "content": content])
            try db.execute(
                sql: "INSERT INTO catalogue_version_file (version, path, digest) VALUES (?, ?, ?)",
                arguments: [version, path, digest])
        }
    }

    /// What names a content.
    static func digest(_ content: [UInt8]) -> String {
        Digest.hexadecimal(Digest.sha256(content))
    }
}
