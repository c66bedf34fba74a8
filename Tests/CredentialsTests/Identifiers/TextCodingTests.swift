import Credentials
import Testing

@Suite("Base58, base64 and multibase")
struct TextCodingTests {
    /// draft-msporny-base58-03 §5.
    static let base58: [([UInt8], String)] = [
        (Array("Hello World!".utf8), "2NEpo7TZRRrLZSi2U"),
        (
            Array("The quick brown fox jumps over the lazy dog.".utf8),
            "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"
        ),
        ([0, 0, 0x28, 0x7F, 0xB4, 0xCD], "11233QC4"), ([], ""), ([0], "1"), ([0, 0, 0], "111"),
        ([0xFF], "5Q"), ([57], "z"), ([58], "21"),
    ]

    @Test("Base58 writes and reads what is published", arguments: base58)
    func published(bytes: [UInt8], text: String) throws {
        #expect(try Base58.encode(bytes) == text)
        #expect(try Base58.decode(text) == bytes)
    }

    @Test("Base64 and base64url write and read RFC 4648 §10 and the symbols that differ")
    func base64() throws {
        for (text, padded, bare) in [
            ("", "", ""), ("f", "Zg==", "Zg"), ("fo", "Zm8=", "Zm8"), ("foo", "Zm9v", "Zm9v"),
            ("foob", "Zm9vYg==", "Zm9vYg"), ("fooba", "Zm9vYmE=", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy", "Zm9vYmFy"), ("~~\u{7F}?", "fn5/Pw==", "fn5_Pw"),
        ] {
            let bytes = Array(text.utf8)
            #expect(Base64.encode(bytes) == padded)
            #expect(Base64URL.encode(bytes) == bare)
            #expect(try Base64.decode(padded) == bytes)
            #expect(try Base64URL.decode(bare) == bytes)
        }
    }

    @Test("Any bytes come back from each coding")
    func roundTrips() throws {
        var generator = SeededGenerator()
        for _ in 0..<2000 {
            var bytes = generator.bytes(Int.random(in: 0...100, using: &generator))
            if Bool.random(using: &generator) { bytes = [0, 0] + bytes }
            let seed = Comment(rawValue: "seed \(generator.seed)")
            #expect(try Base58.decode(Base58.encode(bytes)) == bytes, seed)
            #expect(try Base64URL.decode(Base64URL.encode(bytes)) == bytes, seed)
            #expect(try Base64.decode(Base64.encode(bytes)) == bytes, seed)
            #expect(try Multibase.decode(Multibase.base58btc(bytes)) == bytes, seed)
            #expect(try Multibase.decode(Multibase.base64url(bytes)) == bytes, seed)
        }
    }

    @Test("Whatever base64url reads, it writes back the same: no two texts for the same bytes")
    func canonical() throws {
        var generator = SeededGenerator()
        let symbols = Array("ABCxyz019-_=+/ \n".utf8)
        var read = 0
        for _ in 0..<5000 {
            let length = Int.random(in: 0...6, using: &generator)
            let text = String(
                decoding: (0..<length).compactMap { _ in symbols.randomElement(using: &generator) },
                as: UTF8.self)
            guard let bytes = try? Base64URL.decode(text) else { continue }
            read += 1
            #expect(Base64URL.encode(bytes) == text, "seed \(generator.seed)")
        }
        #expect(read > 100, "seed \(generator.seed)")
    }

    @Test(
        "Padding, white space, foreign symbols and stray bits are refused in base64url",
        arguments: [
            "Zg==", "Zg=", "Z", "Zm9vY", "Zm 9v", "Zm9v\n", "\nZm9v", "Zm9+", "Zm9/", "Zh", "Zm9",
            "Zm9vé", "Zm9v\0",
        ])
    func strictURL(text: String) {
        #expect(throws: TextCodingError.self) { try Base64URL.decode(text) }
    }

    @Test(
        "Missing or needless padding and stray bits are refused in base64",
        arguments: [
            "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v====", "====", "Z===", "Zm=v", "Zm-_",
        ])
    func strictPadded(text: String) {
        #expect(throws: TextCodingError.self) { try Base64.decode(text) }
    }

    @Test(
        "The letters left out of base58, other symbols and great length are refused",
        arguments: ["0", "O", "I", "l", "+", " 2", "2 ", "é", "2\u{301}"]
            + [String(repeating: "2", count: Base58.limit + 1)])
    func strictBase58(text: String) {
        #expect(throws: TextCodingError.self) { try Base58.decode(text) }
    }

    @Test("A base58 fault names its place")
    func place() {
        let error = #expect(throws: TextCodingError.self) { try Base58.decode("222O2") }
        #expect(error?.reason.contains("symbol 4") == true)
    }

    @Test("More bytes than base58 is for are refused, not worked on")
    func bound() throws {
        let most = [UInt8](repeating: 7, count: Base58.limit)
        _ = try Base58.encode(most)
        #expect(throws: TextCodingError.self) { try Base58.encode(most + [7]) }
    }

    @Test(
        "Multibase text needs its letter, and the letter alone",
        arguments: ["", "Zm9v", "m Zm9v", "z\u{301}2", "f00", "mZm9v"])
    func multibase(text: String) {
        #expect(throws: TextCodingError.self) { try Multibase.decode(text) }
    }
}
