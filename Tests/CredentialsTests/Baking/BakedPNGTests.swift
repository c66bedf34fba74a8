import Testing

@testable import Credentials

@Suite("Credentials in PNG images")
struct BakedPNGTests {
    private static let json = Array(#"{"@context":[],"name":"Zoë 李 ]]> & <b>"}"#.utf8)
    private static let token = Array("eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.AA-_".utf8)

    @Test("What is baked comes out byte for byte, and the image is otherwise unchanged")
    func roundTrip() throws {
        let blank = SamplePNG.image(SamplePNG.chunk("gAMA", [0, 0, 0, 1]))
        for credential in [Self.json, Self.token] {
            let baked = try BakedPNG.bake(credential, into: blank)
            #expect(try BakedPNG.credential(in: baked) == credential)
            // Open Badges 3.0: keyword, no compression, no language, right behind the header.
            let expected = SamplePNG.whole([SamplePNG.header, SamplePNG.text(credential)])
            #expect(baked.starts(with: expected))
            #expect(Array(baked[expected.count...]) == Array(blank[33...]))
            #expect(BakedImage(baked) == .png)
        }
    }

    @Test("The check is that of ISO 3309")
    func check() {
        #expect(CRC32(Array("123456789".utf8)).value == 0xCBF4_3926)
    }

    @Test("An image that carries a credential takes no other")
    func again() throws {
        let baked = try BakedPNG.bake(Self.json, into: SamplePNG.image())
        #expect(throws: BakingError.self) { try BakedPNG.bake(Self.token, into: baked) }
        #expect(Self.code { try BakedPNG.bake(Self.token, into: baked) } == .alreadyBaked)
    }

    @Test("A compressed credential is read, and none that expands beyond the bound")
    func compressed() throws {
        let image = SamplePNG.image(
            SamplePNG.text(try Zlib.compress(Self.json, as: .zlib), flag: 1))
        #expect(try BakedPNG.credential(in: image) == Self.json)
        let bomb = try Zlib.compress([UInt8](repeating: 0x20, count: 8 << 20), as: .zlib)
        #expect(
            Self.code {
                try BakedPNG.credential(in: SamplePNG.image(SamplePNG.text(bomb, flag: 1)))
            } == .tooLarge)
        let damaged = SamplePNG.image(SamplePNG.text([1, 2, 3], flag: 1))
        #expect(Self.code { try BakedPNG.credential(in: damaged) } == .malformed)
    }

    @Test("No credential, two, and one in the wrong chunk are told apart")
    func which() {
        let text = SamplePNG.text(Self.json)
        let old = SamplePNG.chunk("tEXt", Array("openbadgecredential\0".utf8) + Self.json)
        let cases: [([UInt8], BakingError.Code)] = [
            (SamplePNG.image(), .noCredential),
            (SamplePNG.image(SamplePNG.text(Self.json, keyword: "openbadges")), .olderBadge),
            (SamplePNG.image(text, text), .several), (SamplePNG.image(text, old), .several),
            (SamplePNG.image(old, old), .several),
            (
                SamplePNG.image(SamplePNG.chunk("zTXt", Array("openbadgecredential\0\u{1}".utf8))),
                .malformed
            ),
            (SamplePNG.image(SamplePNG.text(Array("hello".utf8))), .notACredential),
            (SamplePNG.image(SamplePNG.text([0x7B, 0xFF, 0x7D])), .notACredential),
            (SamplePNG.image(SamplePNG.text(Self.json, flag: 2)), .malformed),
            (
                SamplePNG.image(SamplePNG.chunk("iTXt", Array("openbadgecredential\0\0".utf8))),
                .malformed
            ),
        ]
        for (index, (image, code)) in cases.enumerated() {
            #expect(Self.code { try BakedPNG.credential(in: image) } == code, "case \(index)")
        }
    }

    @Test("Chunks of plain and of compressed text are read as well, though they ought not be")
    func otherChunks() throws {
        let plain = SamplePNG.chunk("tEXt", Array("openbadgecredential\0".utf8) + Self.json)
        let packed = SamplePNG.chunk(
            "zTXt",
            Array("openbadgecredential\0\0".utf8) + (try Zlib.compress(Self.json, as: .zlib)))
        for chunk in [plain, packed] {
            #expect(try BakedPNG.credential(in: SamplePNG.image(chunk)) == Self.json)
        }
    }

    @Test("A badge of an older standard is told as that, with what it holds")
    func older() throws {
        let address = Array("https://badges.example/a/1".utf8)
        for chunk in [
            SamplePNG.chunk("tEXt", Array("openbadges\0".utf8) + address),
            SamplePNG.text(address, keyword: "openbadges"),
        ] {
            do throws(BakingError) {
                _ = try BakedPNG.credential(in: SamplePNG.image(chunk))
                Issue.record("an older badge was taken for a credential")
            } catch {
                #expect(error.code == .olderBadge && error.content == address)
            }
        }
    }

    @Test("An image that breaks a rule of its format is refused")
    func malformed() {
        let (header, data, end) = (SamplePNG.header, SamplePNG.data, SamplePNG.end)
        let text = SamplePNG.text(Self.json)
        var damaged = SamplePNG.image(text)
        damaged[60] ^= 1
        let sized = { (side: UInt32) in
            SamplePNG.chunk(
                "IHDR", SamplePNG.number(side) + SamplePNG.number(1) + [8, 0, 0, 0, 0])
        }
        let cases: [([UInt8], BakingError.Code)] = [
            ([], .notAnImage), (Array("<svg/>".utf8), .notAnImage), (damaged, .malformed),
            (SamplePNG.whole([text, data, end]), .malformed),
            (SamplePNG.whole([header, header, data, end]), .malformed),
            (SamplePNG.whole([header, end]), .malformed),
            (SamplePNG.whole([header, data, text]), .malformed),
            (SamplePNG.whole([header, data, text, data, end]), .malformed),
            (SamplePNG.whole([header, data, end, text]), .malformed),
            (SamplePNG.image(text) + [0], .malformed),
            (SamplePNG.image(SamplePNG.chunk("ABCD", [])), .forbidden),
            (SamplePNG.image(SamplePNG.chunk("abcd", [])), .malformed),
            (SamplePNG.image(SamplePNG.chunk("PLTE", [0, 0, 0])), .malformed),
            (SamplePNG.whole([sized(0), data, end]), .malformed),
            (SamplePNG.whole([sized(70_000), data, end]), .tooLarge),
            (
                SamplePNG.whole([
                    SamplePNG.chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 3, 2, 0, 0, 0]), data, end,
                ]), .malformed
            ),
            (PNGImage.signature + [0xFF, 0xFF, 0xFF, 0xFF] + header.dropFirst(4), .malformed),
        ]
        for (index, (image, code)) in cases.enumerated() {
            #expect(Self.code { try BakedPNG.credential(in: image) } == code, "case \(index)")
        }
    }

    @Test("An image that ends anywhere too early is refused")
    func cutShort() throws {
        let baked = try BakedPNG.bake(Self.json, into: SamplePNG.image())
        for count in baked.indices {
            #expect(throws: BakingError.self, "\(count) bytes") {
                try BakedPNG.credential(in: Array(baked[..<count]))
            }
        }
    }

    @Test("What is no credential is not baked")
    func unsuitable() {
        for text in ["", "hello", "a.b", "a..c", "a.b.c=", "[1]"] {
            #expect(
                Self.code { try BakedPNG.bake(Array(text.utf8), into: SamplePNG.image()) }
                    == .notACredential, "\(text)")
        }
        let large = Array("{".utf8) + [UInt8](repeating: 0x20, count: 1 << 20) + Array("}".utf8)
        #expect(Self.code { try BakedPNG.bake(large, into: SamplePNG.image()) } == .tooLarge)
    }

    private static func code(_ work: () throws -> some Any) -> BakingError.Code? {
        do {
            _ = try work()
            return nil
        } catch {
            return (error as? BakingError)?.code
        }
    }
}
