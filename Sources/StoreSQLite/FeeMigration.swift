import GRDB
import StoreSQL

/// The tables of the catalogue's versions and of quotes.
enum FeeMigration {
    private static let schema = """
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
    private static let appendOnly = [
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
        try CatalogueVersions.keepInForce(in: SQLiteConnection(db))
    }
}
