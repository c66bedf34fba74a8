import CertAuthority

/// The fields of one record and what was found in them.
struct RowFields {
    let record: CSVDocument.Record
    let layout: CohortLayout
    private(set) var findings: [CohortFinding] = []

    init(_ record: CSVDocument.Record, _ layout: CohortLayout) {
        self.record = record
        self.layout = layout
    }

    /// True while nothing stops the row's issue.
    var isSound: Bool {
        record.damagedFields.isEmpty && !findings.contains { $0.severity == .error }
    }

    /// The field's text as it stands; empty where the file has no such column.
    subscript(column: CohortColumn) -> String {
        layout.position(of: column).map { record.fields[$0] } ?? ""
    }

    /// The field's text, or nil where it is empty or could not be read.
    func optional(_ column: CohortColumn) -> String? {
        let text = self[column]
        return text.isEmpty || isDamaged(column) ? nil : text
    }

    /// The field's text; an empty one is a fault.
    mutating func required(_ column: CohortColumn) -> String? {
        if let text = optional(column) { return text }
        if !isDamaged(column) { add(.missingValue, column, "missing", "fill it in") }
        return nil
    }

    /// True while nothing in the field stops the row's issue.
    func isSound(_ column: CohortColumn) -> Bool {
        !findings.contains { $0.severity == .error && $0.column == column.name }
    }

    /// True for a field that the reader of the file has reported already.
    func isDamaged(_ column: CohortColumn) -> Bool {
        !record.damagedFields.isEmpty
            && layout.position(of: column).map(record.damagedFields.contains) ?? false
    }

    mutating func add(
        _ kind: CohortFindingKind, _ column: CohortColumn, _ reason: String, _ remedy: String
    ) {
        findings.append(
            CohortFinding(
                kind, line: record.line, row: record.number, column: column.name,
                value: optional(column), reason: reason, remedy: remedy))
    }

    /// Says in one finding what stands in for all that was found in some columns; at a column, or
    /// of the row as a whole.
    mutating func replace(
        findingsIn columns: [CohortColumn], by kind: CohortFindingKind, at column: CohortColumn?,
        _ reason: String, _ remedy: String
    ) {
        let names = columns.map(\.name)
        findings.removeAll { finding in names.contains { $0 == finding.column } }
        findings.append(
            CohortFinding(
                kind, line: record.line, row: record.number, column: column?.name,
                value: column.flatMap(optional), reason: reason, remedy: remedy))
    }
}
