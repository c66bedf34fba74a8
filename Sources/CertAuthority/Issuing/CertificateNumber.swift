public import Credentials

/// What people type to look a certificate up: sixteen Crockford base32 symbols, 80 random bits, and
/// a check symbol; written `7K3M-9QXD-2T8F-W4HN-C`.
///
/// The check symbol is a weighted sum in the field of 32 elements (x⁵ + x² + 1): the weights of the
/// seventeen places are the powers 0 to 16 of x, all different and none zero, so every single
/// mistyped symbol and every swap of two symbols is found, and the check symbol stays within the
/// same alphabet.
public struct CertificateNumber: Sendable, Hashable, CustomStringConvertible {
    /// The values of the sixteen symbols, 0 to 31.
    private let symbols: [UInt8]

    private static let length = 16
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Why some text is not a certificate number.
    public enum Fault: Error, Sendable, Equatable {
        /// It has this many symbols instead of seventeen.
        case length(Int)
        /// This character never stands in a number.
        case character(Character)
        /// The check symbol does not fit the rest: something was mistyped.
        case checkSymbol
    }

    /// A new number from OpenSSL's randomness.
    ///
    /// - Throws: ``CryptoError`` when there is no randomness to be had.
    public static func random() throws(CryptoError) -> CertificateNumber {
        // Sixteen bytes of which five bits each are used: every value is equally likely.
        CertificateNumber(symbols: try SecureRandom.bytes(length).map { $0 & 31 })
    }

    private init(symbols: [UInt8]) { self.symbols = symbols }

    /// Reads a number as people type it: in any case, with hyphens and spaces anywhere or nowhere,
    /// `O` for `0`, `I` and `L` for `1`.
    ///
    /// - Throws: ``Fault``, so that a slip of the finger is told apart from an unknown number.
    public init(_ text: String) throws(Fault) {
        var values: [UInt8] = []
        for scalar in text.unicodeScalars where !Self.isSeparator(scalar) {
            guard values.count <= Self.length else { throw .length(Self.count(text)) }
            guard let value = Self.value(scalar) else { throw .character(Character(scalar)) }
            values.append(value)
        }
        guard values.count == Self.length + 1 else { throw .length(values.count) }
        guard Self.checkSymbol(values.dropLast()) == values[Self.length] else { throw .checkSymbol }
        symbols = Array(values.dropLast())
    }

    /// The number in groups of four and the check symbol.
    public var description: String {
        var text: [UInt8] = []
        for (index, symbol) in symbols.enumerated() {
            if index > 0, index % 4 == 0 { text.append(UInt8(ascii: "-")) }
            text.append(Self.alphabet[Int(symbol)])
        }
        text.append(UInt8(ascii: "-"))
        text.append(Self.alphabet[Int(Self.checkSymbol(symbols[...]))])
        return String(decoding: text, as: UTF8.self)
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        // Word processors turn hyphens into their typographic kin.
        scalar == "-" || scalar == " " || scalar == "\u{A0}"
            || ("\u{2010}"..."\u{2015}").contains(scalar)
    }

    private static func count(_ text: String) -> Int {
        text.unicodeScalars.count { !isSeparator($0) }
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

    /// Horner's rule: the last of the sixteen symbols has the weight x, the first x¹⁶.
    private static func checkSymbol(_ symbols: ArraySlice<UInt8>) -> UInt8 {
        symbols.reduce(0) { timesX($0 ^ $1) }
    }

    private static func timesX(_ value: UInt8) -> UInt8 {
        let shifted = value << 1
        return shifted & 32 == 0 ? shifted : (shifted ^ 0b100101)
    }
}

extension CertificateNumber.Fault: CustomStringConvertible {
    /// What is wrong and what to do, in one sentence.
    public var description: String {
        switch self {
        case .length(let count):
            "a certificate number has 17 letters and digits, this has \(count); check that none is "
                + "missing"
        case .character(let character):
            "\"\(character)\" never stands in a certificate number; check that place"
        case .checkSymbol:
            "the number is mistyped: its last letter or digit does not fit the others"
        }
    }
}
