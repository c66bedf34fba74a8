/// Crockford base32 symbols with a check symbol, for what people type.
///
/// The check symbol is a weighted sum in the field of 32 elements (x⁵ + x² + 1): the weights of the
/// places are the powers of x from the last, 0, on, all different up to 31 places and none zero, so
/// every single mistyped symbol and every swap of two symbols is found, and the check symbol stays
/// within the same alphabet.
enum CheckedSymbols {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The symbols in groups of four and the check symbol, with hyphens between.
    static func text(_ symbols: [UInt8]) -> String {
        var text: [UInt8] = []
        for (index, symbol) in symbols.enumerated() {
            if index > 0, index % 4 == 0 { text.append(UInt8(ascii: "-")) }
            text.append(alphabet[Int(symbol)])
        }
        text.append(UInt8(ascii: "-"))
        text.append(alphabet[Int(checkSymbol(symbols[...]))])
        return String(decoding: text, as: UTF8.self)
    }

    /// What people put between symbols; word processors turn hyphens into their typographic kin.
    static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || scalar == " " || scalar == "\u{A0}"
            || ("\u{2010}"..."\u{2015}").contains(scalar)
    }

    /// The value of a symbol, 0 to 31, in any case, `O` for `0`, `I` and `L` for `1`.
    static func value(_ scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.isASCII else { return nil }
        var byte = UInt8(truncatingIfNeeded: scalar.value)
        if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) { byte -= 32 }
        switch byte {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return alphabet.firstIndex(of: byte).map { UInt8($0) }
        }
    }

    /// Horner's rule: the last of the symbols has the weight x, the one before x².
    static func checkSymbol(_ symbols: ArraySlice<UInt8>) -> UInt8 {
        symbols.reduce(0) { timesX($0 ^ $1) }
    }

    private static func timesX(_ value: UInt8) -> UInt8 {
        let shifted = value << 1
        return shifted & 32 == 0 ? shifted : (shifted ^ 0b100101)
    }
}
