import CertAuthority

/// The columns of a cohort, in the order in which they are documented.
enum CohortColumn: Int, CaseIterable {
    case learnerReference, name, email, locale, country, completedOn, delivery, groups

    /// What the header calls it.
    var name: String { Self.names[rawValue] }

    static let names = [
        "learner_ref", "name", "email", "locale", "country", "completed_on", "delivery", "groups",
    ]
}

/// Where the columns stand in a file.
struct CohortLayout {
    /// The columns as they stand in the file, from left to right.
    let order: [CohortColumn]
    private let positions: [Int]

    /// The layout of a file, or nil where a column is missing.
    init?(_ document: CSVDocument) {
        let positions = CohortColumn.names.compactMap(document.index(of:))
        guard positions.count == CohortColumn.names.count else { return nil }
        self.positions = positions
        order = CohortColumn.allCases.sorted { positions[$0.rawValue] < positions[$1.rawValue] }
    }

    func position(of column: CohortColumn) -> Int { positions[column.rawValue] }
}
