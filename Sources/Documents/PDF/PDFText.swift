package import Credentials

/// Texts and instants as PDF writes them.
package enum PDFText {
    /// A text string (ISO 32000-2 §7.9.2.2): ASCII as it is, all else in UTF-16 with its mark.
    package static func string(_ text: String) -> PDFObject {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return .string(Array(text.utf8)) }
        var bytes: [UInt8] = [0xFE, 0xFF]
        for unit in text.utf16 {
            bytes.append(UInt8(unit >> 8))
            bytes.append(UInt8(unit & 0xFF))
        }
        return .string(bytes)
    }

    /// A date (ISO 32000-2 §7.9.4) in UTC, whole seconds.
    package static func date(_ instant: Timestamp) -> PDFObject {
        let digits = instant.wholeSecond.description.filter(\.isNumber)
        return .string(Array("D:\(digits)+00'00'".utf8))
    }

    /// Text within an XML element or attribute; what XML 1.0 has no way to write is left out.
    static func xml(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}",
                "\u{10000}"..."\u{10FFFF}":
                result.unicodeScalars.append(scalar)
            default: break
            }
        }
        return result
    }
}
