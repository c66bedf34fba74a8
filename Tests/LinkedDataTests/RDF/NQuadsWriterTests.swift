import LinkedData
import Testing

@Suite("N-Quads writer")
struct NQuadsWriterTests {
    func line(
        subject: RDFTerm = .iri("urn:s"), predicate: RDFTerm = .iri("urn:p"),
        object: RDFTerm = .iri("urn:o"), graph: RDFTerm? = nil
    ) throws -> String {
        let quad = RDFQuad(subject: subject, predicate: predicate, object: object, graph: graph)
        return String(decoding: try NQuads.canonicalBytes([quad]), as: UTF8.self)
    }

    static func literal(
        _ value: String, _ datatype: String = NQuadsParserTests.xsdString, _ language: String? = nil
    ) -> RDFTerm {
        .literal(RDFLiteral(value: value, datatype: datatype, language: language))
    }

    @Test("Terms stand one space apart, and a plain string has no datatype")
    func terms() throws {
        #expect(try line() == "<urn:s> <urn:p> <urn:o> .\n")
        #expect(try line(graph: .blankNode("g")) == "<urn:s> <urn:p> <urn:o> _:g .\n")
        #expect(try line(object: Self.literal("o")) == "<urn:s> <urn:p> \"o\" .\n")
        #expect(
            try line(object: Self.literal("o", "urn:t")) == "<urn:s> <urn:p> \"o\"^^<urn:t> .\n")
        #expect(
            try line(object: Self.literal("o", NQuadsParserTests.langString, "sw-TZ"))
                == "<urn:s> <urn:p> \"o\"@sw-TZ .\n")
    }

    @Test("Literals escape control characters, quotation mark and backslash, nothing else")
    func escapes() throws {
        var value = ""
        for code in 0..<0x24 { value.unicodeScalars.append(Unicode.Scalar(UInt8(code))) }
        value += "'\\\u{7E}\u{7F}\u{80}\u{E9}e\u{301}\u{2028}\u{FFFD}\u{1F600}"
        let escaped =
            #"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F"#
            + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C"#
            + ##"\u001D\u001E\u001F !\"#'\\~\u007F"##
            + "\u{80}\u{E9}e\u{301}\u{2028}\u{FFFD}\u{1F600}"
        let written = try NQuads.canonicalBytes([
            RDFQuad(
                subject: .iri("urn:s"), predicate: .iri("urn:p"), object: Self.literal(value))
        ])
        #expect(written == Array("<urn:s> <urn:p> \"\(escaped)\" .\n".utf8))
    }

    @Test(
        "A term that would not read back as itself is refused, so that none can forge a line",
        arguments: [
            RDFTerm.iri(""), .iri("urn:s> <urn:p> <urn:o> .\n<urn:x"), .iri("urn:a b"),
            .iri("urn:\u{1F}"), .iri("urn:\\"), .iri("urn:\"{}|^`"),
            .blankNode(""), .blankNode("a b"), .blankNode("a ."), .blankNode("a."),
            .blankNode(".a"),
            literal("o", "urn:t> ."), literal("o", NQuadsParserTests.langString, "en ."),
            literal("o", NQuadsParserTests.langString, ""),
        ])
    func refusals(term: RDFTerm) throws {
        #expect(throws: RDFTermError.self) { try line(object: term) }
    }

    @Test("A literal or a blank node cannot stand where RDF has none")
    func places() {
        #expect(throws: RDFTermError.self) { try line(subject: Self.literal("s")) }
        #expect(throws: RDFTermError.self) { try line(predicate: .blankNode("p")) }
        #expect(throws: RDFTermError.self) { try line(graph: Self.literal("g")) }
    }
}
