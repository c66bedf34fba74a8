/// What stands in a name, seen in one pass, so that most names need no second.
struct NameShape {
    let length: Int
    private(set) var isASCII = true
    private(set) var hasLetter = false
    private(set) var hasDigit = false
    private(set) var hasSymbol = false
    private(set) var hasMarkup = false
    private(set) var hasQuote = false
    private(set) var hasAt = false
    private(set) var hasQuestionMark = false
    private(set) var hasDoubleSpace = false
    private(set) var hasUnusualSpace = false
    private(set) var isWebAddress = false

    init(_ name: String) {
        let bytes = name.utf8Span.span
        length = bytes.count
        isWebAddress =
            bytes.count > 4 && bytes[3] == UInt8(ascii: ".")
            && (0..<3).allSatisfy { bytes[$0] | 0x20 == UInt8(ascii: "w") }
        var previous: UInt8 = 0
        for index in bytes.indices {
            let byte = bytes[index]
            see(byte, after: previous)
            previous = byte
        }
        if !isASCII {
            for scalar in name.unicodeScalars where !scalar.isASCII { see(scalar) }
        }
    }

    /// True where there is nothing but ASCII letters, points, hyphens, apostrophes and the like.
    var isUnremarkable: Bool {
        isASCII
            && !(hasDigit || hasSymbol || hasMarkup || hasQuote || hasAt || hasQuestionMark
                || hasDoubleSpace || isWebAddress)
    }

    private mutating func see(_ byte: UInt8, after previous: UInt8) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            hasLetter = true
        case UInt8(ascii: " "): if previous == byte { hasDoubleSpace = true }
        case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
        case UInt8(ascii: "<"), UInt8(ascii: "&"): hasMarkup = true
        case UInt8(ascii: "\""), UInt8(ascii: "`"): hasQuote = true
        case UInt8(ascii: "@"): hasAt = true
        case UInt8(ascii: "?"): hasQuestionMark = true
        case UInt8(ascii: "/"): if previous == byte { isWebAddress = true }
        case UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "*"),
            UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: "^"),
            UInt8(ascii: "_"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"),
            UInt8(ascii: "~"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "+"):
            hasSymbol = true
        case 0x80...: isASCII = false
        default: break
        }
    }

    private mutating func see(_ scalar: Unicode.Scalar) {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter: hasLetter = true
        case .decimalNumber: hasDigit = true
        case .spaceSeparator: hasUnusualSpace = true
        case .otherSymbol, .mathSymbol, .currencySymbol: hasSymbol = true
        case .initialPunctuation, .finalPunctuation, .openPunctuation, .closePunctuation:
            hasQuote = true
        default: if properties.isAlphabetic { hasLetter = true }
        }
        switch scalar.value {
        case 0xFF02: hasQuote = true
        case 0xFF20: hasAt = true
        case 0xFF1F: hasQuestionMark = true
        default: break
        }
    }
}
