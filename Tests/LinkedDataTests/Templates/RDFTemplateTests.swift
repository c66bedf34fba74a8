import LinkedData
import Testing

@Suite("Templates of datasets")
struct RDFTemplateTests {
    private func literal(_ text: String, _ type: String? = nil) -> RDFTerm {
        .literal(
            RDFLiteral(value: text, datatype: type ?? "http://www.w3.org/2001/XMLSchema#string"))
    }

    /// Statements like those of a badge: a subject with an IRI, blank nodes with and without values
    /// of their own, and two that only their neighbours tell apart.
    private func quads(_ values: [String]) -> [RDFQuad] {
        func quad(_ subject: RDFTerm, _ predicate: String, _ object: RDFTerm) -> RDFQuad {
            RDFQuad(subject: subject, predicate: .iri("urn:\(predicate)"), object: object)
        }
        let badge = RDFTerm.iri(values[0])
        func node(_ label: String) -> RDFTerm { .blankNode(label) }
        return [
            quad(badge, "type", .iri("urn:Badge")), quad(badge, "subject", node("s")),
            quad(badge, "until", literal(values[1], "urn:dateTime")),
            quad(badge, "list", .iri(values[2])), quad(.iri(values[2]), "kind", literal("list")),
            quad(node("s"), "type", .iri("urn:Subject")),
            quad(node("s"), "name", literal(values[3])),
            quad(
                node("s"), "note",
                .literal(RDFLiteral(value: values[1], datatype: "urn:lang", language: "en"))),
            quad(node("s"), "identifier", node("i")), quad(node("s"), "identifier", node("j")),
            quad(node("i"), "type", .iri("urn:Identifier")),
            quad(node("j"), "type", .iri("urn:Identifier")),
            quad(node("i"), "value", literal(values[4])),
            quad(.iri("urn:achievement"), "criteria", node("c")),
            quad(node("c"), "text", literal("Attend \"all\"\nsessions.")),
            quad(.iri("urn:achievement"), "alike", node("e")), quad(node("e"), "to", node("f")),
            quad(.iri("urn:achievement"), "alike", node("g")), quad(node("g"), "to", node("h")),
            quad(node("f"), "with", node("c")), quad(node("h"), "with", node("s")),
            quad(.iri("urn:achievement"), "about", node("s")),
        ]
    }

    private func canonical(_ quads: [RDFQuad]) throws -> [UInt8] {
        try RDFCanonicalization.canonicalize(quads, digest: .sha256).nquads
    }

    private func template(_ quads: [RDFQuad], _ count: Int) throws -> RDFTemplate? {
        try RDFTemplate(quads, count: count, digest: .sha256)
    }

    @Test("A template that is filled in is the canonical dataset, whatever the values hold")
    func filled() throws {
        let template = try #require(try template(quads((0..<5).map(Placeholder.text)), 5))
        var random = SeededGenerator()
        let texts = [
            "", "Ada", "\"quoted\" \\ \u{0}\u{1F}\u{7F}\n\t", "Zoe\u{308}", "李 \u{1F600}",
            Placeholder.text(3), "_:c14n0", "<urn:a>",
        ]
        let references = [
            "https://a.example/1", "https://a.example/", "http://z.example/é#x",
            "urn://b/c", Placeholder.text(0),
        ]
        for _ in 0..<300 {
            func text() -> String { texts.randomElement(using: &random) ?? "" }
            func reference() -> String { references.randomElement(using: &random) ?? "" }
            let values = [reference(), text(), reference(), text(), text()]
            #expect(
                try template.canonicalBytes(values) == canonical(quads(values)),
                "seed \(random.seed): \(values)")
        }
    }

    @Test(
        "An identifier that a context could change, or no statement can hold, is left to others",
        arguments: [
            "", "name", "a:b", "urn:uuid:1", "_:b0", "//a.example", "https://a b", "https://a#b#c",
            "https://a/\u{7F}", "1https://a", "@id", "https://a/<b>",
        ])
    func reference(text: String) throws {
        let template = try #require(try template(quads((0..<5).map(Placeholder.text)), 5))
        #expect(try template.canonicalBytes([text, "", "https://a.example/", "", ""]) == nil)
    }

    @Test("Statements that cannot be made ready make no template")
    func refused() throws {
        let (a, b) = (RDFTerm.iri("urn:a"), RDFTerm.blankNode("b"))
        let hole = Placeholder.text(0)
        let sound = RDFQuad(subject: b, predicate: a, object: literal(hole))
        let other = RDFQuad(subject: a, predicate: a, object: b)
        #expect(try template([sound, other], 1) != nil)
        for (reason, quads) in [
            ("a placeholder is missing", [other]),
            (
                "it is hidden in a text",
                [sound, other, .init(subject: b, predicate: a, object: literal("x\(hole)"))]
            ),
            (
                "it is a predicate",
                [sound, other, .init(subject: a, predicate: .iri(hole), object: a)]
            ),
            (
                "it is a datatype",
                [sound, other, .init(subject: a, predicate: a, object: literal("", hole))]
            ),
            (
                "the statement could be made twice",
                [sound, other, .init(subject: b, predicate: a, object: literal("x"))]
            ),
            ("its node is in no other statement", [sound]),
            (
                "there are two graphs",
                [sound, other, .init(subject: a, predicate: a, object: a, graph: a)]
            ),
        ] {
            #expect(try template(quads, 1) == nil, "\(reason)")
        }
        #expect(try template([sound, other], 2) == nil)
    }

    @Test("A template holds to the limits, too")
    func limits() throws {
        let (a, b) = (RDFTerm.iri("urn:a"), RDFTerm.blankNode("b"))
        let template = try #require(
            try RDFTemplate(
                [
                    RDFQuad(subject: b, predicate: a, object: literal(Placeholder.text(0))),
                    RDFQuad(subject: a, predicate: a, object: b),
                ], count: 1, digest: .sha256, limits: .init(bytes: 100)))
        #expect(try template.canonicalBytes(["short"]) != nil)
        #expect(throws: RDFCanonicalizationError.self) {
            try template.canonicalBytes([String(repeating: "long", count: 30)])
        }
    }
}
