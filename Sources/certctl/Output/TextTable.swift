import CertAuthority

/// Columns that line up in a terminal, whatever the script.
struct TextTable {
    private let header: [String]
    private var rows: [[String]] = []

    init(_ header: String...) { self.header = header }

    init(_ header: [String]) { self.header = header }

    mutating func add(_ row: String...) { rows.append(row) }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String { lines.joined(separator: "\n") }

    /// The header and each row, a line each.
    var lines: [String] {
        let header = header.map(VisibleText.line)
        let rows = rows.map { $0.map(VisibleText.line) }
        var widths = header.map(Self.width)
        for row in rows {
            for (column, cell) in row.enumerated() {
                widths[column] = max(widths[column], Self.width(cell))
            }
        }
        return ([header] + rows).map { row in
            row.enumerated().map { column, cell in
                let padding = column == row.count - 1 ? 0 : widths[column] - Self.width(cell)
                return cell + String(repeating: " ", count: padding)
            }.joined(separator: "  ")
        }
    }

    /// Terminal cells: two for East Asian wide characters, none for combining marks.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format, .control: sum
            default: sum + (isWide(scalar) ? 2 : 1)
            }
        }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
