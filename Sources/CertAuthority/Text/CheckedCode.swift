import Credentials

/// Codes that people type: symbols of Crockford's base32 and a check symbol.
///
/// The check symbol is a weighted sum in the field of 32 elements (x⁵ + x² + 1). Its own weight is
/// 1, and those of the symbols before it are x, x², … from the right; the powers 0 to 30 of x are
/// all different and none is zero, so in codes of up to 31 symbols every single mistyped symbol and
/// every swap of two symbols is found, and the check symbol stays within the same alphabet.
struct CheckedCode: Sendable, Hashable {
    /// The values of the symbols before the check symbol, 0 to 31.
    let symbols: [UInt8]

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Why some text is not such a code.
    enum Fault: Error {
        /// It has this many symbols.
        case length(Int)
        /// This character is no symbol.
        case character(Character)
        /// The check symbol does not fit the rest.
        case checkSymbol
    }

    /// A code of so many symbols from OpenSSL's randomness, five bits each.
    ///
    /// - Throws: `CryptoError` when there is no randomness to be had.
    static func random(_ length: Int) throws(CryptoError) -> CheckedCode {
        var supply = SecureRandomSupply()
        return try random(length, from: &supply)
    }

    /// The same from a supply that serves many.
    static func random(
        _ length: Int, from supply: inout SecureRandomSupply
    ) throws(CryptoError) -> CheckedCode {
        // Whole bytes of which five bits each are used: every value is equally likely.
        CheckedCode(symbols: try supply.bytes(length).map { $0 & 31 })
    }

    private init(symbols: [UInt8]) { self.symbols = symbols }

    /// Reads a code of so many symbols and a check symbol as people type it: in any case, with
    /// hyphens and spaces anywhere or nowhere, `O` for `0`, `I` and `L` for `1`.
    ///
    /// - Parameter prefix: Letters that may stand before the code, in any case.
    init(_ text: String, length: Int, prefix: String = "") throws(Fault) {
        if let symbols = Self.symbols(ofPlain: text, length: length) {
            self.symbols = symbols
            return
        }
        var scalars = text.unicodeScalars.filter { !Self.isSeparator($0) }[...]
        if scalars.count == prefix.utf8.count + length + 1,
            ASCII.uppered(Array(String(String.UnicodeScalarView(scalars)).utf8))
                .utf8.starts(with: prefix.utf8)
        {
            scalars = scalars.dropFirst(prefix.utf8.count)
        }
        var values: [UInt8] = []
        for scalar in scalars {
            guard values.count <= length else { throw .length(scalars.count) }
            guard let value = Self.value(scalar) else { throw .character(Character(scalar)) }
            values.append(value)
        }
        guard values.count == length + 1 else { throw .length(values.count) }
        guard Self.checkSymbol(values.dropLast()) == values[length] else { throw .checkSymbol }
        symbols = Array(values.dropLast())
    }

    /// The symbols of a code as ``grouped`` writes it; nil for anything else.
    private static func symbols(ofPlain text: String, length: Int) -> [UInt8]? {
        let bytes = text.utf8Span.span
        var values: [UInt8] = []
        values.reserveCapacity(length + 1)
        for index in bytes.indices where bytes[index] != UInt8(ascii: "-") {
            let value = plainValues[Int(bytes[index])]
            guard value < 32, values.count <= length else { return nil }
            values.append(value)
        }
        guard values.count == length + 1, let last = values.popLast(),
            checkSymbol(values[...]) == last
        else { return nil }
        return values
    }

    /// The value of each byte that is a symbol; 255 for the others.
    private static let plainValues: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, symbol) in alphabet.enumerated() { values[Int(symbol)] = UInt8(value) }
        return values
    }()

    /// Groups of four symbols and the check symbol, between hyphens.
    var grouped: String {
        var text: [UInt8] = []
        text.reserveCapacity(symbols.count / 4 * 5 + 5)
        for (index, symbol) in symbols.enumerated() {
            if index > 0, index % 4 == 0 { text.append(UInt8(ascii: "-")) }
            text.append(Self.alphabet[Int(symbol)])
        }
        text.append(UInt8(ascii: "-"))
        text.append(Self.alphabet[Int(Self.checkSymbol(symbols[...]))])
        return String(decoding: text, as: UTF8.self)
    }

    /// True for what people put between groups.
    static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        // Word processors turn hyphens into their typographic kin.
        scalar == "-" || scalar == " " || scalar == "\u{A0}"
            || ("\u{2010}"..."\u{2015}").contains(scalar)
    }

    private static func value(_ scalar: Unicode.Scalar) -> UInt8? {
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
    private static func checkSymbol(_ symbols: ArraySlice<UInt8>) -> UInt8 {
        symbols.reduce(0) { timesX($0 ^ $1) }
    }

    private static func timesX(_ value: UInt8) -> UInt8 {
        let shifted = value << 1
        return shifted & 32 == 0 ? shifted : (shifted ^ 0b100101)
    }
}
