import CertAuthority
import LinkedData

extension HTML {
    /// Words that one of our documents has in English, in the reader's language where the catalogue
    /// has the very same words in that; else as they were signed, marked as English.
    ///
    /// - Parameter text: The words in all their languages, such as ``CatalogueFacts/title``.
    static func translated(
        _ signed: String, _ text: LocalizedText?, for reader: Language
    ) -> HTML {
        if let text, text.english.isExactly(signed), let own = text.text(in: reader) {
            return .isolated(own)
        }
        return .isolated(signed, language: reader == .english ? nil : Language.english.code)
    }

    /// What the catalogue itself says, in the reader's language where it has that.
    static func translated(_ text: LocalizedText, for reader: Language) -> HTML {
        translated(text.english, text, for: reader)
    }
}
