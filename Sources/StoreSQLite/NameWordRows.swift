import CertAuthority
import GRDB
import LinkedData

/// The words under which certificates are found by name, and by a group of their number: an index
/// that SQLite has no means to make, kept by whoever writes or erases a name.
enum NameWordRows {
    static let migration = """
        -- What certificates are found by: folded words of the name, and after # the groups of the
        -- number, each with the certificates that have it.
        CREATE TABLE name_word (
            word TEXT NOT NULL,
            certificate INTEGER NOT NULL REFERENCES certificate (sequence),
            PRIMARY KEY (word, certificate)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX certificate_organisation ON certificate (organisation, sequence);
        CREATE INDEX certificate_standing ON certificate (state, sequence) WHERE state <> 'good';
        CREATE INDEX certificate_ending ON certificate (valid_until) WHERE valid_until IS NOT NULL;
        CREATE INDEX certificate_issued ON certificate (issued);
        """

    static let insert = "INSERT OR IGNORE INTO name_word (word, certificate) VALUES (?, ?)"

    /// Makes the index of the names that are there.
    static func migrate(_ db: Database) throws {
        try db.execute(sql: migration)
        let insert = try PreparedStatement(insert, in: db)
        let names = try PreparedStatement(
            "SELECT sequence, name, number FROM certificate", in: db)
        try names.forEach { row in
            let number = try SQLiteStore.value(CertificateNumber(row.text(2)))
            try keep(row.text(1), number, row.integer(0), with: insert)
        }
    }

    /// Keeps the words of a name and a number, with a statement of ``insert``.
    static func keep(
        _ name: String, _ number: CertificateNumber, _ sequence: Int64,
        with statement: PreparedStatement
    ) throws {
        for word in NameSearch.stored(name) + NumberPart.groups(of: number) {
            try statement.bind(word)
            try statement.bind(sequence)
            try statement.run()
        }
    }

    /// Removes the words of the names of certificates; their numbers stay.
    ///
    /// Reads the whole index, since another version may have kept other words of a name; whoever
    /// erases rewrites the whole store anyway.
    static func forget(_ numbers: [String], in db: Database) throws {
        guard !numbers.isEmpty else { return }
        let list = JSON.array(numbers.map { .string($0) })
        try db.execute(
            sql: """
                DELETE FROM name_word WHERE word NOT LIKE '#%' AND certificate IN
                    (SELECT sequence FROM certificate JOIN json_each(?) ON number = value)
                """, arguments: [String(decoding: list.compactBytes(), as: UTF8.self)])
    }
}
