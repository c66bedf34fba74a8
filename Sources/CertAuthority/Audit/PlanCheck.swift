import Credentials
import LinkedData

/// Holds a plan against what the audit tells of it and of what became of it since.
package struct PlanCheck {
    private var differences: [String] = []
    private var count = 0
    /// What became of each position: nil as long as it is neither planned, issued nor struck out.
    private var places: [Place?]

    private enum Place { case planned, issued, struck }

    /// - Parameter readingRows: Whether each planned row is looked at; otherwise what decides about
    ///   all of them.
    package static func examine(
        _ batch: Batch, readingRows: Bool = true, in rows: some AuditedRows
    ) throws -> PlanExamination {
        let entries = try rows.plans(of: batch.id)
        guard let entry = entries.first else {
            return PlanExamination(
                batch: batch, isBound: false, differences: ["it has no entry in the audit"],
                count: 1, rows: nil)
        }
        let told = ToldPlan(entry)
        let bound = entry.details[ToldPlan.rows]?.stringValue.flatMap { PlanBinding($0) }
        var check = PlanCheck(places: Array(repeating: nil, count: bound?.count ?? 0))
        for other in entries.dropFirst() {
            check.add("entries \(entry.sequence) and \(other.sequence) both plan it")
        }
        for difference in told.differences(batch, size: try rows.size(of: batch.id) ?? 0) {
            check.add(difference)
        }
        if told.isBound, bound == nil || bound?.count != told.size {
            check.add("entry \(entry.sequence) lists another number of rows than it planned")
        }
        try check.readChain(from: entry, rows)
        if readingRows, let bound {
            try check.readRows(of: batch.id, bound, rows)
            check.tellMissing()
        }
        return PlanExamination(
            batch: batch, isBound: told.isBound, differences: check.differences,
            count: check.count, rows: bound)
    }

    private init(places: [Place?]) { self.places = places }

    private mutating func add(_ difference: String) {
        count += 1
        if differences.count < PlanExamination.mostDifferences { differences.append(difference) }
    }

    /// What became of the plan since, by entries that follow on each other: an entry that was changed
    /// would tell of another plan.
    private mutating func readChain(
        from plan: AuditEntry, _ rows: some AuditedRows
    ) throws {
        var previous = plan.previous
        try rows.forEachEntry(from: plan.sequence) { entry, _ in
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
                add("entry \(entry.sequence) abandoned the rest of it")
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
        of batch: String, _ bound: PlanBinding, _ rows: some AuditedRows
    ) throws {
        try rows.forEachPlanned(of: batch) { position, planned in
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
            guard let planned else {
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
