import LinkedData
import Testing

@Suite("JSON templates")
struct JSONTemplateTests {
    @Test("A template that is filled in is the document, whatever the texts hold")
    func filled() throws {
        func document(_ texts: [String]) -> JSON {
            [
                "a": .string(texts[0]), "b": ["constant \"text\"", .string(texts[1]), 7],
                "c": ["d": .string(texts[0]), "e": .null, "é\n": true], "f": .string(texts[2]),
            ]
        }
        let template = try #require(
            JSONTemplate(document((0..<3).map(Placeholder.text)), count: 3))
        for texts in [
            ["", "", ""], ["one", "two", "three"],
            ["\"quoted\" \\ \u{0}\u{1F}\u{7F}\n", "Zoe\u{308} 李 \u{1F600}", "\u{2028}"],
            [Placeholder.text(2), "x" + Placeholder.text(1), Placeholder.text(0)],
        ] {
            #expect(template.compactBytes(texts) == document(texts).compactBytes())
        }
    }

    @Test("Placeholders in another place, or too few of them, make no template")
    func refused() {
        let text = Placeholder.text(0)
        #expect(JSONTemplate(["a": .string(text)], count: 1) != nil)
        for document: JSON in [
            ["a": .string("\(text)#1")], ["a": .string("\"\(text)\"")],
            [.object([text: "a"]), .string(text)], [.object(["x" + text: "a"]), .string(text)],
            ["a": .string(Placeholder.text(1))], ["a": "b"],
            [.string(text), .string(Placeholder.text(7))],
        ] {
            #expect(JSONTemplate(document, count: 1) == nil, "\(document.prettyText())")
        }
        #expect(JSONTemplate(["a": .string(text)], count: 2) == nil)
    }
}

extension JSON {
    fileprivate static func object(_ members: [String: JSON]) -> JSON {
        var object = JSONObject()
        for (name, value) in members { object[name] = value }
        return .object(object)
    }
}
