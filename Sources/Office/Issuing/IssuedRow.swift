import CertAuthority
import Credentials

/// A row of a cohort whose certificate was issued before, and whether it still says the same.
struct IssuedRow {
    let row: CohortRow
    let certificate: CertificateSummary
    let file: String

    /// What is to be done about the row, or nil where it is as it was issued.
    func fault(store: some OfficeRecord) async throws(StoreError) -> SourceFault? {
        let number = certificate.number
        if let erased = certificate.history.erasedAt {
            return SourceFault(
                file: file, line: nil, field: "row \(row.number)", row: row.number,
                reason:
                    "\(number), which was issued for this row, was erased on \(erased.dateText)",
                remedy: "remove the row")
        }
        if let successor = certificate.history.supersededBy {
            return SourceFault(
                file: file, line: nil, field: "row \(row.number)", row: row.number,
                reason: "\(number), which was issued for this row, was corrected; the new one is "
                    + "\(successor)",
                remedy: "remove the row, or correct it: \(do: .show(successor))")
        }
        guard !isSame(certificate.name) else { return nil }
        return SourceFault(
            file: file, line: nil, field: "row \(row.number), name", row: row.number,
            value: row.name,
            reason: "\(number) was issued for this learner and day as \"\(certificate.name)\"",
            remedy: try await remedy(store))
    }

    private func remedy(_ store: some OfficeRecord) async throws(StoreError) -> RemedyText {
        let number = certificate.number
        if certificate.history.supersedes != nil {
            let versions = try await store.versions(of: number)
            let earlier = try await store.standings(.numbers(versions.filter { $0 != number }))
            if let wrong = earlier.first(where: { isSame($0.learner.name) }) {
                return """
                    \(number) corrected \(wrong.number), which had this name; write the \
                    corrected name in the row, or remove it
                    """
            }
        }
        switch certificate.condition {
        case .good:
            return """
                to correct the name on the certificate: \(do: .correctName(number, row.name)); \
                otherwise remove the row
                """
        case .suspended:
            return
                "remove the row; \(number) is suspended, and is corrected once it is reinstated"
        case .revoked, .superseded, .erased:
            return "remove the row; \(number) is revoked, and what is revoked is not corrected"
        }
    }

    /// By canonical equivalence: a name that was composed or decomposed by another program is the
    /// same name, and nothing in it is to be corrected.
    private func isSame(_ name: String) -> Bool { name == row.name }
}
