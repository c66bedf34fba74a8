public import CertAuthority
public import Credentials
import LinkedData

extension SQLStore {
    /// The certificates that end soon.
    public func endingCertificates(
        after instant: Timestamp, until end: Timestamp, programme: Slug?
    ) async throws(StoreError) -> [EndReminder] {
        let found = try await read { db in
            try SQLRow.fetchAll(
                db,
                sql: """
                    SELECT number, certificate.valid_until AS valid_until, end_reminder.state AS state,
                        end_reminder.since AS since, end_reminder.reply AS reply
                    FROM certificate JOIN learner ON learner.certificate = number
                    LEFT JOIN end_reminder ON end_reminder.certificate = number
                        AND end_reminder.valid_until = certificate.valid_until
                    WHERE certificate.valid_until > :after AND certificate.valid_until <= :until
                        AND (CAST(:programme AS TEXT) IS NULL OR programme = :programme)
                        AND certificate.state = 'good' AND erased IS NULL AND email IS NOT NULL
                        AND renewed_by IS NULL
                        AND NOT EXISTS (SELECT 1 FROM link_delivery
                            WHERE link_delivery.certificate = number
                                AND link_delivery.state = 'refused')
                        AND NOT EXISTS (SELECT 1 FROM learner AS other
                            JOIN certificate AS newer ON newer.number = other.certificate
                            WHERE other.learner_ref = learner.learner_ref
                                AND newer.programme = certificate.programme
                                AND newer.organisation = certificate.organisation
                                AND newer.state = 'good' AND newer.erased IS NULL
                                AND (newer.valid_until IS NULL
                                    OR newer.valid_until > certificate.valid_until))
                    ORDER BY certificate.valid_until, sequence
                    """,
                arguments: [
                    "after": instant.seconds, "until": end.seconds,
                    "programme": programme?.text,
                ]
            ).map { row in
                let state: String? = row["state"]
                return Ending(
                    number: try Self.value(CertificateNumber(row["number"] as String)),
                    validUntil: Timestamp(seconds: row["valid_until"]),
                    message: try state.map {
                        LinkDelivery(
                            state: try Self.value(LinkDelivery.State(rawValue: $0)),
                            since: Timestamp(seconds: row["since"]), reply: row["reply"])
                    })
            }
        }
        let ends = Dictionary(found.map { ($0.number, $0) }) { first, _ in first }
        return try await links(.numbers(found.map(\.number))).compactMap { link in
            ends[link.number].map {
                EndReminder(link: link, validUntil: $0.validUntil, message: $0.message)
            }
        }
    }

    /// A certificate that ends, as a row has it.
    private struct Ending {
        let number: CertificateNumber
        let validUntil: Timestamp
        let message: LinkDelivery?
    }

    /// Writes down that reminders are to be sent.
    public func planReminders(
        _ reminders: [EndReminder], _ authorship: Authorship
    ) async throws -> Int {
        try await write { db in
            var added: [EndReminder] = []
            for reminder in reminders {
                try db.execute(
                    sql: """
                        INSERT INTO end_reminder (certificate, valid_until, state, since)
                        SELECT number, valid_until, 'pending', :since FROM certificate
                        WHERE number = :number AND valid_until = :end AND state = 'good'
                            AND erased IS NULL
                        ON CONFLICT DO NOTHING
                        """,
                    arguments: [
                        "since": authorship.at.seconds, "number": reminder.link.number.description,
                        "end": reminder.validUntil.seconds,
                    ])
                if try db.changesCount == 1 { added.append(reminder) }
            }
            for start in stride(from: 0, to: added.count, by: Self.numbersPerEntry) {
                let part = added[start..<min(start + Self.numbersPerEntry, added.count)]
                try Self.auditReminders(Array(part), .pending, nil, false, authorship, in: db)
            }
            return added.count
        }
    }

    /// Writes down how far a reminder has come.
    public func moveReminder(
        _ reminder: EndReminder, from state: LinkDelivery.State, to next: LinkDelivery.State,
        reply: String?, isSettled: Bool, _ authorship: Authorship
    ) async throws {
        let number = reminder.link.number
        try await write { db in
            if next == .sending {
                let standing = try String.fetchOne(
                    db, sql: "SELECT state FROM certificate WHERE number = ? AND erased IS NULL",
                    arguments: [number.description])
                guard standing == Standing.State.good.rawValue else {
                    throw StoreError(
                        .conflict, "\(number) is not in good standing any more; nobody is reminded")
                }
            }
            try db.execute(
                sql: """
                    UPDATE end_reminder SET state = ?, since = ?, reply = ?
                    WHERE certificate = ? AND valid_until = ? AND state = ?
                    """,
                arguments: [
                    next.rawValue, authorship.at.seconds, reply, number.description,
                    reminder.validUntil.seconds, state.rawValue,
                ])
            guard try db.changesCount == 1 else {
                throw StoreError(
                    .conflict,
                    "the reminder for \(number) does not stand as \(state.rawValue); nothing was "
                        + "changed")
            }
            try Self.auditReminders([reminder], next, reply, isSettled, authorship, in: db)
        }
    }

    private static func auditReminders(
        _ reminders: [EndReminder], _ state: LinkDelivery.State, _ reply: String?,
        _ isSettled: Bool, _ authorship: Authorship, in db: any SQLDatabase
    ) throws {
        guard let first = reminders.first else { return }
        var details = JSONObject()
        details["state"] = .string(state.rawValue)
        details["reply"] = reply.map { .string($0) }
        if isSettled { details["settled"] = .bool(true) }
        details["numbers"] = .array(reminders.map { .string($0.link.number.description) })
        try AuditChain.append(
            .mailReminders,
            subject: reminders.count == 1
                ? first.link.number.description : "\(reminders.count) certificates",
            details: .object(details), authorship, to: db)
    }
}
