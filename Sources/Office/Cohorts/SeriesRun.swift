public import CertAuthority
import Credentials
import Documents

/// Issues a series to everyone who has completed it and has no certificate of it.
public struct SeriesRun<Store: OfficeRecord>: Sendable {
    private let setting: IssueSetting<Store>
    private let series: Series
    private let organisation: Organisation
    private let issue: CohortIssue
    private let options: IssueOptions

    /// The issue of a series.
    ///
    /// - Parameter organisation: Who issues it; nil for the series' own organisation.
    /// - Throws: ``OfficeRefusal`` where the catalogue has no such series or organisation, or was
    ///   changed past the office; ``IssuingError`` where that organisation may not issue it.
    public init(
        _ series: Slug, by organisation: Slug? = nil, _ setting: IssueSetting<Store>,
        options: IssueOptions = IssueOptions()
    ) async throws {
        let open = setting.open
        try await open.requireAppliedCatalogue()
        self.setting = setting
        self.series = try open.series(series)
        self.organisation = try open.organisation(organisation ?? self.series.organisation)
        issue = try CohortIssue(offer: .series(self.series), organisation: self.organisation)
        self.options = options
        try await open.require(options.mechanism, of: self.organisation.slug)
    }

    /// Finds the learners on the record and issues to each.
    ///
    /// - Throws: As ``CohortRun/run(_:from:settledBy:)``, and ``RowDisagreement`` where a step's
    ///   certificate is not what was signed.
    public func run() async throws -> IssueOutcome {
        let open = setting.open
        let instant = setting.authorship.at
        var run = IssueRun(setting)
        // First, since who holds it already depends on it.
        let unfinished = try await open.store.batches().filter {
            $0.state == .planned && $0.batch.programme == series.slug
        }
        if !options.isRehearsal {
            for record in unfinished where !run.outcome.wasStopped {
                try await run.finish(record.batch.id)
            }
            guard !run.outcome.wasStopped else { return run.outcome }
        }
        let selection = try await select()
        let requests = try await fresh(selection, &run)
        run.outcome.warnings += selection.warnings
        try await Reissuing.checkSteps(
            of: requests, store: open.store, installation: open.installation, at: instant)
        guard !options.isRehearsal else {
            var planned = 0
            for record in unfinished {
                planned += try await run.rehearseRest(of: record.batch.id)
            }
            if let first = requests.first { try await rehearse(first, requests) }
            run.outcome.wouldIssue = planned + requests.count
            return run.outcome
        }
        guard let first = requests.first else { return run.outcome }
        try await setting.documents?.prepare(organisation.slug)
        let signer = try await open.signer(
            of: organisation.slug, setting.passphrase, mechanism: options.mechanism)
        try await Rehearsal.run(
            first.row, evidence: first.evidence, installation: open.installation,
            organisation: organisation, offer: .series(series), algorithm: signer.algorithm,
            mechanism: signer.mechanism, at: instant)
        let issuer = CertificateIssuer(
            installation: open.installation, organisation: organisation, offer: .series(series),
            signer: signer)
        let batch = try await issue.plan(
            CertificateRequests(requests), source: "series \(series.slug)",
            content: Array(requests.map(\.key.text).joined(separator: "\n").utf8), settledBy: nil,
            signer: signer, lists: issuer, store: open.store, setting.authorship)
        try await run.issue(batch, size: requests.count, by: issuer)
        return run.outcome
    }

    private func select() async throws -> SeriesSelection {
        let open = setting.open
        let titles = series.steps.compactMap { step in
            open.contents.catalogue.programme(step).map { (step, $0.title.english) }
        }
        let letters = try printable()
        return try SeriesSelection(
            series, holdings: try await open.store.holdings(of: Set(series.steps + [series.slug])),
            organisation: organisation.slug,
            titles: Dictionary(titles) { first, _ in first }, letters: letters,
            sheets: letters == nil
                ? nil
                : try SheetRehearsal(
                    .series(series), organisation, catalogue: open.contents.catalogue,
                    installation: open.installation,
                    designs: SheetDesigns.with(folder: open.home.templatesFolder),
                    design: options.design, paper: options.paper),
            at: setting.authorship.at)
    }

    private func rehearse(
        _ first: CertificateRequest, _ requests: [CertificateRequest]
    ) async throws {
        let open = setting.open
        try await setting.documents?.look(organisation.slug)
        if setting.passphrase.isAtHand {
            _ = try await open.signer(
                of: organisation.slug, setting.passphrase, mechanism: options.mechanism)
        } else {
            try await open.look(atKeyOf: organisation.slug)
        }
        try await open.rehearse(
            first.row, evidence: first.evidence, .series(series), organisation,
            mechanism: options.mechanism, at: setting.authorship.at)
        let stage = try await open.stage(
            .series(series), organisation, mechanism: options.mechanism, at: setting.authorship.at)
        let faults = try await stage.faults(
            of: requests.map { ($0.row, $0.evidence) }, in: "series \(series.slug)")
        guard faults.isEmpty else { throw SourceFaults(faults) }
    }

    /// What the organisation's sheets can print; nil where it makes none.
    ///
    /// - Throws: `SourceFaults` where the catalogue's own texts cannot be printed; ``OfficeRefusal``
    ///   (`refusedInput`) where no font is installed.
    private func printable() throws -> LetterCoverage? {
        guard organisation.appearance.hasSheets else { return nil }
        let letters = LetterCoverage.installed
        guard !letters.isEmpty else {
            throw OfficeRefusal(
                .refusedInput,
                "the fonts of the certificate sheets are not installed; "
                    + LetterCoverage.bareRemedy)
        }
        let titles = SheetTitles.faults(.series(series), organisation, coverage: letters)
        guard titles.isEmpty else { throw SourceFaults(titles) }
        return letters
    }

    /// The requests that were neither issued nor planned before. One that was issued and taken back
    /// since is not issued again from the same steps.
    private func fresh(
        _ selection: SeriesSelection, _ run: inout IssueRun<Store>
    ) async throws -> [CertificateRequest] {
        let keys = selection.requests.map(\.key)
        let issued = try await setting.open.store.issued(rowKeys: keys)
        let planned = try await setting.open.store.planned(rowKeys: keys)
        let justIssued = Set(run.outcome.issued.map(\.number))
        run.outcome.repeated =
            issued.count + selection.held.count { !justIssued.contains($0) }
        return selection.requests.filter { issued[$0.key] == nil && planned[$0.key] == nil }
    }
}
