import CertAuthority
import Credentials

/// What the runs that issue a cohort, a series or the rest of a batch have in common.
struct IssueRun<Store: OfficeRecord> {
    let setting: IssueSetting<Store>
    var outcome = IssueOutcome()

    var open: OpenInstallation<Store> { setting.open }
    var authorship: Authorship { setting.authorship }

    init(_ setting: IssueSetting<Store>) { self.setting = setting }

    /// Issues first what another run has planned of the same rows and not issued yet.
    mutating func finish(_ id: String) async throws {
        let state = try await open.store.batch(id)?.state ?? .abandoned
        guard state == .planned else { return try setting.tell(.overtaken(batch: id, state)) }
        try await resume(id)
    }

    /// Resumes a batch where it was interrupted.
    mutating func resume(_ id: String) async throws {
        let (record, plan) = try await unfinished(id)
        let batch = record.batch
        try setting.tell(.resumed(record))
        try await setting.documents?.prepare(batch.organisation)
        let issuer = CertificateIssuer(
            installation: open.installation,
            organisation: try open.organisation(batch.organisation),
            offer: try open.offer(batch.programme),
            signer: try open.signer(of: batch, setting.passphrase))
        try await issue(batch, size: record.remaining, by: issuer, plan)
    }

    /// Finds what would stand in the way of resuming a batch: as ``resume(_:)``, with a key made for
    /// the occasion, and nothing is changed.
    ///
    /// - Returns: How many certificates it would issue.
    mutating func rehearseRest(of id: String) async throws -> Int {
        let (record, plan) = try await unfinished(id)
        let batch = record.batch
        try await setting.documents?.look(batch.organisation)
        let organisation = try open.organisation(batch.organisation)
        let offer = try open.offer(batch.programme)
        if setting.passphrase.isAtHand {
            _ = try open.signer(of: batch, setting.passphrase)
        } else {
            try open.home.keys.look(id: batch.key, organisation: batch.organisation)
        }
        let key = try await open.store.signingKeys(of: batch.organisation)
            .first { $0.id == batch.key }
        let stage = try RehearsalStage(
            installation: open.installation, organisation: organisation, offer: offer,
            algorithm: key?.publicKey.algorithm ?? .ed25519, mechanism: batch.mechanism,
            at: batch.planned)
        var (position, count) = (0, 0)
        var faults: [SourceFault] = []
        while true {
            let planned = try await open.store.planned(
                in: batch.id, after: position, limit: CohortIssue.chunk)
            guard let last = planned.last else { break }
            for row in planned { try plan.check(row) }
            faults += try await stage.faults(of: planned, in: batch.source)
            position = last.position
            count += planned.count
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return count
    }

    /// A batch that was interrupted, and its plan, which is as it was made.
    private mutating func unfinished(
        _ id: String
    ) async throws -> (record: BatchRecord, plan: PlanExamination) {
        guard let record = try await open.store.batch(id) else {
            throw OfficeRefusal(.notFound, "there is no batch \(id)")
        }
        guard record.state == .planned else {
            throw OfficeRefusal(.conflict, "batch \(id) is \(record.state.rawValue) already")
        }
        let batch = record.batch
        let plan = try await open.store.examinePlan(of: batch, readingRows: true)
        try plan.check()
        if !plan.isBound {
            let warning = IssueWarning(
                .planNotBound,
                "batch \(id) was planned by an earlier version, which did not bind plans to the "
                    + "audit: a row changed in the store since then cannot be detected. "
                    + "Compare its certificates with the cohort (\(batch.source)) afterwards")
            try setting.tell(.warning(warning))
            outcome.warnings.append(warning)
        }
        return (record, plan)
    }

    /// Signs and records what was planned just now of a batch.
    mutating func issue(_ batch: Batch, size: Int, by issuer: CertificateIssuer) async throws {
        try await issue(
            batch, size: size, by: issuer,
            try await open.store.examinePlan(of: batch, readingRows: false))
    }

    private mutating func issue(
        _ batch: Batch, size: Int, by issuer: CertificateIssuer, _ plan: PlanExamination
    ) async throws {
        outcome.batches.append(batch.id)
        try setting.tell(.recorded(batch: batch.id, done: 0, of: size))
        // Taken out, so that the list grows in place.
        var done: [IssueOutcome.Issued] = []
        swap(&done, &outcome.issued)
        let before = done.count
        var isAddressed = false
        try await CohortIssue.issue(
            batch, by: issuer, store: open.store, authorship, plan: plan,
            chunk: setting.chunk,
            shouldStop: setting.shouldStop
        ) { chunk in
            isAddressed =
                isAddressed || chunk.contains { $0.planned.request.row.email != nil }
            done += chunk.map { issued in
                let row = issued.planned.request.row
                return IssueOutcome.Issued(
                    row: row.number, learnerReference: row.learnerReference, name: row.name,
                    number: issued.certificate.number)
            }
            try setting.tell(
                .recorded(batch: batch.id, done: done.count - before, of: size))
        }
        outcome.issued = done
        if isAddressed { outcome.addressed.insert(batch.id) }
        let missing = size - (done.count - before)
        guard missing > 0 else { return }
        // What was planned and is no longer was issued meanwhile by another process.
        if setting.shouldStop() {
            outcome.wasStopped = true
        } else {
            outcome.repeated += missing
        }
    }
}
