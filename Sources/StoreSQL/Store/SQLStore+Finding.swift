public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// Certificates by number, name, address or reference.
    public func find(
        _ search: RegisterSearch, limit: Int
    ) async throws(StoreError) -> RegisterFindings {
        try await read { db in
            var found = Findings(limit: limit)
            if let number = search.number {
                found.take(
                    try Self.entries("number = ?", [number.description], limit: 1, in: db))
            }
            if let email = search.email {
                found.take(
                    try Self.entries(
                        db.dialect.ignoringCase("email", "=", "?"), [email], limit: limit + 1,
                        in: db))
                found.take(
                    try Self.entries(
                        db.dialect.ignoringCase("email", ">=", "?") + " AND "
                            + db.dialect.ignoringCase("email", "<", "?"),
                        [email, Self.end(of: email)], limit: limit + 1, in: db))
            }
            if !search.reference.isEmpty {
                found.take(
                    try Self.entries(
                        "learner_ref = ?", [search.reference], limit: limit + 1, in: db))
            }
            try Self.find(search.words, limit: limit, &found, in: db)
            if !search.reference.isEmpty {
                found.take(
                    try Self.entries(
                        "learner_ref >= ? AND learner_ref < ?",
                        [search.reference, Self.end(of: search.reference)], limit: limit + 1,
                        in: db))
            }
            if let part = search.numberPart {
                try Self.find(part, limit: limit, &found, in: db)
            }
            try Self.findWaiting(search, limit: limit, &found, in: db)
            return found.findings
        }
    }

    /// Among the certificates whose words are not kept yet, one by one.
    private static func findWaiting(
        _ search: RegisterSearch, limit: Int, _ found: inout Findings, in db: any SQLDatabase
    ) throws {
        guard !search.words.isEmpty || search.numberPart != nil else { return }
        var matching: [Int64] = []
        try NameWordRows.forEachWaiting(in: db) { sequence, name, number in
            guard matching.count <= limit else { return }
            let isNamed = NameSearch.matches(
                stored: NameSearch.stored(name), asked: search.words)
            let isNumbered = search.numberPart.map { part in
                part.written.contains { number.description.contains($0) }
            }
            if isNamed || isNumbered == true { matching.append(sequence) }
        }
        try found.take(entries(of: matching, limit: limit, in: db))
    }

    private static func entries(
        of sequences: [Int64], limit: Int, in db: any SQLDatabase
    ) throws -> [RegisterEntry] {
        let list = JSON.array(sequences.map { .string(String($0)) })
        return try entries(
            """
            certificate.sequence IN (
                SELECT CAST(value AS BIGINT) FROM \(db.dialect.texts(as: "wanted")))
            """,
            [String(decoding: list.compactBytes(), as: UTF8.self)], limit: limit + 1, in: db)
    }

    /// What was found so far, each once.
    private struct Findings {
        let limit: Int
        private var entries: [RegisterEntry] = []
        private var known: Set<CertificateNumber> = []
        var mayBeMore = false

        init(limit: Int) { self.limit = limit }

        var isFull: Bool { entries.count > limit }

        var isEmpty: Bool { entries.isEmpty }

        mutating func take(_ more: [RegisterEntry]) {
            for entry in more where known.insert(entry.summary.number).inserted {
                entries.append(entry)
            }
        }

        var findings: RegisterFindings {
            RegisterFindings(
                entries: Array(entries.prefix(limit)), mayBeMore: mayBeMore || isFull)
        }
    }

    /// The end of the texts that begin so.
    private static func end(of beginning: String) -> String { beginning + "\u{10FFFF}" }

    // MARK: Names

    /// How many certificates whose names have a word are looked at for the other words.
    private static let mostCandidates = 10_000

    /// First those whose names have all words whole, then those whose words begin so.
    private static func find(
        _ words: [String], limit: Int, _ found: inout Findings, in db: any SQLDatabase
    ) throws {
        guard !words.isEmpty else { return }
        let joins = words.indices.dropFirst().map {
            "JOIN name_word AS w\($0) ON w\($0).word = ? AND w\($0).certificate = w0.certificate"
        }
        let others = Array(words.dropFirst())
        found.take(
            try entries(
                """
                certificate.sequence IN (SELECT w0.certificate FROM name_word AS w0
                    \(joins.joined(separator: " ")) WHERE w0.word = ? LIMIT \(limit + 1))
                """, others + [words[0]], limit: limit + 1, in: db))
        guard !found.isFull else { return }
        try findBeginnings(words, limit: limit, &found, in: db)
    }

    private static func findBeginnings(
        _ words: [String], limit: Int, _ found: inout Findings, in db: any SQLDatabase
    ) throws {
        let rarest = try words.min { left, right in
            try count(beginning: left, in: db) < count(beginning: right, in: db)
        }
        guard let rarest else { return }
        let statement = try db.statement(
            """
            SELECT DISTINCT sequence, name FROM name_word JOIN certificate ON sequence = certificate
            WHERE word >= ? AND word < ? LIMIT \(mostCandidates)
            """)
        try statement.bind(rarest)
        try statement.bind(end(of: rarest))
        var looked = 0
        var matching: [Int64] = []
        try statement.forEach { row in
            looked += 1
            guard matching.count <= limit else { return }
            if words.count == 1
                || NameSearch.matches(stored: NameSearch.stored(row.text(1)), asked: words)
            {
                matching.append(row.integer(0))
            }
        }
        if looked == mostCandidates { found.mayBeMore = true }
        try found.take(entries(of: matching, limit: limit, in: db))
    }

    /// How many words begin so, up to a bound.
    private static func count(beginning word: String, in db: any SQLDatabase) throws -> Int {
        let statement = try db.statement(
            """
            SELECT count(*) FROM (SELECT 1 FROM name_word WHERE word >= ? AND word < ?
                LIMIT \(mostCandidates))
            """)
        try statement.bind(word)
        try statement.bind(end(of: word))
        return try statement.first { Int($0.integer(0)) } ?? 0
    }

    // MARK: Numbers

    /// By the beginning of a number, then by its groups; where nothing is found and the text looks
    /// like part of a number, in all numbers.
    private static func find(
        _ part: NumberPart, limit: Int, _ found: inout Findings, in db: any SQLDatabase
    ) throws {
        let beginning = part.written[0]
        found.take(
            try entries(
                "number >= ? AND number < ?", [beginning, end(of: beginning)], limit: limit + 1,
                in: db))
        let holds =
            "("
            + part.written.map { _ in "instr(number, ?) > 0" }
            .joined(separator: " OR ") + ")"
        if let group = part.fromGroup {
            found.take(
                try entries(
                    """
                    certificate.sequence IN (SELECT certificate FROM number_group
                        WHERE part >= ? AND part < ? LIMIT \(mostCandidates)) AND \(holds)
                    """, [group, end(of: group)] + part.written, limit: limit + 1, in: db))
        }
        guard found.isEmpty, part.isLikely else { return }
        // The index of numbers alone is read, and not the certificates.
        found.take(
            try entries(
                "number IN (SELECT number FROM certificate WHERE \(holds) LIMIT \(limit + 1))",
                part.written, limit: limit + 1, in: db))
    }
}
