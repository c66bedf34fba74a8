import GRDB
import StoreSQL

/// The tables by which certificates are found.
enum NameMigration {
    static let migration = """
        -- What certificates are found by: folded words of the name, and the groups of the number
        -- with what follows them, each with the certificates that have it.
        CREATE TABLE name_word (
            word TEXT NOT NULL,
            certificate INTEGER NOT NULL REFERENCES certificate (sequence),
            PRIMARY KEY (word, certificate)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE number_group (
            part TEXT NOT NULL,
            certificate INTEGER NOT NULL REFERENCES certificate (sequence),
            PRIMARY KEY (part, certificate)
        ) STRICT, WITHOUT ROWID;
        -- The place in the order of issue up to which they have all certificates.
        CREATE TABLE name_word_end (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            sequence INTEGER NOT NULL
        ) STRICT;
        INSERT INTO name_word_end (id, sequence) VALUES (1, 0);

        CREATE INDEX certificate_organisation ON certificate (organisation, sequence);
        CREATE INDEX certificate_standing ON certificate (state, sequence) WHERE state <> 'good';
        CREATE INDEX certificate_ending ON certificate (valid_until) WHERE valid_until IS NOT NULL;
        CREATE INDEX certificate_issued ON certificate (issued);
        """

    /// Makes the index of the names that are there.
    static func migrate(_ db: Database) throws {
        try db.execute(sql: migration)
        while try NameWordRows.catchUp(in: SQLiteConnection(db)) {}
    }
}
