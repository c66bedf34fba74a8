/// A language as BCP 47 names it, such as `en`, `zh` or `pt-BR`, in canonical letter case.
///
/// Of the grammar in RFC 5646 §2.1 this takes language, script, region and variants; extensions
/// and private use say nothing that a catalogue or a learner's locale needs.
public struct LanguageTag: Hashable, Sendable {
    /// The tag: language in lower case, script in title case, region in capitals.
    public let text: String

    /// The text as a language tag in any letter case, or nil where it is not well-formed.
    public init?(_ text: String) {
        guard text.utf8.count <= 35 else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            .map { Array($0) }
        var position = 0
        var canonical: [String] = []
        func take(_ accepted: ([UInt8]) -> Bool, _ form: ([UInt8]) -> String) -> Bool {
            guard position < parts.count, accepted(parts[position]) else { return false }
            canonical.append(form(parts[position]))
            position += 1
            return true
        }
        guard take({ (2...3).contains($0.count) && $0.allSatisfy(ASCII.isLetter) }, ASCII.lowered)
        else { return nil }
        _ = take({ $0.count == 4 && $0.allSatisfy(ASCII.isLetter) }) { script in
            ASCII.uppered(Array(script.prefix(1))) + ASCII.lowered(Array(script.dropFirst()))
        }
        _ = take(
            {
                $0.count == 2 && $0.allSatisfy(ASCII.isLetter)
                    || $0.count == 3 && $0.allSatisfy(ASCII.isDigit)
            }, ASCII.uppered)
        while take(
            { variant in
                variant.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) }
                    && ((5...8).contains(variant.count)
                        || variant.count == 4 && ASCII.isDigit(variant[0]))
            }, ASCII.lowered)
        {}
        guard position == parts.count else { return nil }
        self.text = canonical.joined(separator: "-")
    }

    private init(canonical text: String) { self.text = text }

    /// `en`.
    public static let english = LanguageTag(canonical: "en")

    /// This tag without its last part (`zh` for `zh-TW`), or nil for a bare language: one step of
    /// the look-up in RFC 4647 §3.4.
    public var parent: LanguageTag? {
        guard let hyphen = text.utf8.lastIndex(of: UInt8(ascii: "-")) else { return nil }
        return LanguageTag(canonical: String(text[..<hyphen]))
    }
}

extension LanguageTag: Comparable {
    /// Orders by bytes.
    public static func < (left: LanguageTag, right: LanguageTag) -> Bool { left.text < right.text }
}

extension LanguageTag: CustomStringConvertible {
    /// The tag itself.
    public var description: String { text }
}
