import CertAuthority
import Credentials
import Documents
import Office
import StoreSQLite

extension IssueCommand {
    /// Issues a series to everyone who has completed it and has no certificate of it.
    func issue(series slug: Slug, _ run: inout IssueRun) async throws {
        let open = run.open
        let series = try open.series(slug)
        let organisation = try open.organisation(organisation ?? series.organisation)
        let issue = try CohortIssue(offer: .series(series), organisation: organisation)
        let mechanism = try mechanism()
        try await open.require(mechanism, of: organisation.slug)
        run.words = .series
        // First, since who holds it already depends on it.
        let unfinished = try await open.store.batches().filter {
            $0.state == .planned && $0.batch.programme == slug
        }
        if !dryRun {
            for record in unfinished where !run.wasStopped {
                try await run.finish(record.batch.id)
            }
            guard !run.wasStopped else { return }
        }
        let titles = series.steps.compactMap { step in
            open.contents.catalogue.programme(step).map { (step, $0.title.english) }
        }
        let letters = try printable(.series(series), organisation)
        let selection = try SeriesSelection(
            series, holdings: try await open.store.holdings(of: Set(series.steps + [slug])),
            organisation: organisation.slug,
            titles: Dictionary(titles) { first, _ in first }, letters: letters,
            sheets: letters == nil
                ? nil
                : try SheetRehearsal(
                    .series(series), organisation, installation: open.installation,
                    designs: SheetDesigns.with(folder: open.home.templatesFolder), design: design,
                    paper: paper),
            at: run.authorship.at)
        let requests = try await fresh(selection, &run)
        run.warnings += selection.warnings
        try await Reissuing.checkSteps(
            of: requests, store: open.store, installation: open.installation,
            at: run.authorship.at)
        guard !dryRun else {
            if let first = requests.first {
                try await run.documents?.look(organisation.slug)
                if passphrase.isAtHand {
                    _ = try await open.signer(
                        of: organisation.slug, passphrase, mechanism: mechanism)
                } else {
                    try await open.look(atKeyOf: organisation.slug)
                }
                try await open.rehearse(
                    first.row, evidence: first.evidence, .series(series), organisation,
                    mechanism: mechanism, at: run.authorship.at)
            }
            run.wouldIssue = requests.count + unfinished.reduce(0) { $0 + $1.remaining }
            return
        }
        guard let first = requests.first else { return }
        try await run.documents?.prepare(organisation.slug)
        let signer = try await open.signer(
            of: organisation.slug, passphrase, mechanism: mechanism)
        try await Rehearsal.run(
            first.row, evidence: first.evidence, installation: open.installation,
            organisation: organisation, offer: .series(series), algorithm: signer.algorithm,
            mechanism: signer.mechanism, at: run.authorship.at)
        let issuer = CertificateIssuer(
            installation: open.installation, organisation: organisation, offer: .series(series),
            signer: signer)
        let batch = try await issue.plan(
            requests, source: "series \(slug)",
            content: Array(requests.map(\.key.text).joined(separator: "\n").utf8), settledBy: nil,
            signer: signer, lists: issuer, store: open.store, run.authorship)
        try await run.issue(batch, size: requests.count, by: issuer)
    }

    /// What the organisation's sheets can print; nil where it makes none.
    ///
    /// - Throws: `SourceFaults` where the catalogue's own texts cannot be printed; `CommandFailure`
    ///   where no font is installed.
    private func printable(
        _ offer: Offer, _ organisation: Organisation
    ) throws -> LetterCoverage? {
        guard organisation.appearance.hasSheets else { return nil }
        let letters = LetterCoverage.installed
        guard !letters.isEmpty else {
            throw CommandFailure(
                .refusedInput,
                "the fonts of the certificate sheets are not installed; "
                    + LetterCoverage.bareRemedy)
        }
        let titles = SheetTitles.faults(offer, organisation, coverage: letters)
        guard titles.isEmpty else { throw SourceFaults(titles) }
        return letters
    }

    /// The requests that were neither issued nor planned before. One that was issued and taken back
    /// since is not issued again from the same steps.
    private func fresh(
        _ selection: SeriesSelection, _ run: inout IssueRun
    ) async throws -> [CertificateRequest] {
        let keys = selection.requests.map(\.key)
        let issued = try await run.open.store.issued(rowKeys: keys)
        let planned = try await run.open.store.planned(rowKeys: keys)
        let justIssued = Set(run.issued.map(\.number))
        run.repeated = issued.count + selection.held.count { !justIssued.contains($0) }
        return selection.requests.filter { issued[$0.key] == nil && planned[$0.key] == nil }
    }
}
