import CertAuthority

/// The columns of cohorts as columns of tables.
extension CohortColumn {
    /// What the tables call it; the language of queries has `groups` for itself.
    var stored: String { self == .groups ? "learner_groups" : name }

    /// Those that ``SQLStore/insertLearner(_:with:)`` keeps beside a certificate.
    static let officeOnly = allCases.filter(\.isOfficeOnly)
}

extension [CohortColumn] {
    /// Their names in a statement, separated by commas.
    var list: String { map(\.stored).joined(separator: ", ") }
}

extension CohortRow {
    /// Reads a row whose columns have their names.
    init(_ row: SQLRow, number: Int) throws {
        self = try SQLStore.value(CohortRow(number: number) { row[$0.stored] })
    }

    /// Reads a row.
    ///
    /// - Parameter first: The place of the first column; the others follow in their order.
    init(_ row: any SQLColumns, at first: Int32, number: Int) throws {
        let texts = CohortColumn.allCases.indices.map { row.optionalText(first + Int32($0)) }
        self = try SQLStore.value(CohortRow(number: number) { texts[$0.rawValue] })
    }
}
