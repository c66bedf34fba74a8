import CertAuthority
import GRDB
import LinkedData

/// The words under which certificates are found by name, and by a group of their number: an index
/// that SQLite has no means to make, kept by whoever writes or erases a name.
enum NameWordRows {
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

    /// How many certificates at the most wait for their words: so many are looked at one by one
    /// when somebody is sought.
    static let longestWait = 50_000

    /// Makes the index of the names that are there.
    static func migrate(_ db: Database) throws {
        try db.execute(sql: migration)
        while try catchUp(in: db) {}
    }

    /// Keeps the words of certificates that wait for it, many at once and in the order of the index:
    /// one by one, each certificate would touch a page of it for each of its words.
    ///
    /// - Returns: Whether some are left.
    static func catchUp(in db: Database, most: Int = longestWait) throws -> Bool {
        var (words, groups): ([Entry], [Entry]) = ([], [])
        var (count, last) = (0, 0 as Int64)
        try forEachWaiting(in: db, limit: most) { sequence, name, number in
            count += 1
            last = sequence
            words += NameSearch.stored(name).map { Entry(text: $0, certificate: sequence) }
            groups += NumberPart.groups(of: number).map { Entry(text: $0, certificate: sequence) }
        }
        guard count > 0 else { return false }
        try keep(words, in: "name_word (word, certificate)", db)
        try keep(groups, in: "number_group (part, certificate)", db)
        try db.execute(sql: "UPDATE name_word_end SET sequence = ?", arguments: [last])
        return count == most
    }

    /// A row of either table.
    private struct Entry {
        let text: String
        let certificate: Int64
    }

    private static func keep(_ entries: [Entry], in table: String, _ db: Database) throws {
        let insert = try PreparedStatement("INSERT OR IGNORE INTO \(table) VALUES (?, ?)", in: db)
        let sorted = entries.sorted { left, right in
            left.text.utf8.elementsEqual(right.text.utf8)
                ? left.certificate < right.certificate
                : left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
        }
        for entry in sorted {
            try insert.bind(entry.text)
            try insert.bind(entry.certificate)
            try insert.run()
        }
    }

    /// The certificates that wait for their words, in the order of issue.
    static func forEachWaiting(
        in db: Database, limit: Int = -1,
        _ body: (_ sequence: Int64, _ name: String, _ number: CertificateNumber) throws -> Void
    ) throws {
        let statement = try PreparedStatement(
            """
            SELECT sequence, name, number FROM certificate
            WHERE sequence > (SELECT sequence FROM name_word_end) ORDER BY sequence LIMIT ?
            """, in: db)
        try statement.bind(Int64(limit))
        try statement.forEach { row in
            let number = try SQLiteStore.value(CertificateNumber(row.text(2)))
            try body(row.integer(0), row.text(1), number)
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
                DELETE FROM name_word WHERE certificate IN
                    (SELECT sequence FROM certificate JOIN json_each(?) ON number = value)
                """, arguments: [String(decoding: list.compactBytes(), as: UTF8.self)])
    }
}
