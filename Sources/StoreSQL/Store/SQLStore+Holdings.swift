public import CertAuthority
import Credentials
import LinkedData

/// Certificates with whose they are, and what they rest on.
extension SQLStore {
    private static let holdingColumns = """
        c.number, c.sequence, c.programme, c.organisation, c.valid_until, c.state,
        \(CohortColumn.allCases.list)
        """

    /// The certificates of those programmes or series with whose they are.
    public func holdings(of offers: Set<Slug>) async throws(StoreError) -> [Holding] {
        guard !offers.isEmpty else { return [] }
        return try await read { db in
            let rows = try SQLRow.fetchAll(
                db,
                sql: """
                    SELECT \(Self.holdingColumns)
                    FROM certificate c \(db.dialect.orderedJoin) learner l ON l.certificate = c.number
                    WHERE c.programme IN (\(Self.places(offers.count))) ORDER BY c.sequence
                    """, arguments: SQLArguments(offers.map(\.text)))
            let steps = try SQLRow.fetchAll(
                db,
                sql: """
                    SELECT e.certificate, e.step, s.state
                    FROM certificate c
                    \(db.dialect.orderedJoin) certificate_evidence e ON e.certificate = c.number
                    \(db.dialect.orderedJoin) certificate s ON s.number = e.step
                    WHERE c.programme IN (\(Self.places(offers.count)))
                    ORDER BY e.certificate, e.position
                    """, arguments: SQLArguments(offers.map(\.text)))
            var byCertificate: [String: [Holding.Step]] = [:]
            for row in steps {
                byCertificate[row["certificate"], default: []].append(try Self.step(row))
            }
            return try rows.map { try Self.holding($0, byCertificate[$0["number"]] ?? []) }
        }
    }

    /// The certificates that share a reference or an address with one of some learners.
    public func holdings(
        of offers: Set<Slug>, learners: [LearnerIdentity]
    ) async throws(StoreError) -> [Holding] {
        guard !offers.isEmpty else { return [] }
        return try await read { db in
            // The order of a CROSS JOIN is kept: learners first, or each look-up would go through
            // all certificates of a programme.
            // SQLite walks through the learners itself, a thousand at a time.
            func select(_ condition: String) throws -> any SQLStatement {
                try db.statement(
                    """
                    SELECT \(Self.holdingColumns)
                    FROM \(db.dialect.texts(as: "wanted")) \(db.dialect.orderedJoin) learner l ON \(condition)
                    \(db.dialect.orderedJoin) certificate c ON c.number = l.certificate
                    WHERE c.programme IN (\(Self.places(offers.count)))
                    """)
            }
            let byReference = try select("l.learner_ref = wanted.value")
            let byEmail = try select(
                db.dialect.ignoringCase("l.email", "=", "wanted.value"))
            let slugs = offers.map(\.text)
            var found: [Int64: Holding] = [:]
            func collect(_ statement: any SQLStatement, _ values: [String], of organisation: Slug?)
                throws
            {
                for start in stride(from: 0, to: values.count, by: 1_000) {
                    let part = values[start..<min(start + 1_000, values.count)]
                    let list = JSON.array(part.map { .string($0) }).compactBytes()
                    let rows = try SQLRow.fetchAll(
                        statement,
                        arguments: SQLArguments(
                            [String(decoding: list, as: UTF8.self)] + slugs))
                    for row in rows {
                        guard found[row["sequence"]] == nil,
                            organisation.map({ $0.text == row["organisation"] }) ?? true
                        else { continue }
                        found[row["sequence"]] = try Self.holding(row, [])
                    }
                }
            }
            for (organisation, own) in Dictionary(grouping: learners, by: \.organisation) {
                try collect(byReference, own.compactMap(\.reference), of: organisation)
            }
            try collect(byEmail, learners.compactMap(\.email), of: nil)
            return found.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private static func holding(_ row: SQLRow, _ steps: [Holding.Step]) throws -> Holding {
        Holding(
            number: try value(CertificateNumber(row["number"] as String)),
            offer: try value(Slug(row["programme"] as String)),
            organisation: try value(Slug(row["organisation"] as String)),
            row: try CohortRow(row, number: 1),
            validUntil: (row["valid_until"] as Int64?).map { Timestamp(seconds: $0) },
            state: try value(Standing.State(rawValue: row["state"])), steps: steps)
    }

    private static func step(_ row: SQLRow) throws -> Holding.Step {
        Holding.Step(
            number: try value(CertificateNumber(row["step"] as String)),
            state: try value(Standing.State(rawValue: row["state"])))
    }

    // MARK: Evidence

    /// The numbers that a certificate rests on, in order.
    static func evidence(
        of number: CertificateNumber, in db: any SQLDatabase
    ) throws -> [CertificateNumber] {
        let statement = try db.statement(evidenceQuery)
        try statement.bind(number.description)
        return try statement.rows(step)
    }

    /// Writes down what a certificate rests on, which must be good in this very moment: what was
    /// taken back since the plan can carry no other certificate.
    static func recordEvidence(
        of issued: IssuedCertificate, in db: any SQLDatabase, batch: String
    ) throws {
        let evidence = issued.certificate.evidence
        guard !evidence.isEmpty else { return }
        let look = try db.statement(
            """
            SELECT CASE WHEN erased IS NULL THEN state ELSE 'erased' END
            FROM certificate WHERE number = ?
            """)
        let insert = try db.statement(
            "INSERT INTO certificate_evidence (certificate, position, step) VALUES (?, ?, ?)")
        for (index, step) in evidence.enumerated() {
            let state = try String.fetchOne(look, arguments: [step.description]) ?? "missing"
            guard state == Standing.State.good.rawValue else {
                throw StoreError(
                    .conflict,
                    """
                    \(step), which row \(issued.planned.request.row.number) of batch \(batch) rests \
                    on, is \(state) now; abandon the rest with \(do: .abandonBatch(batch)), and \
                    run this again
                    """)
            }
            try insert.execute(arguments: [
                issued.certificate.number.description, index + 1, step.description,
            ])
        }
    }

    /// Evidence as a plan keeps it: a JSON array of objects.
    static func evidence(_ evidence: [Evidence]) -> String {
        if evidence.isEmpty { return "[]" }
        let array = JSON.array(
            evidence.map { piece in
                [
                    "number": .string(piece.number.description), "title": .string(piece.title),
                    "completedOn": .string(piece.completedOn.description),
                ]
            })
        return String(decoding: array.canonicalBytes(), as: UTF8.self)
    }

    static func evidence(_ text: String) throws -> [Evidence] {
        if text.isExactly("[]") { return [] }
        let pieces = try value(JSON.parse(Array(text.utf8)).arrayValue)
        return try pieces.map { piece in
            Evidence(
                number: try value(CertificateNumber(value(piece["number"]?.stringValue))),
                title: try value(piece["title"]?.stringValue),
                completedOn: try value(CivilDate(value(piece["completedOn"]?.stringValue))))
        }
    }
}
