internal import LinkedData

/// One text in several languages, English always among them.
public struct LocalizedText: Hashable, Sendable {
    private let texts: [LanguageTag: String]

    /// The text in English.
    public let english: String

    /// A text in one language, English.
    public init(english: String) {
        self.english = english
        texts = [.english: english]
    }

    /// A text in these languages, or nil when English is not among them.
    public init?(_ texts: [LanguageTag: String]) {
        guard let english = texts[.english] else { return nil }
        self.english = english
        self.texts = texts
    }

    /// The languages, in the order of their tags.
    public var languages: [LanguageTag] { texts.keys.sorted() }

    /// The text in exactly that language, if there is one.
    public subscript(language: LanguageTag) -> String? { texts[language] }

    /// The text in a reader's own language, if there is one.
    public func text(in language: Language) -> String? { texts[language.tag] }

    /// The text that suits a reader best: for each wanted language in turn the look-up of RFC 4647
    /// §3.4 (`zh-TW`, then `zh`), and English when none is there.
    public func best(for wanted: [LanguageTag]) -> (language: LanguageTag, text: String) {
        for tag in wanted {
            var candidate: LanguageTag? = tag
            while let language = candidate {
                if let text = texts[language] { return (language, text) }
                candidate = language.parent
            }
        }
        return (.english, english)
    }

    /// Compares bytes, not canonical equivalence: a corrected normalisation is a change.
    public static func == (left: LocalizedText, right: LocalizedText) -> Bool {
        left.texts.count == right.texts.count
            && left.texts.allSatisfy { language, text in
                right.texts[language]?.isExactly(text) ?? false
            }
    }

    /// Hashes the languages; texts that differ only there are rare.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(texts.count)
        hasher.combine(ExactString(english))
    }
}
