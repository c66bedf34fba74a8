import LinkedData
import Testing

@Suite("JSON written token by token")
struct JSONWriterTests {
    private func text(_ style: JSONWriter.Style = .compact, _ write: (inout JSONWriter) -> Void)
        -> String
    {
        var writer = JSONWriter(style)
        write(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test("Commas and colons stand where they must, and nowhere else")
    func separators() throws {
        let others = try #require(try JSON.parse(#"{"c":null,"d":true}"#).objectValue)
        let written = text { writer in
            writer.beginObject()
            writer.name("a")
            writer.beginArray()
            writer.write(1)
            writer.beginArray()
            writer.endArray()
            writer.string("x")
            writer.endArray()
            writer.name("b")
            writer.beginObject()
            writer.endObject()
            writer.writeMembers(of: others)
            writer.endObject()
        }
        #expect(written == #"{"a":[1,[],"x"],"b":{},"c":null,"d":true}"#)
        #expect(text { $0.string("alone") } == #""alone""#)
    }

    @Test("For people each member has a line of its own, and empty brackets stay together")
    func pretty() {
        let written = text(.pretty) { writer in
            writer.beginObject()
            writer.name("a")
            writer.write([1, []])
            writer.name("b")
            writer.write([:])
            writer.endObject()
        }
        #expect(written == "{\n  \"a\": [\n    1,\n    []\n  ],\n  \"b\": {}\n}")
    }

    @Test("Texts are escaped once, in names too")
    func escapes() throws {
        let awkward = "\u{0}\u{8}\t\n\u{C}\r\u{1F}\"\\/\u{7F}é\u{2028}😀"
        let written = text { writer in
            writer.beginObject()
            writer.name(awkward)
            writer.string(awkward)
            writer.endObject()
        }
        #expect(
            written.hasPrefix(#"{"\u0000\b\t\n\f\r\u001f\"\\/"#), "\(written)")
        #expect(try JSON.parse(written)[awkward] == .string(awkward))
    }

    @Test("What is taken piece by piece is, put together, what is written in one")
    func pieces() throws {
        var generator = SeededGenerator(seed: 77)
        for _ in 0..<200 {
            let elements = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
                generator.json()
            }
            var writer = JSONWriter(.canonical, capacity: 8)
            var bytes: [UInt8] = []
            writer.beginObject()
            writer.name("list")
            writer.beginArray()
            for element in elements {
                writer.write(element)
                bytes += writer.take()
                #expect(writer.count == 0)
            }
            writer.endArray()
            writer.endObject()
            bytes += writer.take()
            #expect(bytes == (["list": .array(elements)] as JSON).canonicalBytes())
        }
    }

    @Test("What is written is read as what it was, in every style, by tokens and at once")
    func parsed() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<500 {
            let value = generator.json()
            for style in [JSONWriter.Style.compact, .canonical, .pretty] {
                var whole = JSONWriter(style)
                whole.write(value)
                let bytes = whole.take()
                #expect(try JSON.parse(bytes) == value)
                guard style != .canonical else { continue }
                var tokens = JSONWriter(style)
                write(value, to: &tokens)
                #expect(tokens.take() == bytes)
            }
        }
    }

    /// The value with each of its brackets and names as a token of its own.
    private func write(_ value: JSON, to writer: inout JSONWriter) {
        switch value {
        case .array(let elements):
            writer.beginArray()
            for element in elements { write(element, to: &writer) }
            writer.endArray()
        case .object(let object):
            writer.beginObject()
            for member in object.members {
                writer.name(member.name)
                write(member.value, to: &writer)
            }
            writer.endObject()
        case .string(let text): writer.string(text)
        case .null, .bool, .number: writer.write(value)
        }
    }

    @Test("Members that were written once stand among others as if they were written there")
    func writtenMembers() throws {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<200 {
            var objects: [JSONObject] = []
            for _ in 0..<3 {
                if case .object(let object) = generator.json(depth: 3) {
                    objects.append(object)
                } else {
                    objects.append(JSONObject())
                }
            }
            var direct = JSONWriter()
            var kept = JSONWriter()
            direct.beginObject()
            kept.beginObject()
            for object in objects {
                direct.writeMembers(of: object)
                kept.writeMembers(WrittenMembers(object))
            }
            direct.endObject()
            kept.endObject()
            #expect(kept.take() == direct.take())
        }
    }
}
