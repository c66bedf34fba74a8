import CertAuthority
import Testing
@testable import TestSupport

@Suite("Slugs and languages")
struct NameTests {
    @Test(
        "Slugs are lower-case words with hyphens between", arguments: ["itu", "a", "ai-2", "0-x"])
    func slugs(text: String) { #expect(Slug(text)?.text == text) }

    @Test(
        "Nothing that could climb out of a folder or need escaping is a slug",
        arguments: [
            "", "-a", "a-", "a--b", "A", "a_b", "a.b", "..", "a/b", "a b", "é", "e\u{301}",
            "\u{212A}", "a\u{0}", String(repeating: "a", count: 65),
        ])
    func notSlugs(text: String) { #expect(Slug(text) == nil) }

    @Test(
        "Language tags take their canonical letter case",
        arguments: [
            ("en", "en"), ("ZH-hant-tw", "zh-Hant-TW"), ("pt-br", "pt-BR"), ("es-419", "es-419"),
            ("SL-ROZAJ-1994", "sl-rozaj-1994"), ("am", "am"), ("yue", "yue"),
        ])
    func tags(text: String, canonical: String) { #expect(LanguageTag(text)?.text == canonical) }

    @Test(
        "What is not well-formed is no language tag",
        arguments: [
            "", "e", "english", "en_GB", "en-", "-en", "en--GB", "en-x-private", "e\u{301}n", "12",
            "en-GB-GB", "en-1", "zh-Hant-Hans",
        ])
    func notTags(text: String) { #expect(LanguageTag(text) == nil) }

    @Test("A reader gets the nearest language, and English when there is none")
    func lookUp() throws {
        let text = try #require(
            LocalizedText([.english: "Hello", language("zh"): "你好", language("pt-BR"): "Oi"]))
        #expect(text.best(for: [try language("zh-Hant-TW")]).text == "你好")
        #expect(text.best(for: [try language("pt")]).text == "Hello")
        #expect(text.best(for: [try language("fr"), try language("pt-BR")]).text == "Oi")
        #expect(text.best(for: []).language == .english)
        #expect(text.languages.map(\.text) == ["en", "pt-BR", "zh"])
        #expect(LocalizedText([try language("zh"): "你好"]) == nil)
    }

    @Test("Texts that only look alike are different texts")
    func exactness() {
        #expect(LocalizedText(english: "caf\u{E9}") != LocalizedText(english: "cafe\u{301}"))
    }
}
