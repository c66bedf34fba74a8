public import CertAuthority
import Credentials
import Documents

/// Issues a cohort: checks everything, finishes what was planned of it before, settles fees, and
/// signs the rows that are settled. Done again with the same file it changes nothing more.
public struct CohortRun<Store: OfficeRecord>: Sendable {
    private let setting: IssueSetting<Store>
    private let programme: Programme
    private let organisation: Organisation
    private let issue: CohortIssue
    private let options: IssueOptions

    /// The issue of a programme.
    ///
    /// - Parameter organisation: Who issues it; nil for the programme's own organisation.
    /// - Throws: ``OfficeRefusal`` where the catalogue has no such programme or organisation, or was
    ///   changed past the office; ``IssuingError`` where that organisation may not issue it.
    public init(
        _ programme: Slug, by organisation: Slug? = nil, _ setting: IssueSetting<Store>,
        options: IssueOptions = IssueOptions()
    ) async throws {
        let open = setting.open
        try await open.requireAppliedCatalogue()
        self.setting = setting
        self.programme = try open.programme(programme)
        self.organisation = try open.organisation(organisation ?? self.programme.organisation)
        issue = try CohortIssue(programme: self.programme, organisation: self.organisation)
        self.options = options
        try await open.require(options.mechanism, of: self.organisation.slug)
    }

    /// Issues the rows of a file.
    ///
    /// - Parameters:
    ///   - content: The file's bytes.
    ///   - path: The file's path, which faults name; its last part is kept with the batch.
    ///   - means: What may settle fees.
    /// - Throws: ``CohortRefusal`` and `SourceFaults`, and then nothing was changed; ``OfficeRefusal``;
    ///   ``KeyError``; ``IssuingError``; ``PlanDisagreement``; `SheetFault`; `StoreError`; what the
    ///   passphrase's source, the ledger and the listener throw.
    public func run(
        _ content: [UInt8], from path: String, settledBy means: CohortMeans
    ) async throws -> IssueOutcome {
        let open = setting.open
        // Opening a key takes a sixth of a second, on purpose; the rows are checked meanwhile.
        let isNeeded = setting.passphrase.isAtHand
        async let opened =
            isNeeded
            ? open.signer(
                of: organisation.slug, setting.passphrase, mechanism: options.mechanism) : nil
        let titles = SheetTitles.faults(.programme(programme), organisation)
        guard titles.isEmpty else { throw SourceFaults(titles) }
        let checks = CohortChecks(open: open, programme: programme, organisation: organisation)
        let reading = try checks.read(
            content, as: options.form, design: options.design, paper: options.paper,
            at: setting.authorship.at)
        let fees = CohortFees(
            open: open, programme: programme, organisation: organisation, means: means,
            isRehearsal: options.isRehearsal)
        try setting.tell(.read(reading))
        let source = path.split(separator: "/").last.map(String.init) ?? path
        guard reading.errors.isEmpty else {
            // What is wrong with the sound rows is told too: one correction is to be enough.
            let faults = await faults(of: reading.rows, source: source, path: path, checks, fees)
            throw CohortRefusal(reading, faults)
        }
        let checked: Checked
        do {
            checked = try await check(reading.rows, source: source, path: path, checks, fees)
        } catch let faults as SourceFaults {
            throw CohortRefusal(reading, faults)
        }
        let sorting = checked.sorting
        try setting.tell(
            .checked(
                reading, reading.findings + sorting.heldBack.compactMap(CohortFinding.init)))
        var run = IssueRun(setting)
        run.take(reading, checked)
        guard !options.isRehearsal else {
            try await setting.documents?.look(organisation.slug)
            let isOpened = try await sorting.fresh.isEmpty ? false : opened != nil
            try await rehearse(checked, fees, &run, keyIsOpened: isOpened, path: path)
            if options.renews {
                run.outcome.renewed = try await renewals(of: sorting.fresh).count
            }
            return run.outcome
        }
        try await setting.documents?.prepare(organisation.slug)
        for batch in sorting.unfinished { try await run.finish(batch) }
        guard !sorting.fresh.isEmpty, !run.outcome.wasStopped else {
            return try await renewing(reading.rows, run.outcome)
        }
        // A passphrase that is at hand and wrong is told before anything is settled.
        let ready = try await opened
        try await run.settle(checked.owed, fees)
        guard let first = run.outcome.fees.groups.first?.rows.first else {
            return try await renewing(reading.rows, run.outcome)
        }
        let signer: CredentialSigner
        if let ready {
            signer = ready
        } else {
            signer = try await open.signer(
                of: organisation.slug, setting.passphrase, mechanism: options.mechanism)
        }
        try await Rehearsal.run(
            first, installation: open.installation, organisation: organisation,
            offer: .programme(programme), algorithm: signer.algorithm, mechanism: signer.mechanism,
            at: setting.authorship.at)
        let issuer = CertificateIssuer(
            installation: open.installation, organisation: organisation, programme: programme,
            signer: signer)
        for group in run.outcome.fees.groups where !run.outcome.wasStopped {
            let batch = try await issue.plan(
                group.rows, source: source, content: content, settledBy: group.settledBy,
                signer: signer, lists: issuer, store: open.store, setting.authorship)
            try await run.issue(batch, size: group.rows.count, by: issuer)
        }
        return try await renewing(reading.rows, run.outcome)
    }

    /// Leads from earlier certificates to those that renew them, where that is wanted: those that were
    /// issued now, and those of a run before, which may have died before it did so.
    private func renewing(
        _ rows: [CohortRow], _ outcome: IssueOutcome
    ) async throws -> IssueOutcome {
        guard options.renews else { return outcome }
        var outcome = outcome
        let numbers = Dictionary(
            (outcome.issued + outcome.held).map { ($0.row, $0.number) }
        ) { first, _ in first }
        let renewals = try await renewals(of: rows).compactMap { row, old in
            numbers[row].map { Renewal(old: old, new: $0) }
        }
        outcome.renewed = try await setting.open.store.renew(renewals, setting.authorship)
        return outcome
    }

    /// The numbers of rows with the certificates that they renew.
    private func renewals(
        of rows: [CohortRow]
    ) async throws -> [(row: Int, old: CertificateNumber)] {
        let holdings = try await setting.open.store.holdings(
            of: [programme.slug], learners: rows.map { $0.identity(with: organisation.slug) })
        let earlier = EarlierCertificates(
            organisation: organisation.slug, holdings: holdings, source: "",
            at: setting.authorship.at)
        return rows.compactMap { row in earlier.renewed(by: row).map { (row.number, $0) } }
    }

    /// What the record and the fees say of sound rows.
    fileprivate struct Checked {
        let sorting: CohortIssue.Sorting
        let missing: [Prerequisites.Missing]
        let owed: CohortFees<Store>.Owed
    }

    private func check(
        _ rows: [CohortRow], source: String, path: String, _ checks: CohortChecks<Store>,
        _ fees: CohortFees<Store>
    ) async throws -> Checked {
        let instant = setting.authorship.at
        let sorting = try await issue.examine(
            rows, source: source, store: setting.open.store,
            retaken: options.retaken || options.renews, at: instant)
        var faults = sorting.faults
        var owed = CohortFees<Store>.Owed()
        do {
            owed = try await fees.reckon(sorting.fresh, file: path, at: instant)
        } catch let more as SourceFaults {
            faults += more.faults
        }
        let missing = try await checks.missingPrerequisites(sorting.fresh, at: instant)
        if options.requiresPrerequisites { faults += missing.map { $0.fault(in: path) } }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return Checked(sorting: sorting, missing: missing, owed: owed)
    }

    /// What the record and the fees say against rows; nil where nothing, or where it cannot be told.
    private func faults(
        of rows: [CohortRow], source: String, path: String, _ checks: CohortChecks<Store>,
        _ fees: CohortFees<Store>
    ) async -> SourceFaults? {
        do {
            _ = try await check(rows, source: source, path: path, checks, fees)
            return nil
        } catch {
            return error as? SourceFaults
        }
    }

    /// Shows what would be issued, and finds everything that would stand in the way: what was planned
    /// before and not issued yet, and every new row, is signed by a key made for the occasion.
    private func rehearse(
        _ checked: Checked, _ fees: CohortFees<Store>, _ run: inout IssueRun<Store>,
        keyIsOpened: Bool, path: String
    ) async throws {
        var planned = 0
        for batch in checked.sorting.unfinished {
            planned += try await run.rehearseRest(of: batch)
        }
        try await run.settle(checked.owed, fees)
        run.outcome.wouldIssue = planned + run.outcome.fees.toIssue
        guard let first = run.outcome.fees.groups.first?.rows.first else { return }
        if !keyIsOpened { try await setting.open.look(atKeyOf: organisation.slug) }
        try await setting.open.rehearse(
            first, .programme(programme), organisation, mechanism: options.mechanism,
            at: setting.authorship.at)
        let stage = try await setting.open.stage(
            .programme(programme), organisation, mechanism: options.mechanism,
            at: setting.authorship.at)
        var faults: [SourceFault] = []
        for group in run.outcome.fees.groups {
            faults += try await stage.faults(of: group.rows.map { ($0, []) }, in: path)
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
    }
}

extension IssueRun {
    fileprivate mutating func take(_ reading: CohortReading, _ checked: CohortRun<Store>.Checked) {
        let sorting = checked.sorting
        outcome.findings = reading.warnings
        outcome.warnings = checked.missing.map(\.warning) + sorting.heldBack
        outcome.heldBack = sorting.heldBack.count
        outcome.repeated = sorting.repeated.count
        outcome.held = zip(sorting.repeated, sorting.held).map { row, number in
            .init(
                row: row.number, learnerReference: row.learnerReference, name: row.name,
                number: number)
        }
    }

    fileprivate mutating func settle(
        _ owed: CohortFees<Store>.Owed, _ fees: CohortFees<Store>
    ) async throws {
        outcome.fees = try await fees.settle(owed, authorship)
        try setting.tell(.settled(outcome.fees))
    }
}

/// Issues the rest of a batch that was interrupted, as it was planned.
public struct BatchRun<Store: OfficeRecord>: Sendable {
    private let setting: IssueSetting<Store>
    private let isRehearsal: Bool

    /// The resuming of batches.
    ///
    /// - Parameter isRehearsal: Whether all is checked and shown, and nothing issued.
    /// - Throws: ``OfficeRefusal`` where the catalogue was changed past the office; `StoreError`.
    public init(_ setting: IssueSetting<Store>, isRehearsal: Bool = false) async throws {
        try await setting.open.requireAppliedCatalogue()
        self.setting = setting
        self.isRehearsal = isRehearsal
    }

    /// Resumes a batch.
    ///
    /// - Throws: ``OfficeRefusal`` where there is no such batch, or nothing of it is left to issue;
    ///   ``PlanDisagreement``; ``KeyError``; `StoreError`; what the passphrase's source and the
    ///   listener throw.
    public func run(_ id: String) async throws -> IssueOutcome {
        var run = IssueRun(setting)
        if isRehearsal {
            run.outcome.wouldIssue = try await run.rehearseRest(of: id)
        } else {
            try await run.resume(id)
        }
        return run.outcome
    }
}
