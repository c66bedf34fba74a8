import LinkedData
import Testing

@Suite("JSON-LD values as literals")
struct JSONLDValueTests {
    private func literals(_ value: String, _ options: JSONLDOptions = .signing) throws -> [String] {
        let document = try JSON.parse(#"{"https://example.org/#p": \#(value)}"#)
        return JSONLDExample.literals(
            try JSONLDExample.processor.quads(document, options: options))
    }

    /// The expected texts are those of `printf("%.15E")` with trailing zeros taken off.
    @Test(
        "Numbers become xsd:integer or xsd:double",
        arguments: [
            ("5", "5", "integer"), ("-0", "0", "integer"), ("1e20", "1" + zeros(20), "integer"),
            ("123456789012345680000", "123456789012345683968", "integer"),
            ("1e21", "1.0E21", "double"), ("5.3", "5.3E0", "double"),
            ("9.3", "9.300000000000001E0", "double"), ("0.1", "1.0E-1", "double"),
            ("-2.5e-7", "-2.5E-7", "double"),
            ("0.30000000000000004", "3.0E-1", "double"),
            ("9.9999999999999999e22", "9.999999999999999E22", "double"),
            ("1e-299", "1.0E-299", "double"),
            ("5e-324", "4.940656458412465E-324", "double"),
            ("1.7976931348623157e308", "1.797693134862316E308", "double"),
        ])
    func numbers(json: String, text: String, datatype: String) throws {
        #expect(
            try literals(json) == ["\(text) http://www.w3.org/2001/XMLSchema#\(datatype)"])
    }

    private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }

    @Test("An integer typed as xsd:double is written as one")
    func typedInteger() throws {
        let type = "http://www.w3.org/2001/XMLSchema#double"
        #expect(try literals(#"{"@value": 10, "@type": "\#(type)"}"#) == ["1.0E1 \(type)"])
    }

    @Test("A JSON literal is written in canonical form")
    func jsonLiteral() throws {
        #expect(
            try literals(#"{"@value": {"b": [1.50, null], "a": "\u0007"}, "@type": "@json"}"#)
                == [
                    #"{"a":"\u0007","b":[1.5,null]} "#
                        + "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"
                ])
    }

    @Test("A statement made twice is there once")
    func repeated() throws {
        #expect(try literals("[1, 1, true, true, 1]").count == 2)
        let document = try JSON.parse(
            """
            [{"@id": "urn:a", "https://example.org/#p": [{"@id": "urn:b"}]},
             {"@id": "urn:b", "@reverse": {"https://example.org/#p": {"@id": "urn:a"}}}]
            """)
        #expect(try JSONLDExample.processor.quads(document).count == 1)
    }
}

@Suite("IRI resolution")
struct IRIResolutionTests {
    /// RFC 3986 §5.4, all examples.
    @Test(
        "References are resolved as RFC 3986 shows",
        arguments: [
            ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"),
            ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
            ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
            ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
            ("../..", "http://a/"), ("../../", "http://a/"), ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
            (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
        ])
    func examples(reference: String, resolved: String) throws {
        let document: JSON = [
            "@id": .string(reference), "https://example.org/#p": "value",
        ]
        let quads = try JSONLDExample.processor.quads(
            document, options: JSONLDOptions(base: "http://a/b/c/d;p?q"))
        #expect(quads.map(\.subject) == [.iri(resolved)])
    }
}
