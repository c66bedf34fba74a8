import LinkedData
import Testing

@Suite("Statements of published credentials", .needsSharedVectors)
struct CredentialStatementsTests {
    private let processor: JSONLDProcessor

    init() throws {
        processor = JSONLDProcessor(loader: try PublishedContexts.loader())
    }

    private static let eddsa = "vectors/vc-di-eddsa/TestVectors"
    private static let badges = "vectors/ob3-examples"

    @Test(
        "Safe mode lets the W3C's credentials and proofs pass and gives their published N-Quads",
        arguments: [
            ("unsigned.json", "eddsa-rdfc-2022/canonDocDataInt.txt"),
            ("employmentAuth.json", "eddsa-rdfc-2022/employ/canonDocDataInt.txt"),
            (
                "eddsa-rdfc-2022/proofConfigDataInt.json",
                "eddsa-rdfc-2022/proofCanonDataInt.txt"
            ),
            (
                "eddsa-rdfc-2022/employ/proofConfigDataInt.json",
                "eddsa-rdfc-2022/employ/proofCanonDataInt.txt"
            ),
        ])
    func credentials(document: String, canonical: String) throws {
        let quads = try processor.quads(
            SharedVectors.json("\(Self.eddsa)/\(document)"), options: .signing)
        #expect(try text(quads) == SharedVectors.text("\(Self.eddsa)/\(canonical)"))
    }

    /// The base is the one that these examples were made with; it shows in a type that their
    /// contexts do not define.
    @Test("The example badge gives its published N-Quads", arguments: ["ob3", "status-list"])
    func badge(_ name: String) throws {
        let signed = try SharedVectors.json("\(Self.badges)/\(name)-example.signed.json")
        let steps = try SharedVectors.json("\(Self.badges)/\(name)-example.intermediate.json")
        let document = try #require(signed.objectValue).removing("proof")
        let quads = try processor.quads(
            .object(document), options: JSONLDOptions(base: "http://example.org/base/"))
        #expect(try text(quads) == steps["documentCanonical"]?.stringValue)
    }

    @Test("Safe mode names the term of the example badge that no context defines")
    func undefinedType() throws {
        let signed = try SharedVectors.json("\(Self.badges)/ob3-example.signed.json")
        var document = try #require(signed.objectValue).removing("proof")
        let error = #expect(throws: JSONLDError.self) {
            try processor.quads(.object(document), options: .signing)
        }
        #expect(error?.code == .dataLoss)
        #expect(error?.pointer == "/credentialSchema/0/type")
        #expect(error?.reason.contains("1EdTechJsonSchemaValidator2019") == true)

        document["credentialSchema"] = nil
        #expect(try processor.quads(.object(document), options: .signing).count == 42)
    }

    private func text(_ quads: [RDFQuad]) throws -> String {
        let canonical = try RDFCanonicalization.canonicalize(quads, digest: .sha256)
        return String(decoding: canonical.nquads, as: UTF8.self)
    }
}
