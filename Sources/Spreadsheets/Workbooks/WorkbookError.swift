/// Why a workbook, or a cell of it, cannot be read.
public struct WorkbookError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// The file is of another kind: an old or encrypted workbook, or none at all.
        case otherFormat
        /// The file is damaged, cut short, or contradicts itself.
        case damaged
        /// The file goes beyond the bounds of what is read.
        case tooLarge
        /// The file holds what no workbook needs and attackers use.
        case refused
        /// There is no sheet of that name.
        case noSheet
        /// A cell shows that its formula failed, such as `#N/A`.
        case failedFormula
        /// A cell holds what cannot be taken as text.
        case cell
    }

    /// The kind.
    public let kind: Kind
    /// The sheet, where it is about one.
    public let sheet: String?
    /// The cell, such as `B17`, where it is about one.
    public let cell: String?
    /// The row, where it is about a cell.
    public let row: Int?
    /// The column from 0, where it is about a cell.
    public let column: Int?
    /// What stands in the cell, where that can be shown.
    public let value: String?
    /// What is wrong.
    public let reason: String
    /// What to do.
    public let remedy: String

    init(
        _ kind: Kind, _ reason: String, remedy: String, sheet: String? = nil,
        at place: CellPlace? = nil, value: String? = nil
    ) {
        self.kind = kind
        self.sheet = sheet
        self.cell = place?.description
        self.row = place?.row
        self.column = place?.column
        self.value = value
        self.reason = reason
        self.remedy = remedy
    }

    static func damaged(_ reason: String) -> WorkbookError {
        WorkbookError(
            .damaged, reason,
            remedy: "open it in the program that wrote it and save it again as .xlsx")
    }

    static func tooLarge(_ reason: String) -> WorkbookError {
        WorkbookError(
            .tooLarge, reason, remedy: "save the table alone in a new workbook, or as CSV in UTF-8")
    }

    static func refused(_ reason: String) -> WorkbookError {
        WorkbookError(
            .refused, reason, remedy: "save the table in a new workbook, or as CSV in UTF-8")
    }

    /// Place, value, reason and remedy in one line.
    public var description: String {
        let place = [sheet.map { "sheet \"\($0)\"" }, cell.map { "cell \($0)" }].compactMap(\.self)
            .joined(separator: ", ")
        return (place.isEmpty ? "" : "\(place): ") + (value.map { "\"\($0)\": " } ?? "")
            + "\(reason); \(remedy)"
    }
}
