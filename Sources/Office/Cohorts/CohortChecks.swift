import CertAuthority
import Credentials
import Documents

/// What a cohort must pass before anything is planned.
struct CohortChecks<Store: OfficeRecord> {
    let open: OpenInstallation<Store>
    let programme: Programme
    let organisation: Organisation

    /// The rows of the file and what was found in them.
    ///
    /// - Parameter form: How the file is to be read; what the organisation's files usually call
    ///   their columns is added.
    /// - Throws: What reading the installation's own designs throws; ``SheetFault`` where there is no
    ///   such design.
    func read(
        _ content: [UInt8], as form: CohortForm = CohortForm(),
        design: String = SheetDesigns.standard,
        paper: SheetPaper = .a4,
        at instant: Timestamp
    ) throws -> CohortReading {
        var form = form
        form.usual = organisation.cohortFiles
        let hasSheets = organisation.appearance.hasSheets
        return CohortReader(
            programme: programme, reference: open.contents.reference, at: instant,
            letters: hasSheets ? .installed : nil,
            sheets: hasSheets
                ? try SheetRehearsal(
                    .programme(programme), organisation, catalogue: open.contents.catalogue,
                    installation: open.installation,
                    designs: SheetDesigns.with(folder: open.home.templatesFolder), design: design,
                    paper: paper) : nil
        ).read(content, as: form)
    }

    /// The rows whose learners hold no good certificate of a prerequisite on record.
    func missingPrerequisites(
        _ rows: [CohortRow], at instant: Timestamp
    ) async throws -> [Prerequisites.Missing] {
        guard !programme.prerequisites.isEmpty, !rows.isEmpty else { return [] }
        let holdings = try await open.store.holdings(
            of: Set(programme.prerequisites),
            learners: rows.map { $0.identity(with: organisation.slug) })
        return Prerequisites(
            of: programme, organisation: organisation.slug, holdings: holdings, at: instant
        ).missing(in: rows)
    }
}
