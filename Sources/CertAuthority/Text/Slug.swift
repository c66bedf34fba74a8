/// A short name for machines: part of web addresses, of `did:web` identifiers and of file names.
///
/// One to 64 bytes of `a` to `z`, `0` to `9` and single hyphens between them; so it needs no
/// escaping anywhere and cannot climb out of a folder.
public struct Slug: Hashable, Sendable {
    /// The slug itself, ASCII.
    public let text: String

    /// The text as a slug, or nil where it is not one.
    public init?(_ text: String) {
        let bytes = text.utf8Span.span
        guard (1...Self.longest).contains(bytes.count) else { return nil }
        var afterHyphen = true
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                afterHyphen = false
            case UInt8(ascii: "-") where !afterHyphen: afterHyphen = true
            default: return nil
            }
        }
        guard !afterHyphen else { return nil }
        self.text = text
    }

    /// The rule, for error messages.
    static let rule =
        "use 1 to \(longest) of a-z, 0-9 and single hyphens between them, such as ai-foundations"

    private static let longest = 64
}

extension Slug: Comparable {
    /// Orders by bytes.
    public static func < (left: Slug, right: Slug) -> Bool { left.text < right.text }
}

extension Slug: CustomStringConvertible {
    /// The slug itself.
    public var description: String { text }
}
