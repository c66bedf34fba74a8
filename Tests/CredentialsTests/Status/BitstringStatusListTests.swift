import Testing

@testable import Credentials

@Suite("Bitstring status lists")
struct BitstringStatusListTests {
    /// Bitstring Status List v1.0 §3.3: 131,072 bits of zero, without the multibase prefix.
    static let published =
        "H4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"

    @Test("The specification's sample is 16 KB of zeros")
    func sample() throws {
        let encoded = try EncodedList(multibase: "u" + Self.published)
        #expect(encoded.remark == nil)
        let list = try BitstringStatusList(encoded)
        #expect(list == BitstringStatusList())
        #expect(list.length == BitstringStatusList.minimumLength)
    }

    @Test(
        "Other base64 with a prefix stands for the same bytes, with a remark",
        arguments: ["u", "m", "M", "U"])
    func otherBase64(prefix: String) throws {
        var list = BitstringStatusList()
        // Enough of them that the compressed bytes need every symbol.
        for index in stride(from: 0, to: list.length, by: 97) { list[index] = true }
        let bytes = try Base64URL.decode(try list.encoded().dropFirst())
        let standard = Base64.encode(bytes)
        #expect(standard.contains("+") && standard.contains("/"))
        let url = standard.replacing("+", with: "-").replacing("/", with: "_")
        let text = ["u": standard, "m": standard.filter { $0 != "=" }, "M": standard, "U": url]
        let encoded = try EncodedList(multibase: prefix + (try #require(text[prefix])))
        #expect(encoded.remark?.contains("base64url") == true)
        #expect(try BitstringStatusList(encoded) == list)
        // Nobody has both alphabets in one text.
        let mixed = "u" + standard.replacing("+", with: "-")
        #expect(throws: StatusListError.self) { try EncodedList(multibase: mixed) }
    }

    @Test("Without its prefix a list is malformed, but for the draft that had none")
    func prefix() throws {
        let error = #expect(throws: StatusListError.self) {
            try BitstringStatusList(encoded: Self.published)
        }
        #expect(error?.description.contains("multibase") == true)
        let standard = Self.published.replacing("-", with: "+").replacing("_", with: "/")
        for text in [Self.published, "u" + Self.published, standard] {
            #expect(
                try BitstringStatusList(EncodedList(of2021: text)) == BitstringStatusList())
        }
    }

    @Test("Index 0 is the most significant bit of byte 0")
    func order() {
        var list = BitstringStatusList(length: 32)
        list[0] = true
        list[9] = true
        list[31] = true
        #expect(list.bytes == [0x80, 0x40, 0, 0x01])
        list[9] = false
        #expect(list.bytes == [0x80, 0, 0, 0x01])
    }

    @Test("Entries of several bits lie one behind the other, the most significant bit first")
    func wideEntries() {
        let list = BitstringStatusList(bytes: [0b1011_0010, 0b0100_0001])
        #expect((0..<8).map { list.value(at: $0, size: 2) } == [2, 3, 0, 2, 1, 0, 0, 1])
        #expect((0..<5).map { list.value(at: $0, size: 3) } == [5, 4, 4, 4, 0])
        #expect(list.value(at: 0, size: 16) == 0b1011_0010_0100_0001)
    }

    @Test(
        "An entry beyond the list, or of no width, has no value",
        arguments: [(16, 1), (-1, 1), (8, 2), (5, 3), (0, 17), (0, 0), (0, 65), (Int.max, 2)])
    func outside(index: Int, size: Int) {
        #expect(BitstringStatusList(bytes: [0xFF, 0xFF]).value(at: index, size: size) == nil)
    }

    @Test("A list reads back as it was written, and equal lists give equal text")
    func roundTrip() throws {
        var generator = SeededGenerator()
        for _ in 0..<20 {
            var list = BitstringStatusList()
            for _ in 0..<200 {
                list[Int.random(in: 0..<list.length, using: &generator)] = true
            }
            let text = try list.encoded()
            #expect(text == (try list.encoded()))
            #expect(try BitstringStatusList(encoded: text) == list, "seed \(generator.seed)")
        }
    }

    @Test("A list that expands beyond the limit is refused, within the limit it is not")
    func bomb() throws {
        let bomb = try BitstringStatusList(length: 64 << 23).encoded()
        let error = #expect(throws: StatusListError.self) {
            try BitstringStatusList(encoded: bomb)
        }
        #expect(error?.code == .tooLarge)
        #expect(error?.description.contains("8388608 bytes") == true)
        let list = BitstringStatusList(length: 1024 * 8)
        let text = try list.encoded()
        #expect(try BitstringStatusList(encoded: text, limit: 1024) == list)
        #expect(throws: StatusListError.self) {
            try BitstringStatusList(encoded: text, limit: 1023)
        }
    }

    @Test(
        "Damaged text is refused",
        arguments: [
            "", "u", "z11111", "u%%%", "uAAAA",
            "u" + String(published.dropLast(8)), "u" + published + "AAAA",
            "u" + published.replacing("BMQ", with: "BNQ"),
        ])
    func damaged(text: String) {
        let error = #expect(throws: StatusListError.self) {
            try BitstringStatusList(encoded: text)
        }
        #expect(error?.code == .malformed)
    }
}
