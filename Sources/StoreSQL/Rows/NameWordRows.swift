import CertAuthority
import LinkedData

/// The words under which certificates are found by name, and by a group of their number: an index
/// that SQLite has no means to make, kept by whoever writes or erases a name.
package enum NameWordRows {
    /// How many certificates at the most wait for their words: so many are looked at one by one
    /// when somebody is sought.
    package static let longestWait = 50_000

    /// Keeps the words of certificates that wait for it, many at once and in the order of the index:
    /// one by one, each certificate would touch a page of it for each of its words.
    ///
    /// - Returns: Whether some are left.
    package static func catchUp(in db: any SQLDatabase, most: Int = longestWait) throws -> Bool {
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

    private static func keep(_ entries: [Entry], in table: String, _ db: any SQLDatabase) throws {
        let insert = try db.statement("INSERT INTO \(table) VALUES (?, ?) ON CONFLICT DO NOTHING")
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
        in db: any SQLDatabase, limit: Int = .max,
        _ body: (_ sequence: Int64, _ name: String, _ number: CertificateNumber) throws -> Void
    ) throws {
        let statement = try db.statement(
            """
            SELECT sequence, name, number FROM certificate
            WHERE sequence > (SELECT sequence FROM name_word_end) ORDER BY sequence LIMIT ?
            """)
        try statement.bind(Int64(limit))
        try statement.forEach { row in
            let number = try SQLStore.value(CertificateNumber(row.text(2)))
            try body(row.integer(0), row.text(1), number)
        }
    }

    /// Removes the words of the names of certificates; their numbers stay.
    ///
    /// Reads the whole index, since another version may have kept other words of a name; whoever
    /// erases rewrites the whole store anyway.
    static func forget(_ numbers: [String], in db: any SQLDatabase) throws {
        guard !numbers.isEmpty else { return }
        let list = JSON.array(numbers.map { .string($0) })
        try db.execute(
            sql: """
                DELETE FROM name_word WHERE certificate IN
                    (SELECT sequence FROM certificate JOIN \(db.dialect.texts(as: "named")) ON number = named.value)
                """, arguments: [String(decoding: list.compactBytes(), as: UTF8.self)])
    }
}
