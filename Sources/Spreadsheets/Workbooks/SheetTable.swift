/// A sheet as a table of text: the first row that has something is the header.
public struct SheetTable: Sendable {
    /// A row with something in it.
    public struct Row: Sendable, Equatable {
        /// The sheet's own number, from 1.
        public let number: Int
        /// The cells' texts from column A on up to the last that has something; empty where nothing
        /// stands.
        public let cells: [String]
        /// Whether the row is hidden, by hand or by a filter.
        public let isHidden: Bool
        /// The columns, from 0, whose text was made of a day.
        public let days: [Int]
    }

    /// The sheet's name.
    public let name: String
    /// The rows, in order.
    public let rows: [Row]
    /// Cells that cannot be taken as text, such as failed formulas; their text is empty.
    public let faults: [WorkbookError]

    /// What a column is called, counted from 0: A, B, …, Z, AA.
    public static func letters(_ column: Int) -> String { CellPlace.letters(column) }
}
