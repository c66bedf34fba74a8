/// A language in which pages and letters are written: the six of the United Nations, Portuguese and
/// Swahili.
public enum Language: String, CaseIterable, Sendable, Hashable {
    /// العربية
    case arabic = "ar"
    /// English, in which everything can be said.
    case english = "en"
    /// español
    case spanish = "es"
    /// français
    case french = "fr"
    /// português
    case portuguese = "pt"
    /// русский
    case russian = "ru"
    /// Kiswahili
    case swahili = "sw"
    /// 中文, in simplified characters.
    case chinese = "zh"

    /// The direction in which a script runs, as HTML's `dir` names it.
    public enum Direction: String, Sendable {
        /// From left to right.
        case leftToRight = "ltr"
        /// From right to left.
        case rightToLeft = "rtl"
    }

    /// The code of ISO 639-1, which is the BCP 47 tag.
    public var code: String { rawValue }

    /// What its speakers call it.
    public var ownName: String {
        switch self {
        case .arabic: "العربية"
        case .english: "English"
        case .spanish: "Español"
        case .french: "Français"
        case .portuguese: "Português"
        case .russian: "Русский"
        case .swahili: "Kiswahili"
        case .chinese: "中文"
        }
    }

    /// The direction of its script.
    public var direction: Direction { self == .arabic ? .rightToLeft : .leftToRight }

    /// The language as a tag, by which catalogue texts are looked up.
    public var tag: LanguageTag { LanguageTag(rawValue) ?? .english }

    /// The language that a tag is looked up as (RFC 4647 §3.4: `pt-BR`, then `pt`), or nil where
    /// none of ours serves. A Chinese tag of any script is answered in simplified characters.
    public init?(_ tag: LanguageTag) {
        var candidate: LanguageTag? = tag
        while let wanted = candidate {
            if let language = Language(rawValue: wanted.text) {
                self = language
                return
            }
            candidate = wanted.parent
        }
        return nil
    }
}
