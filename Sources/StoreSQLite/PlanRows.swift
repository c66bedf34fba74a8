public import CertAuthority
import Credentials
import GRDB
import LinkedData

extension SQLiteStore {
    /// Holds the plan of a batch against the entry that tells of it.
    public func examinePlan(
        of batch: Batch, readingRows: Bool
    ) async throws(StoreError) -> PlanExamination {
        try await read { db in try PlanCheck.examine(batch, readingRows: readingRows, in: db) }
    }
}

/// Holds a plan against what the audit tells of it and of what became of it since.
struct PlanCheck {
    private var differences: [String] = []
    private var count = 0
    /// What became of each position: nil as long as it is neither planned, issued nor struck out.
    private var places: [Place?]

    private enum Place { case planned, issued, struck }

    /// - Parameter readingRows: Whether each planned row is looked at; otherwise what decides about
    ///   all of them.
    static func examine(
        _ batch: Batch, readingRows: Bool = true, in db: Database
    ) throws -> PlanExamination {
        let entries = try Row.fetchAll(
            db, sql: "SELECT * FROM audit WHERE action = 'plan-batch' AND subject = ?",
            arguments: [batch.id]
        ).map { try AuditChain.entry($0).entry }
        guard let entry = entries.first else {
            return PlanExamination(
                batch: batch, isBound: false, differences: ["no entry of the audit tells of it"],
                count: 1, rows: nil)
        }
        let told = ToldPlan(entry)
        let rows = entry.details[ToldPlan.rows]?.stringValue.flatMap { PlanBinding($0) }
        var check = PlanCheck(places: Array(repeating: nil, count: rows?.count ?? 0))
        for other in entries.dropFirst() {
            check.add("entries \(entry.sequence) and \(other.sequence) both plan it")
        }
        let size = try Int.fetchOne(
            db, sql: "SELECT size FROM batch WHERE id = ?", arguments: [batch.id])
        for difference in told.differences(batch, size: size ?? 0) { check.add(difference) }
        if told.isBound, rows == nil || rows?.count != told.size {
            check.add("entry \(entry.sequence) does not tell of as many rows as it planned")
        }
        try check.readChain(from: entry, db)
        if readingRows, let rows {
            try check.readRows(of: batch.id, rows, db)
            check.tellMissing()
        }
        return PlanExamination(
            batch: batch, isBound: told.isBound, differences: check.differences,
            count: check.count, rows: rows)
    }

    private init(places: [Place?]) { self.places = places }

    private mutating func add(_ difference: String) {
        count += 1
        if differences.count < PlanExamination.mostDifferences { differences.append(difference) }
    }

    /// What became of the plan since, by entries that follow on each other: an entry that was changed
    /// would tell of another plan.
    private mutating func readChain(from plan: AuditEntry, _ db: Database) throws {
        let later = try Row.fetchCursor(
            db, sql: "SELECT * FROM audit WHERE sequence >= ? ORDER BY sequence",
            arguments: [plan.sequence])
        var previous = plan.previous
        while let row = try later.next() {
            let entry = try AuditChain.entry(row).entry
            if entry.computedDigest != entry.digest || entry.previous != previous {
                add("entry \(entry.sequence) of the audit was changed")
            }
            previous = entry.digest
            switch AuditEvent.Action(rawValue: entry.action) {
            case .issue where entry.subject.isExactly(plan.subject):
                let positions = entry.details["positions"]
                let first = positions?["first"]?.numberValue.flatMap { Int(exactly: $0) }
                let last = positions?["last"]?.numberValue.flatMap { Int(exactly: $0) }
                if let first, let last, first <= last {
                    for place in places.indices.clamped(to: first - 1..<last) {
                        places[place] = .issued
                    }
                }
            case .abandonBatch where entry.subject.isExactly(plan.subject):
                add("entry \(entry.sequence) gave up what was left of it")
            case .erase, .restore:
                for position in StruckRows.positions(entry, of: plan.subject)
                where places.indices.contains(position - 1) {
                    places[position - 1] = .struck
                }
            default: break
            }
        }
    }

    private mutating func readRows(
        of batch: String, _ bound: PlanBinding, _ db: Database
    ) throws {
        let statement = try PreparedStatement(
            """
            SELECT \(SQLiteStore.plannedColumns) FROM planned_certificate
            WHERE batch = ? ORDER BY position
            """, in: db)
        try statement.bind(batch)
        try statement.forEach { row in
            let position = Int(row.integer(0))
            guard places.indices.contains(position - 1) else {
                return add("position \(position) was put in since it was planned")
            }
            switch places[position - 1] {
            case .issued: add("position \(position) was issued already, and is planned again")
            case .struck: add("position \(position) was taken out, and is planned again")
            case .planned, nil: break
            }
            places[position - 1] = .planned
            // A value that nothing reads was changed too.
            guard let planned = try? SQLiteStore.planned(row) else {
                return add(
                    "position \(position) was changed since it was planned, and cannot be read")
            }
            if !bound.holds(planned) { add(PlanExamination.difference(planned)) }
        }
    }

    private mutating func tellMissing() {
        var place = 0
        while place < places.count {
            let start = place
            while place < places.count, places[place] == nil { place += 1 }
            guard place > start else {
                place += 1
                continue
            }
            add(
                place == start + 1
                    ? "position \(start + 1) is gone from the plan"
                    : "positions \(start + 1) to \(place) are gone from the plan")
        }
    }
}

/// Planned rows that something else than issuing or giving up takes out, as its audit entry tells of
/// them: positions by batch.
struct StruckRows: Sendable {
    private var positions: [String: [Int]] = [:]

    /// The member that tells of them.
    static let member = "struck"

    var isEmpty: Bool { positions.isEmpty }

    var document: JSON {
        var document = JSONObject()
        for (batch, positions) in positions {
            document[batch] = .array(positions.map { .number(Double($0)) })
        }
        return .object(document)
    }

    /// Takes planned rows out.
    ///
    /// - Parameter condition: In SQL, of the columns of `planned_certificate`.
    /// - Returns: How many there were.
    @discardableResult
    mutating func strike(
        _ condition: String, _ arguments: StatementArguments, in db: Database
    ) throws -> Int {
        let rows = try Row.fetchAll(
            db, sql: "SELECT batch, position FROM planned_certificate WHERE \(condition)",
            arguments: arguments)
        guard !rows.isEmpty else { return 0 }
        for row in rows { positions[row["batch"], default: []].append(row["position"]) }
        try db.execute(
            sql: "DELETE FROM planned_certificate WHERE \(condition)", arguments: arguments)
        return rows.count
    }

    /// The positions of a batch that an entry tells of.
    static func positions(_ entry: AuditEntry, of batch: String) -> [Int] {
        let told = entry.details[member] ?? entry.details["carriedOver"]?[member]
        return told?[batch]?.arrayValue?.compactMap { $0.numberValue.flatMap { Int(exactly: $0) } }
            ?? []
    }

    /// How many rows of each batch an entry tells of.
    static func counts(_ entry: AuditEntry) -> [String: Int] {
        let told = entry.details[member] ?? entry.details["carriedOver"]?[member]
        return (told?.objectValue?.members ?? []).reduce(into: [:]) { counts, member in
            counts[member.name] = member.value.arrayValue?.count ?? 0
        }
    }
}
