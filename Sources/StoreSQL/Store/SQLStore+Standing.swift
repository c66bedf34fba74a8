public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// How many numbers one audit entry names at most.
    static let numbersPerEntry = 1_000

    /// Changes where certificates stand, all or none.
    public func change(
        _ numbers: [CertificateNumber], to state: Standing.State, reason: String,
        by lists: some StatusListAuthority, _ authorship: Authorship
    ) async throws -> StandingChange {
        try await write(isSeenEverywhere: true) { db in
            var touched: [String: (organisation: Slug, indexes: [Int])] = [:]
            var changed: [CertificateNumber] = []
            var already: [CertificateNumber] = []
            let select = try db.statement(
                """
                SELECT state, organisation, status_list, status_index FROM certificate
                WHERE number = ?
                """)
            let update = try db.statement(Self.updateStanding)
            for number in numbers {
                guard let row = try SQLRow.fetchOne(select, arguments: [number.description]) else {
                    throw StoreError(.notFound, "there is no certificate \(number)")
                }
                let before = try Self.value(Standing.State(rawValue: row["state"]))
                guard before != state else {
                    already.append(number)
                    continue
                }
                guard before != .revoked else {
                    throw StoreError(.conflict, "\(number) is revoked already, which is final")
                }
                try update.execute(arguments: [
                    state.rawValue, authorship.at.seconds, reason, number.description,
                ])
                changed.append(number)
                let organisation = try Self.value(Slug(row["organisation"] as String))
                touched[row["status_list"], default: (organisation, [])].indexes
                    .append(row["status_index"])
            }
            for (list, change) in touched.sorted(by: { $0.key < $1.key }) {
                try SQLStatusListRows(db: db).set(
                    state != .good, indexes: change.indexes, list: list,
                    organisation: change.organisation, by: lists, at: authorship.at)
            }
            try Self.audit(
                state == .revoked ? .revoke : state == .suspended ? .suspend : .reinstate,
                changed, reason: reason, authorship, in: db)
            return StandingChange(
                changed: changed, already: already, lists: touched.keys.sorted())
        }
    }

    static let updateStanding = """
        UPDATE certificate SET state = ?, state_since = ?, state_reason = ? WHERE number = ?
        """

    /// Names every certificate of a change, in as many entries as that takes.
    static func audit(
        _ action: AuditEvent.Action, _ numbers: [CertificateNumber], reason: String,
        struck: StruckRows = StruckRows(), _ authorship: Authorship, in db: any SQLDatabase
    ) throws {
        for start in stride(from: 0, to: numbers.count, by: numbersPerEntry) {
            let part = numbers[start..<min(start + numbersPerEntry, numbers.count)]
            var details = JSONObject()
            details["reason"] = .string(reason)
            details["numbers"] = .array(part.map { .string($0.description) })
            if start == 0, !struck.isEmpty { details[StruckRows.member] = struck.document }
            try AuditChain.append(
                action,
                subject: numbers.count == 1
                    ? numbers[0].description : "\(numbers.count) certificates",
                details: .object(details), authorship, to: db)
        }
    }

    /// Where certificates stand.
    public func standings(
        _ selection: CertificateSelection
    ) async throws(StoreError) -> [CertificateStanding] {
        let select = """
            SELECT number, organisation, name, status_list, state, supersedes, superseded_by, erased,
                learner_ref, email
            FROM certificate LEFT JOIN learner ON learner.certificate = number
            """
        return try await read { db in
            switch selection {
            case .numbers(let numbers):
                let statement = try db.statement(select + " WHERE number = ?")
                return try numbers.compactMap { number in
                    try SQLRow.fetchOne(statement, arguments: [number.description])
                        .map(Self.standing)
                }
            case .batch(let id):
                return try SQLRow.fetchAll(
                    db, sql: select + " WHERE batch = ? ORDER BY sequence", arguments: [id]
                ).map(Self.standing)
            }
        }
    }

    private static func standing(_ row: SQLRow) throws -> CertificateStanding {
        CertificateStanding(
            number: try value(CertificateNumber(row["number"] as String)),
            organisation: try value(Slug(row["organisation"] as String)),
            learner: LearnerNames(
                name: row["name"], reference: row["learner_ref"], email: row["email"]),
            statusList: row["status_list"],
            state: try value(Standing.State(rawValue: row["state"])), history: try history(row))
    }

    static func history(_ row: SQLRow) throws -> CertificateHistory {
        CertificateHistory(
            supersedes: try (row["supersedes"] as String?).map { try value(CertificateNumber($0)) },
            supersededBy: try (row["superseded_by"] as String?).map {
                try value(CertificateNumber($0))
            },
            erasedAt: (row["erased"] as Int64?).map { Timestamp(seconds: $0) })
    }
}
