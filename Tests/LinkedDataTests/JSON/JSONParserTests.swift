import LinkedData
import Testing

@Suite("JSON parser")
struct JSONParserTests {
    /// A document that must be refused, why, and at which byte.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let code: JSONError.Code
        let offset: Int

        init(_ text: String, _ code: JSONError.Code, at offset: Int) {
            self.init(Array(text.utf8), code, at: offset)
        }

        init(_ bytes: [UInt8], _ code: JSONError.Code, at offset: Int) {
            self.bytes = bytes
            self.code = code
            self.offset = offset
        }

        var testDescription: String { String(decoding: bytes, as: UTF8.self).debugDescription }
    }

    static let grammar: [Refusal] = [
        Refusal("", .syntax, at: 0),
        Refusal("  ", .syntax, at: 2),
        Refusal("{} {}", .syntax, at: 3),
        Refusal("[1,]", .syntax, at: 3),
        Refusal("[1 2]", .syntax, at: 3),
        Refusal("[,1]", .syntax, at: 1),
        Refusal("[1", .syntax, at: 2),
        Refusal(#"{"a":1,}"#, .syntax, at: 7),
        Refusal(#"{"a" 1}"#, .syntax, at: 5),
        Refusal(#"{a:1}"#, .syntax, at: 1),
        Refusal(#"{1:1}"#, .syntax, at: 1),
        Refusal(#"{"a":}"#, .syntax, at: 5),
        Refusal(#"{"a"}"#, .syntax, at: 4),
        Refusal("[1}", .syntax, at: 2),
        Refusal("// a comment\n1", .syntax, at: 0),
        Refusal("tru", .syntax, at: 0),
        Refusal("True", .syntax, at: 0),
        Refusal("nullx", .syntax, at: 4),
        Refusal("'a'", .syntax, at: 0),
        Refusal("[1,\u{A0}2]", .syntax, at: 3),
        Refusal([0xEF, 0xBB, 0xBF, 0x31], .syntax, at: 0),
    ]

    static let numbers: [Refusal] = [
        Refusal("01", .syntax, at: 1),
        Refusal("-01", .syntax, at: 2),
        Refusal("00", .syntax, at: 1),
        Refusal("+1", .syntax, at: 0),
        Refusal("-", .syntax, at: 1),
        Refusal(".5", .syntax, at: 0),
        Refusal("1.", .syntax, at: 2),
        Refusal("1.e5", .syntax, at: 2),
        Refusal("1e", .syntax, at: 2),
        Refusal("1e+", .syntax, at: 3),
        Refusal("0x10", .syntax, at: 1),
        Refusal("NaN", .syntax, at: 0),
        Refusal("-Infinity", .syntax, at: 1),
        Refusal("[1e400]", .numberRange, at: 1),
        Refusal("-1e400", .numberRange, at: 0),
        Refusal("1" + String(repeating: "0", count: 400), .numberRange, at: 0),
    ]

    static let strings: [Refusal] = [
        Refusal(#""a"#, .syntax, at: 2),
        Refusal(#""a\"#, .syntax, at: 3),
        Refusal(#""a\x""#, .syntax, at: 2),
        Refusal(#""\u12""#, .syntax, at: 5),
        Refusal(#""\u12G4""#, .syntax, at: 5),
        Refusal(#""\u+123""#, .syntax, at: 3),
        Refusal("\"a\u{0}\"", .syntax, at: 2),
        Refusal("\"a\nb\"", .syntax, at: 2),
        Refusal("\"\\n\u{1F}\"", .syntax, at: 3),
        Refusal(#""\ud800""#, .loneSurrogate, at: 1),
        Refusal(#""ab\uDC00""#, .loneSurrogate, at: 3),
        Refusal(#""\ud800\n""#, .loneSurrogate, at: 1),
        Refusal(#""\ud800\ud800""#, .loneSurrogate, at: 1),
        Refusal(#""\udc00\ud800""#, .loneSurrogate, at: 1),
        Refusal(#""\ud83d\ude00\ude00""#, .loneSurrogate, at: 13),
        Refusal(#"{"\udead":1}"#, .loneSurrogate, at: 2),
    ]

    static let encoding: [Refusal] = [
        // A byte that occurs nowhere in UTF-8, and a continuation without its start.
        Refusal([0x22, 0x61, 0xFF, 0x22], .invalidUTF8, at: 2),
        Refusal([0x22, 0x61, 0x80, 0x22], .invalidUTF8, at: 2),
        // Overlong forms of "/".
        Refusal([0x22, 0xC0, 0xAF, 0x22], .invalidUTF8, at: 1),
        Refusal([0x22, 0xE0, 0x80, 0xAF, 0x22], .invalidUTF8, at: 1),
        Refusal([0x22, 0xF0, 0x80, 0x80, 0xAF, 0x22], .invalidUTF8, at: 1),
        // U+1F600 as two encoded surrogates (CESU-8), and a surrogate alone.
        Refusal([0x22, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80, 0x22], .invalidUTF8, at: 1),
        Refusal([0x22, 0x61, 0xED, 0xB8, 0x80, 0x22], .invalidUTF8, at: 2),
        // Beyond U+10FFFF, cut short, and after an escape.
        Refusal([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], .invalidUTF8, at: 1),
        Refusal([0x22, 0xE2, 0x82, 0x22], .invalidUTF8, at: 1),
        Refusal([0x22, 0x5C, 0x6E, 0x61, 0xC3, 0x22], .invalidUTF8, at: 4),
        // UTF-16.
        Refusal([0xFF, 0xFE, 0x31, 0x00], .syntax, at: 0),
    ]

    static let duplicates: [Refusal] = [
        Refusal(#"{"a":1,"a":1}"#, .duplicateName, at: 7),
        Refusal(#"{"a":1, "\u0061":2}"#, .duplicateName, at: 8),
        Refusal(#"[{"b":{"c":[{}],"":1,"":2}}]"#, .duplicateName, at: 21),
        Refusal(#"{"\u00e9":1,"é":2}"#, .duplicateName, at: 12),
        Refusal(
            "{" + (0..<20).map { "\"n\($0)\":0," }.joined() + #""n7":0}"#, .duplicateName, at: 151),
    ]

    @Test(
        "A document at fault is refused with the kind of fault and its byte",
        arguments: grammar + numbers + strings + encoding + duplicates)
    func refusals(refusal: Refusal) throws {
        let error = try #require(throws: JSONError.self) { try JSON.parse(refusal.bytes) }
        #expect(error.code == refusal.code)
        #expect(error.offset == refusal.offset)
        #expect(error.description.hasSuffix("(at byte \(error.offset))"))
    }

    @Test("What the grammar allows is read as it stands")
    func accepted() throws {
        #expect(try JSON.parse(" \t\r\n[ ] ") == .array([]))
        #expect(try JSON.parse("{ }") == .object(JSONObject()))
        #expect(
            try JSON.parse(#""\"\\\/\b\f\n\r\t\u0000\u20AC\ud83d\uDE00""#)
                == .string("\"\\/\u{8}\u{C}\n\r\t\u{0}\u{20AC}\u{1F600}"))
        #expect(try JSON.parse("\"\u{7F}\u{2028}\u{1F600}\"") == .string("\u{7F}\u{2028}\u{1F600}"))
        #expect(try JSON.parse("[null,true,false]") == [.null, true, false])
        #expect(try JSON.parse(#"{"":{"":0}}"#)[""]?[""] == 0)
        #expect(try JSON.parse(#""\ufeff""#) == .string("\u{FEFF}"))
    }

    @Test(
        "Numbers become the nearest double",
        arguments: [
            ("0", 0), ("-0", -0.0), ("-12", -12), ("1E3", 1000), ("1.5e-1", 0.15),
            ("999999999999999", 999_999_999_999_999), ("9007199254740993", 9_007_199_254_740_992),
            ("123456789012345678901234567890", 1.2345678901234568e29),
            ("1e-400", 0), ("4.9e-324", 0x1p-1074),
            ("1.7976931348623157e308", 1.7976931348623157e308),
        ] as [(String, Double)])
    func numberValues(text: String, value: Double) throws {
        let number = try #require(try JSON.parse(text).numberValue)
        #expect(number.bitPattern == value.bitPattern)
    }

    @Test("Depth is bounded, at the bracket that goes too deep")
    func depth() throws {
        let limits = JSONLimits(depth: 3)
        #expect(throws: Never.self) { try JSON.parse(#"[{"a":[]}]"#, limits: limits) }
        let error = try #require(throws: JSONError.self) {
            try JSON.parse(#"[[],{"a":[{}]}]"#, limits: limits)
        }
        #expect(
            error
                == JSONError(
                    .tooDeep, "arrays and objects nest deeper than 3 levels", offset: 10))
        let hostile = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(try #require(throws: JSONError.self) { try JSON.parse(hostile) }.code == .tooDeep)
    }

    @Test("Size is bounded before anything is read")
    func size() throws {
        let limits = JSONLimits(bytes: 4)
        #expect(throws: Never.self) { try JSON.parse("1234", limits: limits) }
        let error = try #require(throws: JSONError.self) { try JSON.parse("@@@@@", limits: limits) }
        #expect(error.code == .tooLarge)
        #expect(error.offset == 4)
    }

    static let sample = #"{"a":[1,-2.5e+3,true,null,"x\n\ud83d\ude00é€😀"],"b":{"c":false}}"#

    @Test("A document cut anywhere is refused, never taken for a whole one")
    func truncation() {
        let bytes = Array(Self.sample.utf8)
        for length in bytes.indices {
            #expect(throws: JSONError.self, "cut to \(length) bytes") {
                try JSON.parse(Array(bytes.prefix(length)))
            }
        }
    }

    @Test("Damaged documents are refused with an offset inside them, or read and written alike")
    func mutation() throws {
        var random = SeededGenerator()
        for _ in 0..<5_000 {
            let bytes = random.mutate(Array(Self.sample.utf8))
            do {
                let value = try JSON.parse(bytes)
                #expect(try JSON.parse(value.compactBytes()) == value, "seed \(random.seed)")
            } catch {
                #expect(0...bytes.count ~= error.offset, "seed \(random.seed)")
            }
        }
    }
}
