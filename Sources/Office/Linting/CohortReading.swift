public import CertAuthority

/// A cohort as it was read, with all that was found in it.
public struct CohortReading: Sendable {
    /// The rows that are sound by themselves, in the order of the file. They may be issued only
    /// where there are no errors.
    public let rows: [CohortRow]
    /// The findings by line, and by column within it.
    public let findings: [CohortFinding]
    /// The file as it could be taken apart into rows, so that they can be given back with notes; nil
    /// where it could not.
    public let table: CohortTable?

    init(rows: [CohortRow], findings: [CohortFinding], table: CohortTable?) {
        self.rows = rows
        self.findings = findings.sorted {
            ($0.line ?? 0, $0.row ?? 0, $0.column ?? "")
                < ($1.line ?? 0, $1.row ?? 0, $1.column ?? "")
        }
        self.table = table
    }

    /// The same rows with these findings.
    func with(_ findings: [CohortFinding]) -> CohortReading {
        CohortReading(rows: rows, findings: findings, table: table)
    }

    /// What stops the issue.
    public var errors: [CohortFinding] { findings.filter { $0.severity == .error } }
    /// What is worth a look and stops nothing.
    public var warnings: [CohortFinding] { findings.filter { $0.severity == .warning } }

    /// The rows, where nothing stops their issue.
    ///
    /// - Throws: ``SourceFaults`` with every error by line and column.
    public func soundRows(of file: String) throws(SourceFaults) -> [CohortRow] {
        let faults = errors.map { $0.fault(in: file) }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return rows
    }
}
