import CertAuthority
import Credentials
import Dispatch
import LinkedData
import StoreSQL
import Synchronization

/// Reads certificates with what their verification looks up, for the public server's most frequent
/// question: whatever is asked while the server works is sent together next, in one round trip and of
/// one state of the record.
///
/// Keys and status lists are kept as long as the record's count of changes stays; a certificate is read
/// each time.
final class PostgresLane: Sendable {
    private let seat: PostgresSeat
    private let bound: Int
    private let queue = DispatchQueue(label: "certauthority.store.lane", qos: .userInitiated)
    private let state = Mutex(State())
    private let known = Mutex(Known())

    private typealias Answer = Result<VerificationRecord??, any Error>

    private struct Question {
        let number: CertificateNumber
        let answer: @Sendable (Answer) -> Void
    }

    private struct State {
        var waiting: [Question] = []
        var isRunning = false
    }

    /// What is the same for many certificates, as it stood when the record had changed so often.
    private struct Known {
        var changes: Int64 = -1
        var keys: [Slug: [SigningKey]] = [:]
        var lists: [String: [UInt8]] = [:]
    }

    /// So many lists are kept at the most: one has some kilobytes.
    private static let mostLists = 256

    init(seat: PostgresSeat, bound: Int) {
        self.seat = seat
        self.bound = bound
    }

    /// The record of that number, nil inside where there is none; nil where the ordinary way has to be
    /// asked.
    func record(of number: CertificateNumber) async throws -> VerificationRecord?? {
        try await withCheckedThrowingContinuation { continuation in
            let starts = state.withLock { state in
                state.waiting.append(
                    Question(number: number) { continuation.resume(with: $0) })
                defer { state.isRunning = true }
                return !state.isRunning
            }
            if starts { queue.async { self.run() } }
        }
    }

    private func run() {
        while true {
            let questions = state.withLock { state in
                defer { state.waiting = [] }
                if state.waiting.isEmpty { state.isRunning = false }
                return state.waiting
            }
            guard !questions.isEmpty else { return }
            do {
                let answers = try seat.runNow { connection in
                    try self.answers(to: questions.map(\.number), on: connection)
                }
                for (question, answer) in zip(questions, answers) { question.answer(answer) }
            } catch {
                for question in questions { question.answer(.failure(error)) }
            }
        }
    }

    // MARK: One round trip

    private static let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    /// How often the record was changed, and how late a standby is that is too late; null elsewhere.
    private static let position = """
        SELECT changes, CASE WHEN pg_is_in_recovery()
            AND clock_timestamp() - at > $1 * interval '1 second'
            THEN CAST(extract(epoch FROM clock_timestamp() - at) AS BIGINT) END
        FROM store_state CROSS JOIN store_beat
        """

    /// A certificate and after its columns what it rests on, as a JSON array.
    private static let certificate = PostgresText(
        SQLStore.certificateQuery.replacing(
            "FROM certificate WHERE",
            with: """
                , (SELECT CAST(json_agg(step ORDER BY position) AS text) FROM certificate_evidence
                    WHERE certificate = number) AS evidence
                FROM certificate WHERE
                """)
    ).sql

    private static let keys = PostgresText(SQLStore.keysQuery).sql
    private static let list = PostgresText(SQLStore.listQuery).sql

    private func answers(
        to numbers: [CertificateNumber], on connection: PostgresConnection
    ) throws -> [Answer] {
        let asked = numbers.map { (Self.certificate, [SQLValue.text($0.description)]) }
        var (changes, results) = try together(asked, on: connection)
        // Where it was changed between the two round trips, what was read first is out of date.
        for _ in 0..<8 {
            let missing = missing(in: results, changes)
            if missing.isEmpty { break }
            let (then, found) = try together(missing.queries, on: connection)
            keep(found, of: missing, then)
            if then == changes { break }
            (changes, results) = try together(asked, on: connection)
        }
        return zip(numbers, results).map { number, result in
            Result { try self.record(number, result, changes) }
        }
    }

    /// Asks several things in one transaction and one round trip.
    private func together(
        _ queries: [(String, [SQLValue])], on connection: PostgresConnection
    ) throws -> (changes: Int64, [PostgresResult]) {
        let results = try connection.together(
            [(Self.begin, []), (Self.position, [.integer(Int64(bound))])] + queries + [
                ("COMMIT", [])
            ])
        let position = results[1]
        guard position.isNull(0, 1) else {
            throw PostgresConnection.late(try position.integer(0, 1), bound)
        }
        return (try position.integer(0, 0), Array(results.dropFirst(2).dropLast()))
    }

    // MARK: Keys and lists

    private struct Missing {
        var organisations: [Slug] = []
        var lists: [String] = []

        var isEmpty: Bool { organisations.isEmpty && lists.isEmpty }

        var queries: [(String, [SQLValue])] {
            organisations.map { (PostgresLane.keys, [.text($0.text)]) }
                + lists.map { (PostgresLane.list, [.text($0)]) }
        }
    }

    private func missing(in results: [PostgresResult], _ changes: Int64) -> Missing {
        known.withLock { known in
            if known.changes != changes { known = Known(changes: changes) }
            var missing = Missing()
            for result in results where result.rowCount > 0 {
                let row = PostgresRow(result, 0)
                if let organisation = Slug(row.text(1)), known.keys[organisation] == nil,
                    !missing.organisations.contains(organisation)
                {
                    missing.organisations.append(organisation)
                }
                let list = row.text(10)
                if known.lists[list] == nil, !missing.lists.contains(list) {
                    missing.lists.append(list)
                }
            }
            return missing
        }
    }

    private func keep(_ found: [PostgresResult], of missing: Missing, _ changes: Int64) {
        known.withLock { known in
            if known.changes != changes || known.lists.count > Self.mostLists {
                known = Known(changes: changes)
            }
            for (organisation, result) in zip(missing.organisations, found) {
                // What cannot be read is left to the ordinary way.
                known.keys[organisation] = try? (0..<result.rowCount).map {
                    try SQLStore.signingKey(of: organisation, PostgresRow(result, $0))
                }
            }
            for (list, result) in zip(missing.lists, found.dropFirst(missing.organisations.count))
            where result.rowCount > 0 {
                known.lists[list] = result.bytes(0, 0)
            }
        }
    }

    private func record(
        _ number: CertificateNumber, _ result: PostgresResult, _ changes: Int64
    ) throws -> VerificationRecord?? {
        guard result.rowCount > 0 else { return .some(nil) }
        let row = PostgresRow(result, 0)
        let evidence = row.optionalText(22).flatMap { try? JSON.parse(Array($0.utf8)).arrayValue }
        let certificate = try SQLStore.certificate(
            number, row,
            evidence: (evidence ?? []).map { step in
                try SQLStore.value(step.stringValue.map { try CertificateNumber($0) })
            })
        // The newest of several takes more reading than this is for.
        guard certificate.history.supersededBy == nil else { return nil }
        return known.withLock { known in
            guard known.changes == changes, let keys = known.keys[certificate.organisation],
                let list = known.lists[certificate.statusList]
            else { return nil }
            return VerificationRecord(
                certificate: certificate, newest: nil, keys: keys, statusList: .success(list))
        }
    }
}

/// A row of a result.
private final class PostgresRow: SQLColumns {
    private let result: PostgresResult
    private let row: Int32

    init(_ result: PostgresResult, _ row: Int32) {
        self.result = result
        self.row = row
    }

    var columnNames: [String] { result.columnNames }

    func isNull(_ column: Int32) -> Bool { result.isNull(row, column) }

    func integer(_ column: Int32) -> Int64 { (try? result.integer(row, column)) ?? 0 }

    func text(_ column: Int32) -> String { result.text(row, column) }

    func bytes(_ column: Int32) -> [UInt8] { result.bytes(row, column) }

    func value(_ column: Int32) -> SQLValue { (try? result.value(row, column)) ?? .null }
}
