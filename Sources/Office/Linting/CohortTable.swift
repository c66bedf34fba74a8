import CertAuthority
import Spreadsheets

/// A cohort's file as the table that is checked: text in UTF-8, its fields separated by one byte.
public struct CohortTable: Sendable {
    /// The text in UTF-8, as it is read.
    let bytes: [UInt8]
    /// What separates fields: a comma, a semicolon or a tab.
    let separator: UInt8
    /// Whether the file is in another encoding or form, and was converted.
    let wasConverted: Bool
    /// Where its rows stand in a workbook; nil for a file of text.
    let places: SheetPlaces?

    /// A text in UTF-8, its separator found in the header.
    package init(_ bytes: [UInt8], wasConverted: Bool = false) {
        self.bytes = bytes
        self.wasConverted = wasConverted
        places = nil
        separator = Self.separator(of: bytes)
    }

    /// A workbook's sheet; nil where its text is larger than what is read.
    ///
    /// Columns at the left in which nothing stands are none, and all rows get as many fields as
    /// the widest.
    ///
    /// - Parameter isOnly: Whether the workbook has no other sheet.
    init?(_ sheet: SheetTable, isOnly: Bool) {
        let first = sheet.rows.map { $0.cells.firstIndex { !$0.isEmpty } ?? 0 }.min() ?? 0
        let width = (sheet.rows.map(\.cells.count).max() ?? 0) - first
        let comma = UInt8(ascii: ",")
        var bytes: [UInt8] = []
        for row in sheet.rows {
            for index in 0..<width {
                if index > 0 { bytes.append(comma) }
                let place = first + index
                if place < row.cells.count { bytes += Self.field(row.cells[place]) }
            }
            bytes.append(UInt8(ascii: "\n"))
            guard bytes.count <= CSVLimits.standard.bytes else { return nil }
        }
        self.bytes = bytes
        separator = comma
        wasConverted = true
        places = SheetPlaces(sheet, first: first, isOnly: isOnly)
    }

    /// A text as a field that reads as exactly that text.
    private static func field(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x2C }
        return isPlain ? bytes : CSVField.quoted(bytes)
    }

    /// The one of comma, semicolon and tab that the header has most of outside quotes; the first of
    /// equals. It separates the fields of the whole file.
    private static func separator(of bytes: [UInt8]) -> UInt8 {
        var counts = [0, 0, 0]
        var (isQuoted, hasBegun) = (false, false)
        for byte in bytes {
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if !isQuoted, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                // Empty lines before the header are passed over.
                if hasBegun { break }
                continue
            } else if !isQuoted, let index = separators.firstIndex(of: byte) {
                counts[index] += 1
            }
            hasBegun = true
        }
        let most = counts.max() ?? 0
        return separators[counts.firstIndex(of: most) ?? 0]
    }

    private static let separators = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"),
    ]
}
