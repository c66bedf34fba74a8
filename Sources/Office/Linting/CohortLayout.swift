import CertAuthority

/// Where the columns stand in a file.
struct CohortLayout {
    /// The columns as they stand in the file, from left to right.
    let order: [CohortColumn]
    private let positions: [Int?]

    /// The layout of a file, or nil where a column is missing that may not be.
    init?(_ document: CSVDocument) {
        let positions = CohortColumn.names.map(document.index(of:))
        guard CohortColumn.allCases.allSatisfy({ positions[$0.rawValue] != nil || $0.mayBeMissing })
        else { return nil }
        self.positions = positions
        order = CohortColumn.allCases.filter { positions[$0.rawValue] != nil }
            .sorted { positions[$0.rawValue] ?? 0 < positions[$1.rawValue] ?? 0 }
    }

    /// The place of a column; nil where the file does without it.
    func position(of column: CohortColumn) -> Int? { positions[column.rawValue] }
}
