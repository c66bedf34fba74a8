import CertAuthority
import Credentials
import Foundation
import GRDB
import LinkedData

/// Every catalogue that was ever in force, so that a quote can be reckoned anew years later from
/// the store alone. A content is kept once, however many versions have it.
enum CatalogueVersions {
    static let schema = """
        CREATE TABLE catalogue_version (
            number INTEGER PRIMARY KEY,
            applied INTEGER
        ) STRICT;
        CREATE TABLE catalogue_content (
            digest TEXT PRIMARY KEY,
            content BLOB NOT NULL
        ) STRICT;
        CREATE TABLE catalogue_version_file (
            version INTEGER NOT NULL REFERENCES catalogue_version (number),
            path TEXT NOT NULL,
            digest TEXT NOT NULL REFERENCES catalogue_content (digest),
            PRIMARY KEY (version, path)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE quote (
            id TEXT PRIMARY KEY,
            at INTEGER NOT NULL,
            date TEXT NOT NULL,
            held_until TEXT NOT NULL,
            programme TEXT NOT NULL,
            organisation TEXT NOT NULL,
            list INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            currency TEXT NOT NULL,
            digits INTEGER NOT NULL,
            schedule_version TEXT NOT NULL,
            catalogue_version INTEGER NOT NULL REFERENCES catalogue_version (number)
        ) STRICT;

        -- Whom a quote was for and why; removed when it is no longer needed.
        CREATE TABLE quote_eligibility (
            quote TEXT PRIMARY KEY REFERENCES quote (id),
            learner TEXT,
            country TEXT NOT NULL,
            learner_groups TEXT NOT NULL,
            tier TEXT NOT NULL,
            relief TEXT,
            evidence TEXT NOT NULL,
            vintages TEXT NOT NULL,
            kept_until TEXT NOT NULL
        ) STRICT;
        CREATE INDEX quote_eligibility_learner ON quote_eligibility (learner);
        CREATE INDEX quote_eligibility_kept_until ON quote_eligibility (kept_until);
        """

    /// Each of these tables is only ever added to. INSERT OR REPLACE removes a row without the delete
    /// trigger, so that an insertion is looked at too.
    static let appendOnly = [
        ("catalogue_version", ["number"]), ("catalogue_content", ["digest"]),
        ("catalogue_version_file", ["version", "path"]), ("quote", ["id"]),
    ].flatMap { table, key in
        let isThere = key.map { "\($0) = NEW.\($0)" }.joined(separator: " AND ")
        return [
            ("insert", "WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(isThere))"), ("update", ""),
            ("delete", ""),
        ].map { action, condition in
            """
            CREATE TRIGGER \(table)_is_append_only_\(action)
            BEFORE \(action) ON \(table) \(condition)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
            """
        }
    }.joined(separator: "\n")

    /// Makes the tables and keeps the catalogue in force as the version that it is.
    static func migrate(_ db: Database) throws {
        try db.execute(sql: schema)
        try db.execute(sql: appendOnly)
        var files: [String: [UInt8]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT path, content FROM catalogue_file") {
            files[row["path"]] = SQLiteStore.bytes(row, "content")
        }
        let version = try Int64.fetchOne(db, sql: "SELECT catalogue_version FROM installation")
        if let version, version > 0 { try keep(files, version: version, at: nil, in: db) }
    }

    /// Puts files in force as the next version, in the caller's transaction, with its audit entry.
    static func replace(
        _ files: [String: [UInt8]], as change: CatalogueChangeKind, _ authorship: Authorship,
        in db: Database
    ) throws {
        try db.execute(sql: "DELETE FROM catalogue_file")
        var digests = JSONObject()
        for (path, content) in files.sorted(by: { $0.key < $1.key }) {
            try db.execute(
                sql: "INSERT INTO catalogue_file (path, content) VALUES (?, ?)",
                arguments: [path, Data(content)])
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
        _ files: [String: [UInt8]], version: Int64, at instant: Timestamp?, in db: Database
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
                arguments: ["digest": digest, "content": Data(content)])
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
