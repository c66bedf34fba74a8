/// A workbook to be filled in (ECMA-376 part 1): a sheet of columns, some of them with values to choose
/// from, a sheet of those values, and a sheet that explains.
public struct WorkbookForm: Sendable {
    /// What is typed into a column.
    public enum Entry: Sendable, Equatable {
        /// Text, kept as it is typed.
        case text
        /// A day, in whatever way the program's language writes it.
        case day
        /// One of the values; others are refused by the spreadsheet program.
        case one(of: [Choice])
        /// One of the values, or something else.
        case any(of: [Choice])
    }

    /// A value to choose.
    public struct Choice: Sendable, Equatable {
        /// What is written into the cell.
        public let value: String
        /// What it means, for reading; empty where it says so itself.
        public let meaning: String

        /// A value and what it means.
        public init(_ value: String, _ meaning: String = "") {
            self.value = value
            self.meaning = meaning
        }
    }

    /// A column to be filled in.
    public struct Column: Sendable, Equatable {
        /// What the header calls it.
        public let name: String
        /// What is typed into it.
        public let entry: Entry
        /// Whether each row needs it.
        public let isRequired: Bool
        /// A hint beside the cell, and on the sheet that explains.
        public let hint: String

        /// Describes a column.
        public init(_ name: String, _ entry: Entry, isRequired: Bool, hint: String) {
            self.name = name
            self.entry = entry
            self.isRequired = isRequired
            self.hint = hint
        }
    }

    /// How many rows the choices reach down to.
    static let rows = 10_000

    let sheet: String
    let columns: [Column]

    /// A form.
    ///
    /// - Parameters:
    ///   - sheet: The name of the sheet that is filled in; not `Lists` or `Help`.
    ///   - columns: Its columns, from the left.
    public init(sheet: String, columns: [Column]) {
        self.sheet = sheet
        self.columns = columns
    }

    /// The parts of the workbook with their paths, to be put into a ZIP archive in this order.
    public var parts: [(path: String, content: [UInt8])] {
        let writer = FormWriter(self)
        return [
            ("[Content_Types].xml", FormWriter.contentTypes),
            ("_rels/.rels", FormWriter.rootRelationships),
            ("xl/workbook.xml", writer.workbook),
            ("xl/_rels/workbook.xml.rels", FormWriter.relationships),
            ("xl/styles.xml", FormWriter.styles),
            ("xl/worksheets/sheet1.xml", writer.entrySheet),
            ("xl/worksheets/sheet2.xml", writer.listSheet),
            ("xl/worksheets/sheet3.xml", writer.helpSheet),
        ].map { ($0.0, Array($0.1.utf8)) }
    }

    /// The columns that have values to choose from, with those.
    var lists: [(column: Int, choices: [Choice], isClosed: Bool)] {
        columns.indices.compactMap { index in
            switch columns[index].entry {
            case .text, .day: nil
            case .one(let choices): (index, choices, true)
            case .any(let choices): (index, choices, false)
            }
        }
    }
}
