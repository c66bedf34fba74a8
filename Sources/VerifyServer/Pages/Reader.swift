import CertAuthority
import Hummingbird

/// Who reads a page: in which language, and whether it was chosen on the page.
struct Reader: Sendable {
    /// The language of the answer.
    let language: Language
    /// True where `?lang=` named it; then links within the site carry it on.
    let chose: Bool

    init(_ request: Request) {
        self.init(
            asked: request.uri.queryParameters["lang"].map(String.init),
            accepted: request.headers[.acceptLanguage])
    }

    /// - Parameters:
    ///   - asked: What `?lang=` names.
    ///   - accepted: The value of `Accept-Language`.
    init(asked: String?, accepted: String?) {
        language = Language.preferred(asked: asked, accepted: accepted)
        chose = asked.flatMap { LanguageTag($0) }.flatMap { Language($0) } == language
    }

    init(language: Language, chose: Bool = false) {
        self.language = language
        self.chose = chose
    }

    /// An address of this site in the reader's language.
    func link(_ path: String) -> String { chose ? "\(path)?lang=\(language.code)" : path }
}
