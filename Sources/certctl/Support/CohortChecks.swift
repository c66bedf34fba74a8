import CertAuthority
import Credentials

/// What a cohort must pass before anything is planned.
struct CohortChecks {
    let open: OpenInstallation
    let programme: Programme
    let organisation: Organisation

    /// The rows of the file and what was found in them.
    func read(_ content: [UInt8], at instant: Timestamp) -> CohortReading {
        CohortReader(programme: programme, reference: open.contents.reference, at: instant)
            .read(content)
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

    /// An advanced programme is issued only against a settled fee; the quotes say what is owed.
    func refuseUnsettled(_ rows: [CohortRow], file: String, at instant: Timestamp) throws {
        guard let today = CivilDate(unixTime: instant.seconds) else { return }
        var faults: [SourceFault] = []
        for row in rows {
            let request = FeeRequest(
                programme: programme.slug, organisation: organisation.slug, country: row.country,
                groups: Set(try row.groups.map { name in try LearnerGroup(named: name) }),
                date: today)
            guard
                let quote = try open.contents.fees.quote(
                    request, catalogue: open.contents.catalogue,
                    reference: open.contents.reference), !quote.amount.isZero
            else { continue }
            let rules = quote.ruleIDs.map(\.text).joined(separator: " and ")
            faults.append(
                SourceFault(
                    file: file, line: nil, field: "row \(row.number)", row: row.number,
                    reason: "the fee of \(quote.amount) is not settled (list price \(quote.list), "
                        + "\(rules))",
                    remedy: "settle it and give the reference with --settled-by"))
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
    }
}
