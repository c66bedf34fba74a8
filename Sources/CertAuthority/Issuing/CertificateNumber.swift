public import Credentials

/// What people type to look a certificate up: sixteen Crockford base32 symbols, 80 random bits, and
/// a check symbol; written `7K3M-9QXD-2T8F-W4HN-C`.
///
/// ``CheckedSymbols`` says what slips the check symbol finds.
public struct CertificateNumber: Sendable, Hashable, CustomStringConvertible {
    /// The values of the sixteen symbols, 0 to 31.
    private let symbols: [UInt8]

    private static let length = 16

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
        for scalar in text.unicodeScalars where !CheckedSymbols.isSeparator(scalar) {
            guard values.count <= Self.length else { throw .length(Self.count(text)) }
            guard let value = CheckedSymbols.value(scalar) else {
                throw .character(Character(scalar))
            }
            values.append(value)
        }
        guard values.count == Self.length + 1 else { throw .length(values.count) }
        guard CheckedSymbols.checkSymbol(values.dropLast()) == values[Self.length] else {
            throw .checkSymbol
        }
        symbols = Array(values.dropLast())
    }

    /// The number in groups of four and the check symbol.
    public var description: String { CheckedSymbols.text(symbols) }

    private static func count(_ text: String) -> Int {
        text.unicodeScalars.count { !CheckedSymbols.isSeparator($0) }
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
