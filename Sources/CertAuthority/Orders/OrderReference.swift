public import Credentials

/// What a payer writes with a payment: `ORD-`, eight Crockford base32 symbols, 40 random bits, and
/// a check symbol; written `ORD-7K3M-9QXD-C`. It names an order and is no secret.
public struct OrderReference: Sendable, Hashable, CustomStringConvertible {
    private let code: CheckedCode

    private static let prefix = "ORD"
    private static let length = 8

    /// A new reference from OpenSSL's randomness.
    ///
    /// - Throws: ``CryptoError`` when there is no randomness to be had.
    public static func random() throws(CryptoError) -> OrderReference {
        OrderReference(code: try CheckedCode.random(length))
    }

    private init(code: CheckedCode) { self.code = code }

    /// Reads a reference as people type it, with or without `ORD`, hyphens and spaces.
    ///
    /// - Throws: ``MistypedCode``.
    public init(_ text: String) throws(MistypedCode) {
        do throws(CheckedCode.Fault) {
            code = try CheckedCode(text, length: Self.length, prefix: Self.prefix)
        } catch {
            throw MistypedCode("an order reference", "ORD-7K3M-9QXD-C", error)
        }
    }

    /// The references in a text that people and banks wrote, such as a payment's purpose; each
    /// begins with `ORD`, and hyphens, spaces
    /// and characters that cannot be seen count for nothing. Mistyped ones are passed over.
    public static func all(in text: String) -> Set<OrderReference> {
        let symbols = text.unicodeScalars.filter {
            !CheckedCode.isSeparator($0) && !InvisibleCharacters.drawsNothing($0)
        }
        let bytes = symbols.map { UInt8(exactly: $0.value) ?? 0 }
        let prefix = Array(prefix.utf8)
        let whole = prefix.count + length + 1
        guard bytes.count >= whole else { return [] }
        var found: Set<OrderReference> = []
        for start in 0...(bytes.count - whole) {
            let piece = bytes[start..<start + whole]
            guard piece.prefix(prefix.count).elementsEqual(prefix, by: { $0 & ~0x20 == $1 }),
                let reference = try? OrderReference(
                    String(decoding: piece.dropFirst(prefix.count), as: UTF8.self))
            else { continue }
            found.insert(reference)
        }
        return found
    }

    /// The reference with its prefix, in groups of four.
    public var description: String { "\(Self.prefix)-\(code.grouped)" }
}

/// Why some text is not the code that was asked for.
public struct MistypedCode: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, in one sentence.
    public let description: String

    /// - Parameters:
    ///   - kind: What was asked for, with its article.
    ///   - example: One that is well formed.
    init(_ kind: String, _ example: String, _ fault: CheckedCode.Fault) {
        description =
            switch fault {
            case .length(let count):
                "\(kind) looks like \(example); this has "
                    + "\(Count(count, "letter or digit", "letters and digits"))"
            case .character(let character):
                "\"\(character)\" is not a symbol of \(kind), which looks like \(example)"
            case .checkSymbol:
                "\(kind) was mistyped: its last letter or digit does not fit the others"
            }
    }
}
