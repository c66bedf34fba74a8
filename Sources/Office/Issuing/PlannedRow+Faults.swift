import CertAuthority
import LinkedData

extension PlannedRow {
    /// What a row of a file says otherwise than the plan of the same row.
    func faults(_ given: CohortRow, in file: String) -> [SourceFault] {
        CohortColumn.allCases.filter { column in
            // A name in another Unicode form is the same name.
            if column == .name { return given.name != row.name }
            // What makes the row's key is the same already.
            if column == .learnerReference || column == .completedOn { return false }
            guard let given = given[column], let planned = row[column] else {
                return given[column] != nil || row[column] != nil
            }
            return !given.isExactly(planned)
        }.map { column in
            let planned = row[column].map { "\"\($0)\"" } ?? "empty"
            return SourceFault(
                file: file, line: nil, field: "row \(given.number), \(column.name)",
                row: given.number, value: given[column],
                reason: "batch \(batch) has planned it as \(planned)",
                remedy: """
                    finish that batch with --resume as it is, or give it up with \
                    \(do: .abandonBatch(batch))
                    """)
        }
    }
}
