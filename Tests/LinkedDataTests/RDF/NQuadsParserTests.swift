import LinkedData
import Testing

@Suite("N-Quads parser")
struct NQuadsParserTests {
    static let xsdString = "http://www.w3.org/2001/XMLSchema#string"
    static let langString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

    func quads(_ text: String) throws -> [RDFQuad] { try NQuads.parse(Array(text.utf8)) }

    @Test("Every kind of term is read, with and without space between terms")
    func terms() throws {
        let expected = RDFQuad(
            subject: .blankNode("a.b"), predicate: .iri("urn:p"),
            object: .literal(RDFLiteral(value: "v", datatype: "urn:t")),
            graph: .iri("urn:g"))
        #expect(try quads("_:a.b <urn:p> \"v\"^^<urn:t> <urn:g> .\n") == [expected])
        #expect(try quads("_:a.b<urn:p>\"v\"^^<urn:t><urn:g>.") == [expected])
        #expect(try quads("\t_:a.b\t<urn:p>\t\"v\"^^<urn:t> \t<urn:g>\t.\t# note") == [expected])
        #expect(
            try quads("<urn:s> <urn:p> \"v\"@en-GB _:g.").first
                == RDFQuad(
                    subject: .iri("urn:s"), predicate: .iri("urn:p"),
                    object: .literal(
                        RDFLiteral(value: "v", datatype: Self.langString, language: "en-GB")),
                    graph: .blankNode("g")))
        #expect(
            try quads("<urn:s> <urn:p> \"\" .").first?.object
                == .literal(RDFLiteral(value: "", datatype: Self.xsdString)))
    }

    @Test("Lines end with any line break; comments and empty lines count for nothing")
    func lines() throws {
        let text = "\n\r\n# first\n_:a <urn:p> _:b .\r_:a <urn:p> _:b . # again\r\n  \n#"
        #expect(try quads(text).count == 2)
        #expect(try quads("").isEmpty)
    }

    @Test("Escapes in literals and IRIs are resolved")
    func escapes() throws {
        let text = #"<urn:\u0065\U0001F600> <urn:p> "\t\b\n\r\f\"\'\\\u00e9\U0001F600é" ."#
        let quad = try #require(try quads(text).first)
        #expect(quad.subject == .iri("urn:e\u{1F600}"))
        #expect(
            quad.object
                == .literal(
                    RDFLiteral(
                        value: "\t\u{8}\n\r\u{C}\"'\\\u{E9}\u{1F600}\u{E9}",
                        datatype: Self.xsdString)))
    }

    /// A line that must be refused, why, and at which of its bytes.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let line: [UInt8]
        let code: NQuadsError.Code
        let column: Int

        init(_ line: String, _ code: NQuadsError.Code = .syntax, at column: Int) {
            self.init(Array(line.utf8), code, at: column)
        }

        init(_ line: [UInt8], _ code: NQuadsError.Code, at column: Int) {
            self.line = line
            self.code = code
            self.column = column
        }

        var testDescription: String { String(decoding: line, as: UTF8.self) }
    }

    static let refusals = [
        Refusal("<urn:s> <urn:p> <urn:o>", at: 24),
        Refusal("<urn:s> <urn:p> .", at: 17),
        Refusal("<urn:s> <urn:p> <urn:o> . .", at: 27),
        Refusal("<urn:s> <urn:p> <urn:o> . <urn:s> <urn:p> <urn:o> .", at: 27),
        Refusal("<urn:s> <urn:p> <urn:o> <urn:g> <urn:h> .", at: 33),
        Refusal("\"s\" <urn:p> <urn:o> .", at: 1),
        Refusal("<urn:s> _:p <urn:o> .", at: 9),
        Refusal("<urn:s> <urn:p> <urn:o> \"g\" .", at: 25),
        Refusal("<urn:s> <urn:p> 1 .", at: 17),
        Refusal("<urn:s> <urn:p> 'o' .", at: 17),
        Refusal("<urn:s> <urn:p> \"a", at: 19),
        Refusal("<urn:s> <urn:p> \"a\nb\" .", at: 19),
        Refusal(#"<urn:s> <urn:p> "\x" ."#, at: 18),
        Refusal(#"<urn:s> <urn:p> "\u12" ."#, at: 22),
        Refusal(#"<urn:s> <urn:p> "\ud800" ."#, at: 18),
        Refusal(#"<urn:s> <urn:p> "\U00110000" ."#, at: 18),
        Refusal("<urn:s> <urn:p> \"a\"@ .", at: 21),
        Refusal("<urn:s> <urn:p> \"a\"@1a .", at: 21),
        Refusal("<urn:s> <urn:p> \"a\"@en- .", at: 21),
        Refusal("<urn:s> <urn:p> \"a\"@en--ltr .", at: 21),
        Refusal("<urn:s> <urn:p> \"a\"^<urn:t> .", at: 21),
        Refusal("<urn:s> <urn:p> \"a\"^^_:t .", at: 22),
        Refusal("<urn:s <urn:p> <urn:o> .", at: 7),
        Refusal("<urn:s> <urn:p> <urn:o", at: 23),
        Refusal("<urn:{s}> <urn:p> <urn:o> .", at: 6),
        Refusal(#"<urn:\u003e> <urn:p> <urn:o> ."#, at: 6),
        Refusal(#"<urn:\n> <urn:p> <urn:o> ."#, at: 6),
        Refusal("<s> <urn:p> <urn:o> .", .relativeIRI, at: 1),
        Refusal("<urn:s> <#p> <urn:o> .", .relativeIRI, at: 9),
        Refusal("<> <urn:p> <urn:o> .", .relativeIRI, at: 1),
        Refusal("_: <urn:p> <urn:o> .", at: 1),
        Refusal("_a <urn:p> <urn:o> .", at: 2),
        Refusal("_:-a <urn:p> <urn:o> .", at: 1),
        Refusal("_:a! <urn:p> <urn:o> .", at: 1),
        Refusal("<< <urn:s> <urn:p> <urn:o> >> <urn:p> <urn:o> .", at: 2),
        Refusal("VERSION \"1.2\"", at: 1),
        Refusal(Array("<urn:s> <urn:p> \"".utf8) + [0xC0, 0xAF, 0x22], .invalidUTF8, at: 17),
        Refusal(Array("_:".utf8) + [0xFF, 0x20], .invalidUTF8, at: 3),
    ]

    @Test("A line at fault is refused with its number and the byte", arguments: refusals)
    func refusal(refusal: Refusal) throws {
        let before = Array("# note\r\n<urn:s> <urn:p> <urn:o> .\n".utf8)
        let error = try #require(throws: NQuadsError.self) {
            try NQuads.parse(before + refusal.line)
        }
        #expect(error.code == refusal.code)
        #expect(error.line == 3)
        #expect(error.column == refusal.column)
        #expect(error.description.hasSuffix("(line 3, byte \(refusal.column))"))
    }

    @Test("Size and number of statements are bounded")
    func limits() throws {
        let text = Array("_:a <urn:p> _:b .\n_:a <urn:p> _:c .\n".utf8)
        let fits = NQuads.Limits(bytes: text.count, statements: 2)
        #expect(try NQuads.parse(text, limits: fits).count == 2)
        let statements = try #require(throws: NQuadsError.self) {
            try NQuads.parse(text, limits: NQuads.Limits(bytes: text.count, statements: 1))
        }
        #expect(statements.code == .tooLarge)
        #expect(statements.line == 2)
        let bytes = try #require(throws: NQuadsError.self) {
            try NQuads.parse(text, limits: NQuads.Limits(bytes: text.count - 1, statements: 2))
        }
        #expect(bytes.code == .tooLarge)
    }

    static let sample =
        #"_:a <urn:p\u0065> "x\ty\U0001F600é"@en-GB <urn:g> . # z"# + "\n_:b<urn:q>_:a."

    @Test("Damaged documents are refused with a place in them, or read back as written")
    func mutation() throws {
        var random = SeededGenerator()
        for _ in 0..<5_000 {
            let bytes = random.mutate(Array(Self.sample.utf8))
            do {
                let quads = try NQuads.parse(bytes)
                let written = try NQuads.canonicalBytes(quads)
                #expect(try NQuads.parse(written) == quads, "seed \(random.seed)")
            } catch let error as NQuadsError {
                #expect(error.column <= bytes.count + 1, "seed \(random.seed)")
            }
        }
    }
}
