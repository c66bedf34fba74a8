public import Credentials

/// What people type to look a quote up: twelve Crockford base32 symbols, 60 random bits, and a
/// check symbol; written `Q-7K3M-9QXD-2T8F-W`. The check symbol finds
/// every single mistyped symbol and every swap of two.
public struct QuoteID: Sendable, Hashable, CustomStringConvertible {
    private let code: CheckedCode

    private static let length = 12

    /// Why some text is not the id of a quote.
    public enum Fault: Error, Sendable, Equatable {
        /// It has not twelve symbols and a check symbol.
        case length
        /// This character never stands in an id.
        case character(Character)
        /// The check symbol does not fit the rest: something was mistyped.
        case checkSymbol
    }

    /// A new id from OpenSSL's randomness.
    ///
    /// - Throws: ``CryptoError`` when there is no randomness to be had.
    public static func random() throws(CryptoError) -> QuoteID {
        QuoteID(code: try CheckedCode.random(length))
    }

    private init(code: CheckedCode) { self.code = code }

    /// Reads an id as people type it: in any case, with or without `Q-` before it, hyphens and
    /// spaces anywhere or nowhere, `O` for `0`, `I` and `L` for `1`.
    ///
    /// - Throws: ``Fault``, so that a slip of the finger is told apart from an unknown quote.
    public init(_ text: String) throws(Fault) {
        do throws(CheckedCode.Fault) {
            code = try CheckedCode(text, length: Self.length, prefix: "Q")
        } catch {
            switch error {
            case .length: throw .length
            case .character(let character): throw .character(character)
            case .checkSymbol: throw .checkSymbol
            }
        }
    }

    /// `Q-`, the symbols in groups of four, and the check symbol.
    public var description: String { "Q-\(code.grouped)" }
}

extension QuoteID.Fault: CustomStringConvertible {
    /// What is wrong and what to do, in one sentence.
    public var description: String {
        switch self {
        case .length:
            "a quote's id is Q- and 13 letters and digits, such as Q-7K3M-9QXD-2T8F-W"
        case .character(let character):
            "\"\(character)\" is not a symbol of a quote's id; check that place"
        case .checkSymbol:
            "the quote's id is mistyped: its last letter or digit does not fit the others"
        }
    }
}
