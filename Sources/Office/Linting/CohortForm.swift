public import CertAuthority
public import Spreadsheets

/// How a cohort's file is to be read, where that cannot be seen in the file.
public struct CohortForm: Sendable {
    /// A column of the file that has another name than the documented one.
    public struct NamedColumn: Sendable, Hashable {
        /// Which column it is.
        public let column: CohortColumn
        /// What the file calls it.
        public let name: String

        /// Says what a file calls a column.
        public init(_ column: CohortColumn, named name: String) {
            self.column = column
            self.name = name
        }
    }

    /// The encoding of the file, where a person named one.
    public var encoding: TextEncoding?
    /// The sheet of a workbook; nil for the first.
    public var sheet: String?
    /// Columns with other names, as a person named them for this file; each must be there.
    public var columns: [NamedColumn] = []
    /// Columns that are passed over, as a person named them for this file; each must be there.
    public var ignored: [String] = []
    /// What the organisation's files usually call columns, and have besides.
    public var usual = Organisation.CohortFiles()

    /// Everything as it is seen in the file.
    public init() {}
}
