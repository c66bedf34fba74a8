/// What may stand in a text that strangers wrote and others will read.
package enum TextSafety {
    /// True for characters that draw nothing and steer terminals, files or the direction of other
    /// text: controls, line separators and directional overrides. Joiners and marks that scripts
    /// need (ZWJ, ZWNJ, LRM, RLM) are not among them.
    package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
            true
        default:
            ("\u{202A}"..."\u{202E}").contains(scalar) || ("\u{2066}"..."\u{2069}").contains(scalar)
                || scalar == "\u{FEFF}"
        }
    }

    /// True where every byte is a letter, a digit, a blank or another mark of ASCII that is seen.
    package static func isPrintableASCII(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where !(0x20...0x7E).contains(bytes[index]) { return false }
        return true
    }

    /// What a character is called by, after `U+`: four capital digits or more.
    package static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}

/// The addresses that a mailbox can have, as far as a cohort needs them.
package enum EmailAddress {
    /// True for `local@domain` of RFC 5321 without quoting, comments or address literals; letters
    /// beyond ASCII as RFC 6531 allows them.
    package static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        var letters: UInt8 = 0
        for index in bytes.indices { letters |= bytes[index] }
        if letters < 0x80 { return isValid(ascii: bytes) }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count),
            (1...253).contains(parts[1].utf8.count)
        else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2 else { return false }
        let dots = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        return dots.allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy(isLocal) }
            && labels.allSatisfy { label in
                !label.isEmpty && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy(isDomain)
            }
    }

    /// The same in one pass, for an address of ASCII alone, as most are.
    private static func isValid(ascii bytes: Span<UInt8>) -> Bool {
        var at: Int?
        var dots = 0
        var previous = UInt8(ascii: ".")
        for index in bytes.indices {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "@"), UInt8(ascii: "."):
                // A part is not empty, and one of the domain does not end with a hyphen.
                if previous == UInt8(ascii: ".") { return false }
                if at != nil, previous == UInt8(ascii: "-") || byte == UInt8(ascii: "@") {
                    return false
                }
                if byte == UInt8(ascii: "@") { at = index } else if at != nil { dots += 1 }
                previous = UInt8(ascii: ".")
                continue
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                break
            case UInt8(ascii: "-"):
                if at != nil, previous == UInt8(ascii: ".") { return false }
            default:
                guard at == nil, localSymbols.utf8.contains(byte) else { return false }
            }
            previous = byte
        }
        guard let at, dots >= 1, previous != UInt8(ascii: "."), previous != UInt8(ascii: "-") else {
            return false
        }
        return at <= 64 && bytes.count - at - 1 <= 253
    }

    private static let localSymbols = "!#$%&'*+/=?^_`{|}~"

    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        isDomain(scalar) || localSymbols.unicodeScalars.contains(scalar)
    }

    private static func isDomain(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || scalar.properties.isAlphabetic
            || scalar.properties.numericType == .decimal
            || (!scalar.isASCII && scalar.properties.generalCategory == .nonspacingMark)
    }
}
