internal import LinkedData

/// Text of strangers for screens and logs: nothing in it steers a terminal, breaks a line, turns the
/// direction of what follows or hides; each such character is written as its number.
package enum VisibleText {
    /// One line of text, as `\u{1B}` what would not be seen.
    ///
    /// Joiners stay where the script around them asks for them.
    package static func line(_ text: String) -> String {
        escaped(text) { "\\u{\(String($0.value, radix: 16, uppercase: true))}" }
    }

    /// JSON that reads the same, with an escape for each such character (RFC 8259 §7); those that
    /// JSON itself has between its values stay.
    package static func json(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 >= 0x7F }) else { return bytes }
        let text = escaped(String(decoding: bytes, as: UTF8.self), keeping: ["\n", "\r", "\t"]) {
            String($0).utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        }
        return Array(text.utf8)
    }

    /// Several lines, such as a file's, whose line breaks and tabs stay.
    package static func lines(_ bytes: [UInt8]) -> [UInt8] {
        guard let text = String(validating: bytes, as: UTF8.self) else { return bytes }
        return Array(
            escaped(text, keeping: ["\n", "\r", "\t"]) {
                "\\u{\(String($0.value, radix: 16, uppercase: true))}"
            }.utf8)
    }

    private static func escaped(
        _ text: String, keeping kept: Set<Unicode.Scalar> = [],
        _ escape: (Unicode.Scalar) -> String
    ) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if isHarmless(scalar, after: previous, in: text) || kept.contains(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += escape(scalar)
            }
            previous = scalar
        }
        return result
    }

    private static func isHarmless(
        _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, in text: String
    ) -> Bool {
        if scalar.isASCII { return (0x20...0x7E).contains(scalar.value) }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: return false
        case .format:
            let isJoiner = scalar.value == 0x200C || scalar.value == 0x200D
            return isJoiner && !InvisibleCharacters.isMisplaced(scalar, after: previous, in: text)
        default: return !InvisibleCharacters.isMisplaced(scalar, after: previous, in: text)
        }
    }
}
