import CertAuthority

/// Where the columns stand in a file.
struct CohortLayout {
    /// The columns as they stand in the file, from left to right.
    let order: [CohortColumn]
    private let positions: [Int?]

    /// The columns that a file of a programme may leave out of its header: those whose fields may be
    /// empty. A learner is known by reference or address; one of the two is enough.
    static func optional(_ document: CSVDocument, programme: Programme) -> Set<CohortColumn> {
        var optional: Set<CohortColumn> = [.locale, .groups, .ageBand]
        if programme.delivery.count == 1 { optional.insert(.delivery) }
        if document.index(of: CohortColumn.email.name) != nil {
            optional.insert(.learnerReference)
        } else if document.index(of: CohortColumn.learnerReference.name) != nil {
            optional.insert(.email)
        }
        return optional
    }

    /// The layout of a file, or nil where a column is missing that may not be.
    init?(_ document: CSVDocument, optional: Set<CohortColumn>) {
        let positions = CohortColumn.names.map(document.index(of:))
        guard
            CohortColumn.allCases.allSatisfy({
                positions[$0.rawValue] != nil || optional.contains($0)
            })
        else { return nil }
        self.positions = positions
        order = CohortColumn.allCases.filter { positions[$0.rawValue] != nil }
            .sorted { positions[$0.rawValue] ?? 0 < positions[$1.rawValue] ?? 0 }
    }

    /// The place of a column; nil where the file does without it.
    func position(of column: CohortColumn) -> Int? { positions[column.rawValue] }
}
