import CertAuthority

/// Numbers that are equal for names which differ only in letter case, accents, width, punctuation
/// or the order of their words.
struct NameKeys {
    private var bases: [Unicode.Scalar: UInt64] = [:]

    private static let separator: UInt64 = 0
    private static let nothing: UInt64 = 1

    mutating func key(of name: String) -> UInt64 {
        var sum: UInt64 = 0
        var word: UInt64 = 0
        for scalar in name.unicodeScalars {
            switch value(of: scalar) {
            case Self.separator:
                sum &+= Hash64.mixed(word)
                word = 0
            case Self.nothing: break
            case let base: word = Hash64.adding(base, to: word)
            }
        }
        return sum &+ Hash64.mixed(word)
    }

    private mutating func value(of scalar: Unicode.Scalar) -> UInt64 {
        if scalar.isASCII {
            let byte = UInt8(scalar.value)
            if ASCII.isLetter(byte) { return UInt64(byte | 0x20) }
            return ASCII.isDigit(byte) ? UInt64(byte) : Self.separator
        }
        if let known = bases[scalar] { return known }
        let value = Self.compute(scalar)
        bases[scalar] = value
        return value
    }

    private static func compute(_ scalar: Unicode.Scalar) -> UInt64 {
        switch scalar.value {
        case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x200C, 0x200D, 0x2019, 0x2BC:
            return nothing
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: return UInt64(scalar.value)
        default:
            return scalar.properties.isAlphabetic
                ? UInt64(BaseLetters.base(of: scalar).value) : separator
        }
    }
}
