import LinkedData
import Testing

@testable import Credentials

@Suite("Names in any script and with any character")
struct NameTests {
    private static let names = [
        "Amina Diallo", "O'Brien \"Bob\" \\ Smith", "tab\there, line\nbreak, return\rhere",
        "null\u{0}, bell\u{7}, backspace\u{8}, feed\u{C}, escape\u{1B}, delete\u{7F}",
        "\u{80}\u{9F}\u{A0}\u{AD}", "e\u{301} and \u{E9}", "\u{212A} and K", "Ǆ ǅ ǆ ﬁ ẞ ß",
        "👩🏽‍🎓🇰🇪🏴‍☠️", "\u{202B}عائشة\u{202C} \u{200F}محمد\u{200E}", "\u{2028}line\u{2029}paragraph",
        "李明", "नमस्ते", "ไทย", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u{10FFFF}", "\u{FEFF}mark", "\u{FFFD}\u{FFFE}\u{FFFF}",
        "<b>&amp;</b> {{x}} ${y} %s", "a^^<urn:b> . # c", "@en", "",
    ]

    @Test("They pass through signing and verifying byte for byte", arguments: names)
    func roundTrip(name: String) async throws {
        let issuer = try TestIssuer()
        for suite in [Cryptosuite.eddsaRDFC2022, .eddsaJCS2022] {
            let bytes = try issuer.sign(issuer.badge(name: name).document, suite: suite).sent
            let report = await Verifier(resources: try issuer.resources())
                .verify(bytes, at: TestIssuer.now)
            #expect(report.verdict == .valid)
            let identifiers = report.credential?["credentialSubject"]?["identifier"]?.arrayValue
            let read = try #require(identifiers?.first?["identityHash"]?.stringValue)
            #expect(Array(read.utf8) == Array(name.utf8))
        }
    }

    @Test(
        "They are written in canonical statements as RDFC-1.0 §5.2 says",
        arguments: [
            ("a\"b\\c", #"a\"b\\c"#), ("a\tb\nc\rd\u{8}\u{C}", #"a\tb\nc\rd\b\f"#),
            ("\u{0}\u{7}\u{B}\u{1B}\u{7F}", #"\u0000\u0007\u000B\u001B\u007F"#),
            ("\u{80}é👩🏽‍🎓\u{202B}", "\u{80}é👩🏽‍🎓\u{202B}"), ("'/<>&", "'/<>&"),
        ])
    func canonical(name: String, written: String) throws {
        let document = try TestIssuer().badge(name: name).document
        let bytes = try ContextLibrary.known.standard.canonicalBytes(document, .sha256)
        let statement =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#identityHash> \"\(written)\" .\n"
        #expect(bytes.firstRange(of: statement.utf8) != nil)
    }

    @Test("Two spellings that look the same are two names")
    func lookAlikes() async throws {
        let issuer = try TestIssuer()
        let resources = try issuer.resources()
        for (name, other) in [("\u{E9}", "e\u{301}"), ("K", "\u{212A}"), ("a", "a\u{200F}")] {
            let bytes = try issuer.sign(issuer.badge(name: name).document).sent
            let range = try #require(
                bytes.firstRange(of: Array("\"identityHash\":\"\(name)\"".utf8)))
            var changed = bytes
            changed.replaceSubrange(range, with: "\"identityHash\":\"\(other)\"".utf8)
            let report = await Verifier(resources: resources).verify(changed, at: TestIssuer.now)
            #expect(report.verdict == .notGenuine)
        }
    }
}
