public import CertAuthority

/// Why nothing of a cohort is issued: errors in its file, or faults that the record and the fees
/// gave. Nothing was changed.
public struct CohortRefusal: Error {
    /// What was read of the file.
    public let reading: CohortReading
    /// Everything that was found, warnings too, in the order of the rows and then of the checks.
    public let findings: [CohortFinding]
    /// The faults that the record and the fees gave of the rows that are sound by themselves; nil
    /// where they gave none.
    public let faults: SourceFaults?

    /// What stops the cohort.
    public var errors: [CohortFinding] { findings.filter { $0.severity == .error } }

    /// The refusal of a file.
    init(_ reading: CohortReading, _ faults: SourceFaults?) {
        self.reading = reading
        findings = reading.findings + (faults?.faults ?? []).map(CohortFinding.init)
        self.faults = faults
    }
}

extension CohortFinding {
    /// What the record says of a row that is left out; nil for other warnings.
    init?(_ warning: IssueWarning) {
        guard let kind = CohortFindingKind(rawValue: warning.kind.rawValue), let row = warning.row
        else { return nil }
        let parts = warning.reason.split(separator: "; ", maxSplits: 1).map(String.init)
        self.init(
            kind, line: nil, row: row, printable: nil, reason: parts.first ?? "",
            advice: warning.advice ?? RemedyText(parts.last ?? ""))
    }

    /// A fault that the record or the fees gave, about a row.
    fileprivate init(_ fault: SourceFault) {
        self.init(
            .refusedByRecord, line: fault.line, row: fault.row, printable: fault.value,
            reason: fault.reason, advice: fault.advice)
    }
}
