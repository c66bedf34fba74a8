import LinkedData
import Testing

@Suite("RDFC-1.0, poisoned graphs")
struct RDFCanonicalizationBoundTests {
    /// A graph of alike nodes, as pairs of their numbers.
    struct Graph: Sendable, CustomTestStringConvertible {
        let name: String
        let edges: [(Int, Int)]

        var testDescription: String { name }

        var quads: [RDFQuad] {
            edges.map { from, to in
                RDFQuad(
                    subject: .blankNode("n\(from)"), predicate: .iri("urn:p"),
                    object: .blankNode("n\(to)"))
            }
        }

        static func clique(_ count: Int) -> Graph {
            Graph(
                name: "clique of \(count)",
                edges: (0..<count).flatMap { from in
                    (0..<count).filter { $0 != from }.map { (from, $0) }
                })
        }

        static func ring(_ count: Int) -> Graph {
            Graph(name: "ring of \(count)", edges: (0..<count).map { ($0, ($0 + 1) % count) })
        }

        static func stars(_ count: Int, points: Int) -> Graph {
            Graph(
                name: "\(count) stars of \(points) points",
                edges: (0..<count).flatMap { star in
                    (1...points).map { (star * (points + 1), star * (points + 1) + $0) }
                })
        }
    }

    static let poisons: [Graph] = [
        .clique(10), .clique(40), .ring(5_000), .stars(300, points: 16), .stars(2, points: 2_500),
    ]

    @Test("A poisoned graph is refused at the bound, with few digests taken", arguments: poisons)
    func refusal(graph: Graph) throws {
        let limits = RDFCanonicalization.Limits.standard
        let counter = CallCounter()
        let counting = RDFCanonicalization.Digest(name: "SHA-256, counted") { message in
            counter.add(bytes: message.count)
            return RDFCanonicalization.Digest.sha256.hash(message)
        }
        let quads = graph.quads
        let error = try #require(throws: RDFCanonicalizationError.self) {
            try RDFCanonicalization.canonicalize(quads, digest: counting, limits: limits)
        }
        #expect(error.code == .tooComplex)
        // Each node once by itself, then no more than one digest a step.
        #expect(counter.calls <= quads.count * 2 + limits.steps)
    }

    @Test(
        "Graphs of alike nodes that take few steps are labelled",
        arguments: [
            Graph.clique(5), .ring(40), .stars(40, points: 1), .stars(3, points: 4),
            .stars(1, points: 12),
        ])
    func harmless(graph: Graph) throws {
        let result = try RDFCanonicalization.canonicalize(graph.quads, digest: .sha256)
        #expect(result.labels.count == Set(graph.edges.flatMap { [$0.0, $0.1] }).count)
    }

    @Test("Nodes that many graphs link in the same way are not tried in every order")
    func repeatedNeighbour() throws {
        let quads = (0..<12).flatMap { graph in
            [("a", "b"), ("c", "d")].map { from, to in
                RDFQuad(
                    subject: .blankNode(from), predicate: .iri("urn:p"), object: .blankNode(to),
                    graph: .iri("urn:g\(graph)"))
            }
        }
        let limits = RDFCanonicalization.Limits(steps: 1_000)
        let result = try RDFCanonicalization.canonicalize(quads, digest: .sha256, limits: limits)
        #expect(result.labels.count == 4)
    }

    @Test("Many alike nodes that are told apart by themselves take no steps")
    func manyNodes() throws {
        let quads = (0..<2_000).map { number in
            RDFQuad(
                subject: .blankNode("n\(number)"), predicate: .iri("urn:p"),
                object: .iri("urn:\(number)"))
        }
        let limits = RDFCanonicalization.Limits(steps: 0)
        let result = try RDFCanonicalization.canonicalize(quads, digest: .sha256, limits: limits)
        #expect(result.labels.count == 2_000)
    }

    @Test("Long IRIs count for more, so that they cannot make each step dear")
    func longTerms() throws {
        let predicate = RDFTerm.iri("urn:" + String(repeating: "p", count: 20_000))
        let quads = Graph.clique(9).quads.map {
            RDFQuad(subject: $0.subject, predicate: predicate, object: $0.object)
        }
        let counter = CallCounter()
        let counting = RDFCanonicalization.Digest(name: "SHA-256, counted") { message in
            counter.add(bytes: message.count)
            return RDFCanonicalization.Digest.sha256.hash(message)
        }
        #expect(throws: RDFCanonicalizationError.self) {
            try RDFCanonicalization.canonicalize(quads, digest: counting)
        }
        let longestLine = 20_100
        #expect(counter.bytes < quads.count * 2 * longestLine + 8_000_000)
    }

    @Test("A long IRI used again and again is refused before it fills the memory")
    func size() throws {
        let predicate = RDFTerm.iri("urn:" + String(repeating: "p", count: 1 << 20))
        let quads = (0..<10_000).map { number in
            RDFQuad(
                subject: .iri("urn:s"), predicate: predicate, object: .iri("urn:\(number)"))
        }
        let error = try #require(throws: RDFCanonicalizationError.self) {
            try RDFCanonicalization.canonicalize(quads, digest: .sha256)
        }
        #expect(error.code == .tooLarge)
        let few = Array(quads.prefix(3))
        #expect(
            try RDFCanonicalization.canonicalize(few, digest: .sha256).nquads.count > 3 << 20)
    }

    @Test("Every bound can be set")
    func limits() throws {
        let quads = Graph.ring(10).quads
        for limits in [
            RDFCanonicalization.Limits(steps: 5), RDFCanonicalization.Limits(depth: 5),
            RDFCanonicalization.Limits(bytes: 100),
        ] {
            #expect(throws: RDFCanonicalizationError.self) {
                try RDFCanonicalization.canonicalize(quads, digest: .sha256, limits: limits)
            }
        }
    }
}
