import LinkedData
import Testing

@testable import Credentials

/// The signed badge and status list that lie with the vectors, with their canonical statements.
@Suite(
    "The signed Open Badge example",
    .enabled(
        if: SharedVectors.isPresent("ob3-examples/ob3-example.signed.json"),
        "needs the published vectors beside the repository"))
struct OpenBadgeExampleTests {
    private static let now = Timestamp(seconds: 1_795_248_000)

    private static func document(_ name: String) throws -> JSONObject {
        try #require(try SharedVectors.json("ob3-examples/\(name).json").objectValue)
    }

    private static func resources() throws -> TestResources {
        let list = try SharedVectors.bytes("ob3-examples/status-list-example.signed.json")
        return TestResources(lists: ["https://issuer.example.org/status/3": list])
    }

    /// The contexts with the one term defined that the example leaves undefined on purpose, as
    /// the software that made the example resolved it against a base of its own.
    private static func library() throws -> ContextLibrary {
        let url = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        var context = try #require(KnownContexts.document(for: url)?["@context"]?.objectValue)
        context["1EdTechJsonSchemaValidator2019"] =
            "http://example.org/base/1EdTechJsonSchemaValidator2019"
        return ContextLibrary(adding: [(url, ["@context": .object(context)])])
    }

    @Test("The badge is refused for its undefined term, which is named with its place")
    func undefinedTerm() async throws {
        let bytes = try SharedVectors.bytes("ob3-examples/ob3-example.signed.json")
        let report = await Verifier(resources: try Self.resources()).verify(bytes, at: Self.now)
        let proof = try #require(report.check(.proof))
        #expect(proof.result == .failed)
        #expect(proof.detail.contains("1EdTechJsonSchemaValidator2019"))
        #expect(proof.detail.contains("/credentialSchema/0/type"))
        #expect(proof.problemType == "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR")
        #expect(report.check(.structure)?.result == .passed)
        #expect(report.check(.openBadge)?.result == .passed)
        #expect(report.check(.status)?.result == .passed)
        #expect(report.verdict == .notGenuine)
    }

    @Test("With that term defined, every value is as published and the badge is valid")
    func statements() async throws {
        let document = try Self.document("ob3-example.signed")
        let published = try Self.document("ob3-example.intermediate")
        let contexts = try Self.library()
        let canonical = try contexts.standard.canonicalBytes(
            document.removing("proof"), .sha256)
        #expect(
            String(decoding: canonical, as: UTF8.self)
                == published["documentCanonical"]?.stringValue)
        #expect(
            Digest.hexadecimal(Digest.sha256(canonical)) == published["documentHash"]?.stringValue)
        let report = await Verifier(resources: try Self.resources(), contexts: contexts)
            .verify(document.sent, at: Self.now)
        #expect(report.checks.allSatisfy { $0.result == .passed })
        #expect(report.verdict == .valid)
    }

    @Test("The status list verifies, with every value as published")
    func statusList() async throws {
        let document = try Self.document("status-list-example.signed")
        let published = try Self.document("status-list-example.intermediate")
        let proof = try DataIntegrityProof(try #require(document["proof"]))
        var secured = SecuredDocument(document.removing("proof"), contexts: .known)
        let message = try secured.message(
            for: proof.cryptosuite, options: proof.options, digest: .sha256,
            in: ContextLibrary.known.standard)
        #expect(Digest.hexadecimal(message) == published["hashData"]?.stringValue)
        let report = await Verifier(resources: TestResources()).verify(
            document.sent, at: Self.now)
        #expect(report.verdict == .valid)
    }
}
