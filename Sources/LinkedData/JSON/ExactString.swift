/// A string that equals another only when their UTF-8 bytes are the same.
///
/// Swift's `String` compares by canonical equivalence: U+212A KELVIN SIGN equals "K", and a
/// precomposed letter equals its decomposed pair. JSON, RFC 8785 and RDF compare code points, so
/// a parser or a term look-up built on `String` would take two different names for one.
public struct ExactString: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The text, unchanged.
    public let text: String

    /// Wraps a string, unchanged.
    public init(_ text: String) { self.text = text }

    /// Wraps a literal.
    public init(stringLiteral text: String) { self.text = text }

    /// The text, unchanged.
    public var description: String { text }

    /// True when both have the same UTF-8 bytes.
    public static func == (left: ExactString, right: ExactString) -> Bool {
        left.text.isExactly(right.text)
    }

    /// Feeds the UTF-8 bytes to the hasher, eight at a time.
    public func hash(into hasher: inout Hasher) {
        let bytes = text.utf8Span.span
        var word: UInt64 = 0
        for index in bytes.indices {
            word = word << 8 | UInt64(bytes[index])
            if index & 7 == 7 {
                hasher.combine(word)
                word = 0
            }
        }
        hasher.combine(word)
        hasher.combine(bytes.count)
    }
}

extension String {
    /// True when both strings have the same UTF-8 bytes; unlike `==`, not by canonical equivalence.
    public func isExactly(_ other: String) -> Bool {
        // Lengths first: they are at hand, and mostly settle it.
        guard utf8.count == other.utf8.count else { return false }
        let ours = utf8Span.span
        let theirs = other.utf8Span.span
        for index in ours.indices where ours[index] != theirs[index] { return false }
        return true
    }
}
