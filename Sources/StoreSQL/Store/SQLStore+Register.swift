public import CertAuthority
import Credentials

extension SQLStore {
    /// Certificates in the order of issue.
    public func register(
        _ filter: RegisterFilter, after: CertificateNumber?, limit: Int?
    ) async throws(StoreError) -> [RegisterEntry] {
        try await read { db in
            var clause = RegisterClause(filter)
            if let after {
                guard
                    let sequence = try Int64.fetchOne(
                        db, sql: "SELECT sequence FROM certificate WHERE number = ?",
                        arguments: [after.description])
                else { throw StoreError(.notFound, "there is no certificate \(after)") }
                clause.add("certificate.sequence > ?", .integer(sequence))
            }
            let statement = try db.statement(
                """
                SELECT \(Self.entryColumns) FROM \(Self.entryTables) \(clause.sql)
                ORDER BY certificate.sequence LIMIT ?
                """)
            try clause.bind(to: statement)
            try statement.bind(Int64(limit ?? .max))
            return try statement.rows(Self.entry)
        }
    }

    /// A certificate as the register shows it, or nil.
    public func entry(_ number: CertificateNumber) async throws(StoreError) -> RegisterEntry? {
        try await read { db in
            try Self.entries("number = ?", [number.description], limit: 1, in: db).first
        }
    }

    /// How many certificates a filter lets through.
    public func count(_ filter: RegisterFilter) async throws(StoreError) -> Int {
        try await read { db in
            let clause = RegisterClause(filter)
            let statement = try db.statement(
                "SELECT count(*) FROM \(Self.entryTables) \(clause.sql)")
            try clause.bind(to: statement)
            return try statement.first { Int($0.integer(0)) } ?? 0
        }
    }

    // MARK: Rows

    private static let entryTables =
        "certificate LEFT JOIN learner ON learner.certificate = certificate.number"

    /// The columns that ``entry(_:)`` reads.
    private static let entryColumns = """
        \(summaryColumns), organisation, valid_until, state_since, state_reason, delivery, locale,
        learner_ref, email, country, learner_groups
        """

    private static func entry(_ row: any SQLColumns) throws -> RegisterEntry {
        let learner = row.optionalText(18).map { country in
            RegisterEntry.LearnerRecord(
                reference: row.optionalText(16), email: row.optionalText(17), country: country,
                groups: Set(row.text(19).split(separator: ";").map(String.init)))
        }
        return RegisterEntry(
            summary: try summary(row, at: 0), organisation: try value(Slug(row.text(10))),
            validUntil: row.instant(11), standingSince: row.instant(12),
            standingReason: row.optionalText(13),
            delivery: try value(DeliveryMode(rawValue: row.text(14))),
            locale: row.optionalText(15).flatMap { LanguageTag($0) }, learner: learner)
    }

    static func entries(
        _ condition: String, _ values: [String], limit: Int, in db: any SQLDatabase
    ) throws -> [RegisterEntry] {
        let statement = try db.statement(
            """
            SELECT \(entryColumns) FROM \(entryTables) WHERE \(condition)
            ORDER BY certificate.sequence LIMIT ?
            """)
        for value in values { try statement.bind(value) }
        try statement.bind(Int64(limit))
        return try statement.rows(entry)
    }
}

/// The conditions of a filter with their values, in one order.
private struct RegisterClause {
    enum Value {
        case text(String)
        case integer(Int64)
    }

    /// As the index of what is not in good standing has it, word for word: what is superseded is
    /// revoked.
    private let isDecided = "state <> 'good'"

    private var conditions: [String] = []
    private var values: [Value] = []

    init(_ filter: RegisterFilter) {
        add("programme = ?", filter.programme?.text)
        add("organisation = ?", filter.organisation?.text)
        add("batch = ?", filter.batch)
        add("country = ?", filter.country)
        add("issued >= ?", filter.issuedFrom)
        add("issued < ?", filter.issuedBefore)
        add("valid_until >= ?", filter.endingFrom)
        add("valid_until < ?", filter.endingBefore)
        if filter.endingFrom != nil || filter.endingBefore != nil {
            conditions.append("state = 'good'")
        }
        switch filter.condition {
        case .good: conditions.append("state = 'good' AND erased IS NULL")
        case .suspended:
            conditions.append("\(isDecided) AND state = 'suspended' AND erased IS NULL")
        case .revoked:
            conditions.append(
                "\(isDecided) AND state = 'revoked' AND superseded_by IS NULL AND erased IS NULL")
        case .superseded:
            conditions.append(
                "\(isDecided) AND superseded_by IS NOT NULL AND erased IS NULL")
        case .erased: conditions.append("erased IS NOT NULL")
        case nil: break
        }
    }

    var sql: String {
        conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    }

    mutating func add(_ condition: String, _ value: Value) {
        conditions.append(condition)
        values.append(value)
    }

    private mutating func add(_ condition: String, _ value: String?) {
        if let value { add(condition, .text(value)) }
    }

    private mutating func add(_ condition: String, _ value: Timestamp?) {
        if let value { add(condition, .integer(value.seconds)) }
    }

    func bind(to statement: any SQLStatement) throws {
        for value in values {
            switch value {
            case .text(let text): try statement.bind(text)
            case .integer(let number): try statement.bind(number)
            }
        }
    }
}
