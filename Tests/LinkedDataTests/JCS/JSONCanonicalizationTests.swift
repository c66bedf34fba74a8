import LinkedData
import Testing

@Suite("JSON canonicalisation (RFC 8785)")
struct JSONCanonicalizationTests {
    static let published = "vectors/json-canonicalization/testdata"

    @Test(
        "Published documents canonicalise to the published bytes", .needsSharedVectors,
        arguments: ["arrays", "french", "structures", "unicode", "values", "weird"])
    func published(name: String) throws {
        let input = try SharedVectors.json("\(Self.published)/input/\(name).json")
        let canonical = input.canonicalBytes()
        #expect(canonical == (try SharedVectors.bytes("\(Self.published)/output/\(name).json")))
        let hexadecimal = try SharedVectors.text("\(Self.published)/outhex/\(name).txt")
        let listed = hexadecimal.split(whereSeparator: \.isWhitespace).map { UInt8($0, radix: 16) }
        #expect(canonical == listed)
        #expect(try JSON.parse(canonical) == input)
    }

    @Test("Names are ordered by UTF-16 code units, not by code points")
    func nameOrder() throws {
        // The first unit of U+1F600 is D83D, below U+E000 and U+FB33, above U+20AC and U+D7FF.
        let ordered = [
            "", "\r", "1", "A", "Aa", "a", "\u{80}", "ö", "\u{20AC}", "\u{D7FF}", "\u{10000}",
            "\u{1F600}", "\u{1F600}a", "\u{10FFFF}", "\u{E000}", "\u{FB33}", "\u{FFFF}",
        ]
        var random = SeededGenerator()
        for _ in 0..<50 {
            var object = JSONObject()
            for name in ordered.shuffled(using: &random) { object[name] = .null }
            let read = try JSON.parse(JSON.object(object).canonicalBytes())
            #expect(try #require(read.objectValue).names == ordered, "seed \(random.seed)")
        }
    }

    @Test("Strings escape what JSON must escape and nothing else")
    func strings() {
        var text = ""
        for value in 0..<0x23 { text.unicodeScalars.append(Unicode.Scalar(UInt8(value))) }
        text += "/\\\u{7F}\u{80}\u{2028}\u{1F600}"
        let controls =
            #"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
            + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c"#
            + #"\u001d\u001e\u001f"#
        #expect(
            JSON.string(text).canonicalBytes()
                == Array("\"\(controls) !\\\"/\\\\\u{7F}\u{80}\u{2028}\u{1F600}\"".utf8))
    }

    @Test("Canonical bytes read back to the same value and canonicalise to themselves")
    func roundTrip() throws {
        var random = SeededGenerator()
        for _ in 0..<300 {
            let value = random.json()
            let canonical = value.canonicalBytes()
            let read = try JSON.parse(canonical)
            #expect(read == value, "seed \(random.seed)")
            #expect(read.canonicalBytes() == canonical, "seed \(random.seed)")
            #expect(try JSON.parse(value.compactBytes()) == value, "seed \(random.seed)")
            #expect(try JSON.parse(value.prettyText()) == value, "seed \(random.seed)")
        }
    }
}
