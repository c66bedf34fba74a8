public import Credentials

/// What people type to look a certificate up: sixteen Crockford base32 symbols, 80 random bits, and
/// a check symbol, which finds every single mistyped symbol and every swap of two; written
/// `7K3M-9QXD-2T8F-W4HN-C`.
public struct CertificateNumber: Sendable, Hashable, CustomStringConvertible {
    private let code: CheckedCode

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
        CertificateNumber(code: try CheckedCode.random(length))
    }

    /// The same from a supply of randomness that serves many.
    package static func random(
        from supply: inout SecureRandomSupply
    ) throws(CryptoError) -> CertificateNumber {
        CertificateNumber(code: try CheckedCode.random(length, from: &supply))
    }

    private init(code: CheckedCode) { self.code = code }

    /// Reads a number as people type it: in any case, with hyphens and spaces anywhere or nowhere,
    /// `O` for `0`, `I` and `L` for `1`.
    ///
    /// - Throws: ``Fault``, so that a slip of the finger is told apart from an unknown number.
    public init(_ text: String) throws(Fault) {
        do throws(CheckedCode.Fault) {
            code = try CheckedCode(text, length: Self.length)
        } catch {
            switch error {
            case .length(let count): throw .length(count)
            case .character(let character): throw .character(character)
            case .checkSymbol: throw .checkSymbol
            }
        }
    }

    /// The number in groups of four and the check symbol.
    public var description: String { code.grouped }
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
