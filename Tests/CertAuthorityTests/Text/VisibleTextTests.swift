import CertAuthority
import LinkedData
import Testing

@Suite("Text of strangers on a screen")
struct VisibleTextTests {
    @Test("Nothing that steers a terminal, breaks a line or turns or hides text passes")
    func escaped() {
        var steering: [UInt32] = Array(0...0x1F) + Array(0x7F...0x9F)
        steering += [0x2028, 0x2029, 0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, 0xAD, 0x2060, 0x3164]
        steering += Array(0x202A...0x202E) + Array(0x2066...0x2069) + [0xE0001, 0xE0041]
        for value in steering {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let line = VisibleText.line("a\(scalar)b")
            let number = String(value, radix: 16, uppercase: true)
            #expect(line == "a\\u{\(number)}b", "U+\(number)")
            #expect(!line.unicodeScalars.contains(scalar))
        }
        #expect(
            VisibleText.line("x\r\u{1B}[2K\u{1B}[32mvalid\n")
                == "x\\u{D}\\u{1B}[2K\\u{1B}[32mvalid\\u{A}")
    }

    @Test("Names of all scripts stay as they are, with the joiners that they need")
    func names() {
        for name in [
            "Zoë Müller-Åkesson", "王小明", "Иванова Ольга", "علی\u{200C}رضا", "क्\u{200D}ष", "😀", "",
            "e\u{301}", "שרה",
        ] {
            #expect(VisibleText.line(name).utf8.elementsEqual(name.utf8), "\(name)")
        }
        // A joiner between Latin letters hides something.
        #expect(VisibleText.line("a\u{200D}b") == "a\\u{200D}b")
    }

    @Test("JSON reads the same, and has nothing in it that steers")
    func json() throws {
        let text = "a\u{9B}31m\u{202E}b\u{7F}\u{E0041}\u{2028}é王"
        let bytes = VisibleText.json(
            JSON.object(
                JSONObject(uniqueMembers: [
                    .init(name: "k\u{85}", value: .string(text))
                ]) ?? JSONObject()
            ).canonicalBytes() + [0x0A])
        let read = try JSON.parse(bytes)
        #expect(read["k\u{85}"]?.stringValue?.isExactly(text) == true)
        let scalars = String(decoding: bytes.dropLast(), as: UTF8.self).unicodeScalars
        #expect(scalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        #expect(!scalars.contains("\u{202E}") && !scalars.contains("\u{2028}"))
        #expect(scalars.contains("王"))
    }

    @Test("A file keeps its lines and loses what steers; what is no text stays as it is")
    func lines() {
        let file = Array("a\tb\r\n\u{1B}c\n".utf8)
        #expect(String(decoding: VisibleText.lines(file), as: UTF8.self) == "a\tb\r\n\\u{1B}c\n")
        #expect(VisibleText.lines([0xFF, 0x1B]) == [0xFF, 0x1B])
    }
}
