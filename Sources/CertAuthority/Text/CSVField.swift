/// The fields of the tables that are written here (RFC 4180 §2.5–2.7).
package enum CSVField {
    /// Texts as one line of a table, without its end.
    package static func line(_ texts: [String]) -> [UInt8] {
        Array(texts.map(cell).joined(separator: [UInt8(ascii: ",")]))
    }

    /// A text as a field that no spreadsheet runs as a formula.
    package static func cell(_ text: String) -> [UInt8] {
        guard let first = text.unicodeScalars.first else { return [] }
        let isSafe = !isFormulaStart(first) && first != "\t" && first != "\r"
        let isPlain = text.utf8.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) }
        return isPlain ? Array(text.utf8) : quoted(Array((isSafe ? text : "'" + text).utf8))
    }

    /// A text between quotes and otherwise as it is: for readers that are programs.
    package static func quoted(_ text: [UInt8]) -> [UInt8] {
        [quote] + text.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }

    /// What spreadsheets run instead of showing it, also in the full-width forms that some accept.
    package static func isFormulaStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }

    private static let quote = UInt8(ascii: "\"")
}
