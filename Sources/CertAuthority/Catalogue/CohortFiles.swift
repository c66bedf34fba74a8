extension Organisation {
    /// What an organisation's cohort files call the columns, and have besides.
    public struct CohortFiles: Hashable, Sendable {
        /// The names of columns that are called otherwise than documented.
        public var columns: [CohortColumn: String]
        /// The names of columns that are passed over.
        public var ignored: [String]

        /// Describes files; nothing is checked here, `CatalogueLoader` does that.
        public init(columns: [CohortColumn: String] = [:], ignored: [String] = []) {
            self.columns = columns
            self.ignored = ignored
        }
    }
}
