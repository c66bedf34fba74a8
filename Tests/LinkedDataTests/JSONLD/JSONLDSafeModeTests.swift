import LinkedData
import Testing

@Suite("JSON-LD safe mode")
struct JSONLDSafeModeTests {
    @Test("A document of which everything is signed passes, nulls and empty arrays with it")
    func complete() throws {
        let quads = try JSONLDExample.safeQuads(
            """
            "id": "urn:a", "type": "Thing", "size": 3, "name": null, "day": [],
            "part": {"id": "urn:b", "texts": {"en": "part", "@none": "PART"}}
            """)
        #expect(quads.count == 5)
    }

    @Test(
        "Whatever would fall out of the signature is refused, with its place",
        arguments: [
            (#""colour": "red""#, "/colour"),
            (#""colour": null"#, "/colour"),
            (#""part": [{"name": "a"}, {"nmae": "b"}]"#, "/part/1/nmae"),
            (#""id": "relative""#, "/id"),
            (#""id": "@reserved""#, "/id"),
            (#""type": "Undefined""#, "/type"),
            (#""type": ["Thing", "Undefined"]"#, "/type"),
            (#""part": "relative""#, "/part"),
            (#""part": "https://example.org/a b""#, "/part"),
            (#""part": "https://example.org/a#b#c""#, "/part"),
            (#""name": {"@type": "relative"}"#, "/name/@type"),
            (#""name": {"@value": "a", "@language": "not a tag"}"#, "/name/@language"),
            (#""name": {"@value": "a", "@index": "unsigned"}"#, "/name/@index"),
            (#""name": {"@value": null}"#, "/name"),
            (#""name": {"@language": "en"}"#, "/name"),
            (#""texts": {"e n": "a"}"#, "/texts"),
            (#""by": {"unsigned": {"name": "a"}}"#, "/by/unsigned"),
            (#""blank": "a""#, "/blank"),
            (#""https://example.org/a~b/c": {"x": 1}"#, "/https:~1~1example.org~1a~0b~1c/x"),
            (#""graphs": "urn:a""#, "/graphs"),
            (#""graphs": [{"id": "urn:a", "name": "a"}, {}]"#, "/graphs"),
            (#""graphs": {"@value": "a"}"#, "/graphs"),
            (#""@graph": ["free"]"#, "/@graph/0"),
            (#""@graph": [{"id": "urn:a"}]"#, "/@graph/0"),
            (#""@graph": [{"@list": ["free"]}]"#, "/@graph/0/@list"),
            (#""id": "urn:only""#, ""), (#""id": "urn:only", "name": []"#, ""),
        ])
    func losses(members: String, pointer: String) throws {
        let error = #expect(throws: JSONLDError.self) { try JSONLDExample.safeQuads(members) }
        #expect(error?.code == .dataLoss)
        #expect(error?.pointer == pointer)
        #expect(throws: Never.self) {
            try JSONLDExample.processor.quads(JSONLDExample.document(members))
        }
    }

    @Test("A direction is refused only where there is no form to write it in")
    func directions() throws {
        let members = #""name": {"@value": "a", "@language": "AR", "@direction": "rtl"}"#
        #expect(
            JSONLDExample.literals(try JSONLDExample.safeQuads(members))
                == ["a https://www.w3.org/ns/i18n#ar_rtl"])
        let options = JSONLDOptions(isSafe: true)
        let error = #expect(throws: JSONLDError.self) {
            try JSONLDExample.processor.quads(JSONLDExample.document(members), options: options)
        }
        #expect(error?.code == .dataLoss)
    }

    @Test("A term that only looks like a defined one is not defined")
    func lookalikes() throws {
        // U+2126 OHM SIGN and U+212B ANGSTROM SIGN are canonically equal to letters.
        let context = #"{"\u03A9": "https://example.org/#omega", "K": "https://example.org/#k"}"#
        for key in [#"\u2126"#, #"\u212A"#] {
            let document = try JSON.parse(#"{"@context": \#(context), "\#(key)": "x"}"#)
            let error = #expect(throws: JSONLDError.self) {
                try JSONLDExample.processor.quads(document, options: .signing)
            }
            #expect(error?.code == .dataLoss)
        }
        let document = try JSON.parse(#"{"@context": \#(context), "\u03A9": "x", "K": "y"}"#)
        #expect(try JSONLDExample.processor.quads(document, options: .signing).count == 2)
    }

    @Test("Texts that only look alike are different statements")
    func lookalikeValues() throws {
        let quads = try JSONLDExample.safeQuads(#""name": ["K", "\u212A", "K"]"#)
        #expect(JSONLDExample.literals(quads).count == 2)
    }
}
