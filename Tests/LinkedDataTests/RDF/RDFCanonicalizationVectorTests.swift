import LinkedData
import Testing

@Suite("RDFC-1.0, published tests", .needsSharedVectors)
struct RDFCanonicalizationVectorTests {
    /// An entry of the manifest.
    struct Case: Sendable, CustomTestStringConvertible {
        let id: String
        let name: String
        let type: String
        let digest: RDFCanonicalization.Digest
        let input: String
        let result: String?

        var testDescription: String { "\(id) \(name)" }
    }

    static let folder = "vectors/rdf-canon/tests"

    static func cases(_ type: String) throws -> [Case] {
        guard SharedVectors.isPresent else { return [] }
        let entries = try #require(
            try SharedVectors.json("\(folder)/manifest.jsonld")["entries"]?.arrayValue)
        return try entries.map { entry in
            Case(
                id: try #require(entry["id"]?.stringValue),
                name: try #require(entry["name"]?.stringValue),
                type: try #require(entry["type"]?.stringValue),
                digest: entry["hashAlgorithm"] == "SHA384" ? .sha384 : .sha256,
                input: try #require(entry["action"]?.stringValue),
                result: entry["result"]?.stringValue)
        }.filter { $0.type == type }
    }

    func canonical(_ test: Case) throws -> RDFCanonicalization.Canonical {
        let quads = try NQuads.parse(SharedVectors.bytes("\(Self.folder)/\(test.input)"))
        return try RDFCanonicalization.canonicalize(quads, digest: test.digest)
    }

    @Test("The manifest has the 86 tests that are run here")
    func manifest() throws {
        let counts = try ["Eval", "Map", "NegativeEval"].map {
            try Self.cases("rdfc:RDFC10\($0)Test").count
        }
        #expect(counts.reduce(0, +) == 86)
        #expect(counts.allSatisfy { $0 > 0 })
    }

    @Test("Canonical N-Quads are the published ones", arguments: try cases("rdfc:RDFC10EvalTest"))
    func evaluation(test: Case) throws {
        let expected = try SharedVectors.text("\(Self.folder)/\(#require(test.result))")
        let nquads = try canonical(test).nquads
        #expect(String(decoding: nquads, as: UTF8.self) == expected)
        #expect(nquads == Array(expected.utf8))
    }

    @Test("Issued labels are the published ones", arguments: try cases("rdfc:RDFC10MapTest"))
    func map(test: Case) throws {
        let expected = try SharedVectors.json("\(Self.folder)/\(#require(test.result))")
        var issued = JSONObject()
        for (label, canonical) in try canonical(test).issuedLabels {
            issued[label.text] = .string(canonical)
        }
        #expect(JSON.object(issued) == expected)
    }

    @Test(
        "Poisoned graphs are refused as too complex",
        arguments: try cases("rdfc:RDFC10NegativeEvalTest"))
    func refusal(test: Case) throws {
        let error = try #require(throws: RDFCanonicalizationError.self) { try canonical(test) }
        #expect(error.code == .tooComplex)
    }
}
