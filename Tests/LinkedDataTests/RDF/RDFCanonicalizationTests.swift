import LinkedData
import Testing

@Suite("RDFC-1.0")
struct RDFCanonicalizationTests {
    func canonical(
        _ text: String, limits: RDFCanonicalization.Limits = .standard
    ) throws -> RDFCanonicalization.Canonical {
        try RDFCanonicalization.canonicalize(
            NQuads.parse(Array(text.utf8)), digest: .sha256, limits: limits)
    }

    func text(_ canonical: RDFCanonicalization.Canonical) -> String {
        String(decoding: canonical.nquads, as: UTF8.self)
    }

    @Test("Lines come in code point order, which is not UTF-16 order")
    func order() throws {
        let sorted = [
            "<urn:a2> <urn:p> <urn:b> .", "<urn:a> <urn:p> \"\u{E9}\" .",
            "<urn:a> <urn:p> \"\u{FB33}\" .", "<urn:a> <urn:p> \"\u{1F600}\" .",
            "<urn:a> <urn:p> \"\u{1F600}\"@en .", "<urn:a> <urn:p> <urn:b2> .",
            "<urn:a> <urn:p> <urn:b> .", "<urn:a> <urn:p> <urn:b> <urn:g> .",
        ]
        var random = SeededGenerator()
        for _ in 0..<20 {
            let shuffled = sorted.shuffled(using: &random).joined(separator: "\n")
            #expect(
                text(try canonical(shuffled)) == sorted.map { $0 + "\n" }.joined(),
                "seed \(random.seed)")
        }
    }

    @Test("A statement given twice counts once, for the lines and for the hashes")
    func repetition() throws {
        let once = """
            <urn:a> <urn:p> _:x .
            <urn:a> <urn:p> _:y .
            _:x <urn:q> "1" .
            _:y <urn:q> "2" .
            _:y <urn:q> "2" _:x .
            <urn:a> <urn:q> <urn:b> .

            """
        let expected = try canonical(once)
        #expect(text(expected).split(separator: "\n").count == 6)
        let twice = once + "_:y <urn:q> \"2\" .\n<urn:a> <urn:q> <urn:b> .\n" + once
        #expect(try canonical(twice).nquads == expected.nquads)
    }

    @Test("Order of statements and labels of blank nodes change nothing")
    func isomorphism() throws {
        var random = SeededGenerator()
        for _ in 0..<200 {
            let nodes = Int.random(in: 1...6, using: &random)
            // Subject, predicate, object and graph name; past the nodes lie two IRIs and no graph.
            let quads = (0..<Int.random(in: 1...14, using: &random)).map { _ in
                (0..<4).map { _ in Int.random(in: 0..<nodes + 3, using: &random) }
            }
            func lines(_ quads: [[Int]], label: (Int) -> String) -> String {
                func term(_ number: Int) -> String {
                    number < nodes ? "_:\(label(number))" : "<urn:\(number - nodes)>"
                }
                return quads.map { quad in
                    let graph = quad[3] == nodes + 2 ? "" : term(quad[3])
                    return "\(term(quad[0])) <urn:p\(quad[1] % 2)> \(term(quad[2])) \(graph) .\n"
                }.joined()
            }
            let names = (0..<nodes).shuffled(using: &random)
            let graph = lines(quads) { "n\($0)" }
            let renamed = lines(quads.shuffled(using: &random)) { "e\(names[$0])" }
            let first = try canonical(graph)
            let second = try canonical(renamed)
            #expect(first.nquads == second.nquads, "seed \(random.seed)")
            #expect(
                try canonical(text(first)).nquads == first.nquads, "seed \(random.seed)")
        }
    }

    @Test("A graph that differs in one place differs in its canonical form")
    func difference() throws {
        let ring = "_:a <urn:p> _:b .\n_:b <urn:p> _:c .\n_:c <urn:p> _:a .\n"
        let twoRings = "_:a <urn:p> _:b .\n_:b <urn:p> _:a .\n_:c <urn:p> _:c .\n"
        #expect(try canonical(ring).nquads != canonical(twoRings).nquads)
    }

    @Test("The labels of the input stand in the order of the canonical ones")
    func labels() throws {
        let result = try canonical("_:x <urn:p> _:y .\n_:y <urn:q> \"o\" .\n")
        let issued = result.issuedLabels
        #expect(result.labels.count == 2)
        #expect(issued.count == 2)
        for (number, label) in result.labels.enumerated() {
            #expect(issued[ExactString(label)] == "c14n\(number)")
        }
        #expect(text(result).contains("_:\(try #require(issued["x"])) <urn:p>"))
        #expect(try canonical("<urn:s> <urn:p> <urn:o> .").labels.isEmpty)
        #expect(try canonical("").nquads.isEmpty)
    }

    @Test("Labels that only look alike are different nodes")
    func lookalikeLabels() throws {
        let quads = ["\u{E9}", "e\u{301}"].map { label in
            RDFQuad(
                subject: .blankNode(label), predicate: .iri("urn:p"), object: .iri("urn:o"))
        }
        let result = try RDFCanonicalization.canonicalize(quads, digest: .sha256)
        #expect(text(result) == "_:c14n0 <urn:p> <urn:o> .\n_:c14n1 <urn:p> <urn:o> .\n")
    }

    @Test("A label of any text is good, since none is ever written")
    func strangeLabels() throws {
        let quad = RDFQuad(
            subject: .blankNode("a .\n<urn:x>"), predicate: .iri("urn:p"), object: .iri("urn:o"))
        let result = try RDFCanonicalization.canonicalize([quad], digest: .sha256)
        #expect(text(result) == "_:c14n0 <urn:p> <urn:o> .\n")
        #expect(result.labels == ["a .\n<urn:x>"])
    }

    @Test("A term that could forge a line is refused")
    func forgery() throws {
        let quad = RDFQuad(
            subject: .iri("urn:s"), predicate: .iri("urn:p"),
            object: .iri("urn:o> .\n<urn:s> <urn:p> <urn:x"))
        let error = try #require(throws: RDFCanonicalizationError.self) {
            try RDFCanonicalization.canonicalize([quad], digest: .sha256)
        }
        #expect(error.code == .invalidTerm)
    }

    @Test("SHA-256 and SHA-384 may number alike nodes differently, each always the same way")
    func digests() throws {
        let quads = try NQuads.parse(
            Array((0..<8).map { "_:n\($0) <urn:p> \"\($0)\" .\n" }.joined().utf8))
        let short = try RDFCanonicalization.canonicalize(quads, digest: .sha256)
        let long = try RDFCanonicalization.canonicalize(quads, digest: .sha384)
        #expect(short.nquads != long.nquads)
        #expect(
            try RDFCanonicalization.canonicalize(quads.reversed(), digest: .sha384).nquads
                == long.nquads)
    }
}
