import LinkedData

/// The batches by the audit: how each was planned, and what became of its rows.
struct ToldBatches {
    private struct Told {
        var plan: ToldPlan?
        /// How many certificates it has, corrections and what was carried over among them.
        var issued = 0
        /// How many planned rows were issued, given up or taken out.
        var settled = 0
    }

    private var batches: [String: Told] = [:]

    /// Takes an entry that plans, issues or gives up, or that took planned rows out.
    mutating func take(_ entry: AuditEntry) {
        switch AuditEvent.Action(rawValue: entry.action) {
        case .planBatch: batches[entry.subject, default: Told()].plan = ToldPlan(entry)
        case .issue: batches[entry.subject, default: Told()].settled += entry.numbers.count
        case .abandonBatch:
            let givenUp = entry.details["givenUp"]?.numberValue.flatMap { Int(exactly: $0) }
            batches[entry.subject, default: Told()].settled += givenUp ?? 0
        default:
            for (batch, count) in StruckRows.counts(entry) {
                batches[batch, default: Told()].settled += count
            }
        }
    }

    /// Certificates came to a batch.
    mutating func wereIssued(_ count: Int, in batch: String) {
        batches[batch, default: Told()].issued += count
    }

    /// Compares what was told with what there is.
    func check(_ rows: some AuditedRows, _ findings: inout AuditFindings) throws {
        var missing = Set(batches.keys)
        try rows.forEachBatch { kept in
            let id = kept.id
            missing.remove(id)
            guard let told = batches[id] else {
                if kept.held + kept.remaining > 0 {
                    findings.add(
                        .record, nil,
                        "batch \(id) holds \(Count(kept.held + kept.remaining, "certificate")), and "
                            + "has no audit entry")
                }
                return
            }
            try Self.checkPlan(told, kept, rows, &findings)
            if told.issued != kept.held {
                findings.add(
                    .record, nil,
                    "batch \(id) holds \(kept.held) certificates, and the audit has "
                        + "\(told.issued)")
                try Self.nameUntold(of: id, rows, &findings)
            }
        }
        for id in missing.sorted() {
            findings.add(.record, nil, "batch \(id), which is in the audit, is missing")
        }
    }

    /// What is planned will be signed, and what decides about a batch is read again by corrections.
    private static func checkPlan(
        _ told: Told, _ kept: AuditedBatch, _ rows: some AuditedRows,
        _ findings: inout AuditFindings
    ) throws {
        let id = kept.id
        // One that cannot be read is a finding as much as one that was changed.
        guard let record = kept.record else {
            return findings.add(
                .record, told.plan?.sequence, "batch \(id) has a column that cannot be read")
        }
        guard record.state == .planned else {
            if record.remaining > 0 {
                findings.add(
                    .record, told.plan?.sequence,
                    "batch \(id) is \(record.state.rawValue), and "
                        + "\(Count(record.remaining, "row is", "rows are")) still planned")
            }
            guard let plan = told.plan else { return }
            for difference in plan.differences(record.batch, size: record.size) {
                findings.add(.record, plan.sequence, "batch \(id) was changed: \(difference)")
            }
            if plan.isBound, let size = plan.size, told.settled != size {
                findings.add(
                    .record, plan.sequence,
                    "batch \(id) is \(record.state.rawValue), and the audit "
                        + "accounts for \(told.settled) of its \(size) rows")
            }
            return
        }
        let examination = try PlanCheck.examine(record.batch, in: rows)
        for difference in examination.differences {
            findings.add(.record, told.plan?.sequence, "the plan of batch \(id): \(difference)")
        }
        let more = examination.count - examination.differences.count
        if more > 0 {
            findings.add(
                .record, told.plan?.sequence,
                "the plan of batch \(id): \(Count(more, "more difference"))")
        }
    }

    /// Names the certificates of a batch that no entry issued.
    private static func nameUntold(
        of batch: String, _ rows: some AuditedRows, _ findings: inout AuditFindings
    ) throws {
        var told: Set<String> = []
        try rows.forEachIssue(of: batch) { entry in
            let carried = entry.details["carriedOver"]?["certificates"]?.objectValue?[batch]
            told.formUnion(entry.numbers)
            if let corrected = entry.details["number"]?.stringValue { told.insert(corrected) }
            told.formUnion(carried?.arrayValue?.compactMap(\.stringValue) ?? [])
        }
        try rows.forEachNumber(of: batch) { number in
            if !told.contains(number) {
                findings.add(
                    .record, nil, "certificate \(number) of batch \(batch) was issued by no entry")
            }
        }
    }
}
