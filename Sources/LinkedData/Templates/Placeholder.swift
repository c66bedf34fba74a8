/// Texts that stand in a document where others are filled in later.
///
/// They are absolute IRIs, so that they may stand for an IRI as well as for a text, under a name
/// that nobody owns (RFC 2606 §2).
public enum Placeholder {
    private static let stem = "https://placeholder.invalid/"

    /// The text that stands for the value with that index.
    public static func text(_ index: Int) -> String { "\(stem)\(index)/" }

    /// The index of a text that is a placeholder.
    static func index(_ text: String) -> Int? {
        guard text.utf8.starts(with: stem.utf8), text.utf8.last == UInt8(ascii: "/"),
            let index = Int(text.dropFirst(stem.count).dropLast()), text.isExactly(Self.text(index))
        else { return nil }
        return index
    }

    /// True where a placeholder is part of a text, which nothing can be filled into.
    static func isHidden(in text: String) -> Bool {
        index(text) == nil && text.utf8.firstRange(of: stem.utf8) != nil
    }
}
