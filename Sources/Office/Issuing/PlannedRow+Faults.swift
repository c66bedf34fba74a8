import CertAuthority
import LinkedData

extension PlannedRow {
    /// What a row of a file says otherwise than the plan of the same row.
    func faults(_ given: CohortRow, in file: String) -> [SourceFault] {
        let columns: [(name: String, given: String?, planned: String?)] = [
            ("name", given.name, row.name), ("email", given.email, row.email),
            ("locale", given.locale?.text, row.locale?.text),
            ("country", given.country, row.country),
            ("delivery", given.delivery.rawValue, row.delivery.rawValue),
            ("groups", given.groupsText, row.groupsText),
        ]
        return columns.filter { column in
            // A name in another Unicode form is the same name.
            if column.name == "name" { return column.given != column.planned }
            guard let given = column.given, let planned = column.planned else {
                return column.given != nil || column.planned != nil
            }
            return !given.isExactly(planned)
        }.map { column in
            let planned = column.planned.map { "\"\($0)\"" } ?? "empty"
            return SourceFault(
                file: file, line: nil, field: "row \(given.number), \(column.name)",
                row: given.number, value: column.given,
                reason: "batch \(batch) has planned it as \(planned)",
                remedy: """
                    finish that batch with --resume as it is, or give it up with \
                    \(do: .abandonBatch(batch))
                    """)
        }
    }
}
