import LinkedData
import Testing

@Suite("From credentials to canonical N-Quads", .needsSharedVectors)
struct CanonicalCredentialTests {
    /// A JSON-LD document, without its proof, and the canonical form published for it.
    struct Case: Sendable, CustomTestStringConvertible {
        let document: String
        let canonical: String
        let digest: RDFCanonicalization.Digest

        var testDescription: String { canonical }
    }

    /// Canonical documents and proof options of the RDF suites, beside their sources.
    static func cases() throws -> [Case] {
        var cases: [Case] = []
        for folder in ["vectors/vc-di-eddsa/TestVectors", "vectors/vc-di-ecdsa/TestVectors"] {
            for file in try SharedVectors.files(below: folder, ending: ".txt") {
                guard !file.contains("jcs"), !file.contains("ecdsa-sd-2023") else { continue }
                for (result, source) in [("canonDoc", "signed"), ("proofCanon", "proofConfig")] {
                    guard let range = file.firstRange(of: result) else { continue }
                    var document = file
                    document.replaceSubrange(range, with: source)
                    cases.append(
                        Case(
                            document: document.dropLast(4) + ".json", canonical: file,
                            digest: file.contains("384") ? .sha384 : .sha256))
                }
            }
        }
        return cases
    }

    static func canonical(
        _ document: JSON, digest: RDFCanonicalization.Digest
    ) throws -> RDFCanonicalization.Canonical {
        let unsecured = JSON.object(try #require(document.objectValue).removing("proof"))
        let quads = try KnownContextExpansionTests.ours().quads(unsecured, options: .signing)
        return try RDFCanonicalization.canonicalize(quads, digest: digest)
    }

    @Test("The published canonical form is reached", arguments: try cases())
    func published(test: Case) throws {
        let expected = try SharedVectors.text(test.canonical)
        let canonical = try Self.canonical(
            SharedVectors.json(test.document), digest: test.digest)
        #expect(String(decoding: canonical.nquads, as: UTF8.self) == expected)
    }

    @Test("There are as many published forms as were counted")
    func count() throws {
        #expect(try Self.cases().count == 14)
    }

    @Test(
        "A whole badge and a status list reach the form that another implementation gave",
        arguments: ["ob3-example", "status-list-example"])
    func examples(name: String) throws {
        let folder = "vectors/ob3-examples"
        let signed = try SharedVectors.json("\(folder)/\(name).signed.json")
        let expected = try SharedVectors.json("\(folder)/\(name).intermediate.json")
        let unsecured = JSON.object(try #require(signed.objectValue).removing("proof"))
        // The other implementation ran with this base, which shows in the one undefined type.
        let options = JSONLDOptions(base: "http://example.org/base/")
        let quads = try KnownContextExpansionTests.ours().quads(unsecured, options: options)
        let canonical = try RDFCanonicalization.canonicalize(quads, digest: .sha256)
        #expect(
            JSON.string(String(decoding: canonical.nquads, as: UTF8.self))
                == expected["documentCanonical"])
    }
}
