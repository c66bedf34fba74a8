public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// The certificate that a secret link leads to: its own, or the newest correction of that.
    public func certificate(of token: LearnerToken) async throws(StoreError) -> Certificate? {
        let digest = token.digest
        return try await read { db in
            let number = try String.fetchOne(
                db,
                sql: """
                    SELECT number FROM learner_link JOIN certificate ON number = certificate
                    WHERE digest = ? AND revoked IS NULL AND erased IS NULL
                    """, arguments: [digest])
            guard let number else { return nil }
            let end = try LinkFollowing.end(of: number, in: db)
            return try Self.certificate(Self.value(CertificateNumber(end)), in: db)
        }
    }

    /// Certificates with their links and mailing.
    public func links(
        _ selection: CertificateSelection
    ) async throws(StoreError) -> [LearnerLink] {
        let select = """
            SELECT number, programme, organisation, name, locale, completed_on,
                certificate.state AS state, email, supersedes,
                link_delivery.state AS delivery, link_delivery.since AS since, reply,
                (SELECT count(*) FROM learner_link
                    WHERE certificate = number AND revoked IS NULL) AS links,
                (SELECT max(created) FROM learner_link
                    WHERE certificate = number AND revoked IS NULL) AS made
            FROM certificate LEFT JOIN learner ON learner.certificate = number
            LEFT JOIN link_delivery ON link_delivery.certificate = number
            """
        return try await read { db in
            switch selection {
            case .numbers(let numbers):
                let statement = try db.statement(select + " WHERE number = ?")
                return try numbers.compactMap { number in
                    try SQLRow.fetchOne(statement, arguments: [number.description]).map {
                        try Self.link($0, in: db)
                    }
                }
            case .batch(let id):
                return try SQLRow.fetchAll(
                    db, sql: select + " WHERE batch = ? ORDER BY sequence", arguments: [id]
                ).map { try Self.link($0, in: db) }
            }
        }
    }

    /// How many good links lead to a certificate, those of what it corrects among them, and when the
    /// newest was made.
    private static func goodLinks(
        _ row: SQLRow, in db: any SQLDatabase
    ) throws -> (count: Int, made: Int64?) {
        var (count, made): (Int, Int64?) = (row["links"], row["made"])
        guard (row["supersedes"] as String?) != nil else { return (count, made) }
        let select = try db.statement(
            """
            SELECT count(*), max(created) FROM learner_link
            WHERE certificate = ? AND revoked IS NULL
            """)
        for earlier in try LinkFollowing.origins(of: row["number"], in: db).dropFirst() {
            guard let links = try SQLRow.fetchOne(select, arguments: [earlier]) else { continue }
            count += links[0] as Int
            made = [made, links[1] as Int64?].compactMap { $0 }.max()
        }
        return (count, made)
    }

    private static func link(_ row: SQLRow, in db: any SQLDatabase) throws -> LearnerLink {
        let (count, made) = try goodLinks(row, in: db)
        let delivery: String? = row["delivery"]
        return LearnerLink(
            number: try value(CertificateNumber(row["number"] as String)),
            programme: try value(Slug(row["programme"] as String)),
            organisation: try value(Slug(row["organisation"] as String)), name: row["name"],
            email: row["email"], locale: (row["locale"] as String?).flatMap { LanguageTag($0) },
            completedOn: try value(CivilDate(row["completed_on"] as String)),
            state: try value(Standing.State(rawValue: row["state"])), count: count,
            created: made.map { Timestamp(seconds: $0) },
            delivery: try delivery.map { state in
                LinkDelivery(
                    state: try value(LinkDelivery.State(rawValue: state)),
                    since: Timestamp(seconds: row["since"]), reply: row["reply"])
            })
    }

    /// Makes links good.
    public func create(
        _ links: [NewLink], ending: Bool, _ authorship: Authorship
    ) async throws {
        try await write { db in
            for link in links {
                try Self.checkGood(link.number, in: db)
                if ending { _ = try Self.endLinks(of: link.number, authorship, in: db) }
                try Self.insert(link, authorship, in: db)
            }
            try Self.audit(
                .createLinks, links.map(\.number), ["ending": .bool(ending)], authorship, in: db)
        }
    }

    /// Ends all links of certificates.
    public func revokeLinks(
        of numbers: [CertificateNumber], reason: String, _ authorship: Authorship
    ) async throws -> Int {
        try await write { db in
            var count = 0
            for number in numbers {
                count += try Self.endLinks(of: number, authorship, in: db)
            }
            guard count > 0 else {
                throw StoreError(.conflict, "there is no good link to revoke")
            }
            try Self.audit(
                .revokeLinks, numbers, ["reason": .string(reason)], authorship, in: db)
            return count
        }
    }

    /// Ends the links of a certificate that was corrected, where they do not lead to the correction.
    static func endMisdirectedLinks(
        of old: CertificateNumber, _ authorship: Authorship, in db: any SQLDatabase
    ) throws {
        guard try LinkFollowing.end(of: old.description, in: db) == old.description,
            try endLinks(of: old, authorship, in: db) > 0
        else { return }
        try audit(
            .revokeLinks, [old], ["reason": "the address was corrected"], authorship, in: db)
    }

    // MARK: Mailing

    /// Writes down whom messages are to go to.
    public func planDeliveries(
        of selection: CertificateSelection, _ authorship: Authorship
    ) async throws -> Int {
        try await write { db in
            func unplanned(_ column: String, _ value: String) throws -> [String] {
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT number FROM certificate JOIN learner ON learner.certificate = number
                        WHERE \(column) = ? AND state = 'good' AND erased IS NULL
                            AND email IS NOT NULL
                            AND NOT EXISTS (SELECT 1 FROM link_delivery AS earlier
                                WHERE earlier.certificate = number)
                        ORDER BY sequence
                        """, arguments: [value])
            }
            let numbers =
                switch selection {
                case .batch(let batch): try unplanned("batch", batch)
                case .numbers(let numbers):
                    try numbers.flatMap { try unplanned("number", $0.description) }
                }
            guard !numbers.isEmpty else { return 0 }
            for number in numbers {
                try db.execute(
                    sql: """
                        INSERT INTO link_delivery (certificate, state, since)
                        VALUES (?, 'pending', ?)
                        """, arguments: [number, authorship.at.seconds])
            }
            try Self.auditMail(
                try numbers.map { try Self.value(CertificateNumber($0)) }, "pending", authorship,
                in: db)
            return numbers.count
        }
    }

    /// Writes down that a message is about to be handed over.
    public func beginDelivery(_ link: NewLink, _ authorship: Authorship) async throws {
        try await write { db in
            try Self.checkGood(link.number, in: db)
            try Self.move(link.number, from: .pending, to: .sending, nil, authorship, in: db)
            try Self.insert(link, authorship, in: db)
            try Self.auditMail([link.number], "sending", authorship, in: db)
        }
    }

    /// Writes down what became of a message.
    public func endDelivery(
        of number: CertificateNumber, link: LearnerToken?, as outcome: LinkDelivery.State,
        reply: String?, _ authorship: Authorship
    ) async throws {
        let digest = link?.digest
        try await write { db in
            try Self.move(
                number, from: digest == nil ? .pending : .sending, to: outcome, reply, authorship,
                in: db)
            if let digest, outcome != .sent {
                try db.execute(
                    sql: "UPDATE learner_link SET revoked = ? WHERE digest = ? AND revoked IS NULL",
                    arguments: [authorship.at.seconds, digest])
            }
            try Self.auditMail([number], outcome.rawValue, reply: reply, authorship, in: db)
        }
    }

    /// Decides about messages in doubt.
    public func settleDeliveries(
        of numbers: [CertificateNumber], arrived: Bool, _ authorship: Authorship
    ) async throws {
        try await write { db in
            for number in numbers {
                try Self.move(
                    number, from: .sending, to: arrived ? .sent : .pending, nil, authorship, in: db)
            }
            try Self.auditMail(
                numbers, arrived ? "sent" : "pending", settled: true, authorship, in: db)
        }
    }

    /// Has messages that were refused for good wait to be sent again.
    public func retryDeliveries(
        of numbers: [CertificateNumber], _ authorship: Authorship
    ) async throws {
        guard !numbers.isEmpty else { return }
        try await write { db in
            for number in numbers {
                try Self.move(number, from: .refused, to: .pending, nil, authorship, in: db)
            }
            try Self.auditMail(numbers, "pending", settled: true, authorship, in: db)
        }
    }

    // MARK: Steps

    /// No secret address for a certificate that is not good.
    private static func checkGood(_ number: CertificateNumber, in db: any SQLDatabase) throws {
        let row = try SQLRow.fetchOne(
            db.statement("SELECT state, erased FROM certificate WHERE number = ?"),
            arguments: [number.description])
        guard let row else { throw StoreError(.notFound, "there is no certificate \(number)") }
        guard (row["erased"] as Int64?) == nil else {
            throw StoreError(.conflict, "\(number) was erased; it has no page for its learner")
        }
        guard (row["state"] as String) == Standing.State.good.rawValue else {
            throw StoreError(
                .conflict, "\(number) is \(row["state"] as String); no link is made for it")
        }
    }

    private static func insert(
        _ link: NewLink, _ authorship: Authorship, in db: any SQLDatabase
    ) throws {
        try db.statement(
            "INSERT INTO learner_link (digest, certificate, created) VALUES (?, ?, ?)"
        ).execute(arguments: [
            link.token.digest, link.number.description, authorship.at.seconds,
        ])
    }

    /// Ends all links that lead to a certificate; how many they were.
    private static func endLinks(
        of number: CertificateNumber, _ authorship: Authorship, in db: any SQLDatabase
    ) throws -> Int {
        let update = try db.statement(
            "UPDATE learner_link SET revoked = ? WHERE certificate = ? AND revoked IS NULL")
        return try LinkFollowing.origins(of: number.description, in: db).reduce(0) {
            try update.execute(arguments: [authorship.at.seconds, $1])
            return try $0 + db.changesCount
        }
    }

    private static func move(
        _ number: CertificateNumber, from: LinkDelivery.State, to: LinkDelivery.State,
        _ reply: String?, _ authorship: Authorship, in db: any SQLDatabase
    ) throws {
        try db.execute(
            sql: """
                UPDATE link_delivery SET state = ?, since = ?, reply = ?
                WHERE certificate = ? AND state = ?
                """,
            arguments: [
                to.rawValue, authorship.at.seconds, reply, number.description, from.rawValue,
            ])
        guard try db.changesCount == 1 else {
            throw StoreError(
                .conflict,
                "the message for \(number) does not stand as \(from.rawValue); nothing was changed")
        }
    }

    private static func auditMail(
        _ numbers: [CertificateNumber], _ state: String, reply: String? = nil,
        settled: Bool = false, _ authorship: Authorship, in db: any SQLDatabase
    ) throws {
        var details: [String: JSON] = ["state": .string(state)]
        if let reply { details["reply"] = .string(reply) }
        if settled { details["settled"] = .bool(true) }
        try audit(.mailLinks, numbers, details, authorship, in: db)
    }

    /// Names every certificate, in as many entries as that takes.
    private static func audit(
        _ action: AuditEvent.Action, _ numbers: [CertificateNumber], _ details: [String: JSON],
        _ authorship: Authorship, in db: any SQLDatabase
    ) throws {
        for start in stride(from: 0, to: numbers.count, by: numbersPerEntry) {
            let part = numbers[start..<min(start + numbersPerEntry, numbers.count)]
            var object = JSONObject()
            for (name, value) in details { object[name] = value }
            object["numbers"] = .array(part.map { .string($0.description) })
            try AuditChain.append(
                action,
                subject: numbers.count == 1
                    ? numbers[0].description : "\(numbers.count) certificates",
                details: .object(object), authorship, to: db)
        }
    }

    /// Forgets the links of a certificate whose learner is forgotten.
    static func eraseLinks(of number: String, in db: any SQLDatabase) throws {
        try db.execute(sql: "DELETE FROM learner_link WHERE certificate = ?", arguments: [number])
        try db.execute(sql: "DELETE FROM link_delivery WHERE certificate = ?", arguments: [number])
        try db.execute(sql: "DELETE FROM end_reminder WHERE certificate = ?", arguments: [number])
    }
}
