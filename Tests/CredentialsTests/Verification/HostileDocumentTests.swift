import LinkedData
import Testing

@testable import Credentials

/// Documents that are made to cost, or to lead astray. What they cost is measured by
/// `scripts/bench`, since a machine's speed is no property of the code; here they must end at all.
@Suite("Hostile documents are refused by name", .timeLimit(.minutes(5)))
struct HostileDocumentTests {
    private static let now = TestIssuer.now

    private static func verify(
        _ bytes: [UInt8], _ resources: TestResources
    ) async throws -> VerificationReport {
        let report = await Verifier(resources: resources).verify(bytes, at: now)
        #expect(report.verdict != .valid)
        return report
    }

    @Test("A graph whose nodes are all alike")
    func poisonedGraph() async throws {
        let issuer = try TestIssuer()
        // A clique of blank nodes: every order of them has to be tried.
        let size = 12
        let nodes: [JSON] = (0..<size).map { node in
            [
                "id": .string("_:n\(node)"),
                "https://example.org/knows": .array(
                    (0..<size).filter { $0 != node }.map { ["id": .string("_:n\($0)")] }),
            ]
        }
        var document = try issuer.sign(issuer.badge().document)
        document["https://example.org/clique"] = .array(nodes)
        let report = try await Self.verify(document.sent, try issuer.resources())
        #expect(report.check(.proof)?.result == .notMade)
        #expect(report.check(.proof)?.detail.contains("steps") == true)
    }

    @Test("A document 100,000 levels deep", arguments: ["[", "{\"a\":"])
    func deep(bracket: String) async throws {
        let bytes = Array(String(repeating: bracket, count: 100_000).utf8)
        let report = try await Self.verify(bytes, TestResources())
        #expect(report.check(.parsing)?.detail.contains("64 levels") == true)
    }

    @Test("A document of 10 MB")
    func large() async throws {
        let bytes =
            Array("{\"a\":\"".utf8) + [UInt8](repeating: UInt8(ascii: "a"), count: 10_000_000)
            + Array("\"}".utf8)
        let report = try await Self.verify(bytes, TestResources())
        #expect(report.check(.parsing)?.detail.contains("the limit is 2097152") == true)
    }

    @Test("A token of 10 MB")
    func largeToken() async throws {
        let bytes =
            Array("eyJhbGciOiJub25lIn0.".utf8)
            + [UInt8](repeating: UInt8(ascii: "a"), count: 10_000_000) + Array(".a".utf8)
        let report = try await Self.verify(bytes, TestResources())
        #expect(report.check(.parsing)?.result == .notMade)
    }

    @Test("A status list that expands to 64 MB")
    func bomb() async throws {
        let issuer = try TestIssuer()
        let bomb = try BitstringStatusList(length: 64 << 23).encoded()
        var list = try StatusListCredential(
            id: TestIssuer.statusList, issuer: issuer.did, validFrom: Self.now,
            timeToLive: 300_000, list: BitstringStatusList()
        ).document()
        var subject = try #require(list["credentialSubject"]?.objectValue)
        subject["encodedList"] = .string(bomb)
        list["credentialSubject"] = .object(subject)
        let resources = try issuer.resources(list: try issuer.sign(list).sent)
        let badge = try issuer.sign(issuer.badge().document)
        let report = try await Self.verify(badge.sent, resources)
        #expect(report.check(.status)?.detail.contains("more than 8388608 bytes") == true)
        #expect(report.verdict == .cannotTell)
    }

    @Test("Terms that define each other in a circle")
    func contextLoop() async throws {
        let issuer = try TestIssuer()
        var document = try issuer.sign(issuer.badge().document)
        let contexts = try #require(document["@context"]?.arrayValue)
        document["@context"] = .array(contexts + [["one": "two:x", "two": "one:y"]])
        let report = try await Self.verify(document.sent, try issuer.resources())
        #expect(report.check(.proof)?.result == .failed)
        #expect(report.check(.proof)?.detail.contains("/@context/2") == true)
    }

    @Test("Very many terms of its own, and as many values that could be short for others")
    func manyTerms() async throws {
        let key = try PrivateKey.generate(.ed25519)
        let issuer = try DIDKey(key.publicKey)
        var context = JSONObject()
        let count = 20_000
        for index in 0..<count { context["t\(index)"] = .string("urn:t:\(index)") }
        var document = JSONObject()
        document["@context"] = ["https://www.w3.org/ns/credentials/v2", .object(context)]
        document["type"] = ["VerifiableCredential"]
        document["issuer"] = .string(issuer.did)
        document["credentialSubject"] = [
            "id": "urn:a:b", "t0": .array((0..<count).map { .string("u\($0):x") }),
        ]
        let signed = try DataIntegrityProof.sign(
            document, with: key, cryptosuite: .eddsaRDFC2022,
            verificationMethod: issuer.verificationMethod, created: Self.now)
        // Nothing in it is short for anything, and each value is held against each term.
        let report = await Verifier(resources: TestResources()).verify(signed.sent, at: Self.now)
        #expect(report.check(.contexts)?.result == .passed)
    }

    @Test("A known context that an operator's folder makes include itself")
    func recursiveContext() async throws {
        let url = "https://context.example/loop"
        let library = ContextLibrary(adding: [(url, ["@context": [.string(url)]])])
        let issuer = try TestIssuer()
        var document = try issuer.sign(issuer.badge().document)
        document["@context"] = .array((document["@context"]?.arrayValue ?? []) + [.string(url)])
        let report = await Verifier(resources: try issuer.resources(), contexts: library)
            .verify(document.sent, at: Self.now)
        #expect(report.check(.proof)?.result != .passed)
        #expect(report.check(.proof)?.detail.contains(url) == true)
    }

    @Test("A proof set, a status and a chain of more entries than anyone has")
    func manyEntries() async throws {
        let issuer = try TestIssuer()
        var document = try issuer.sign(issuer.badge().document)
        var proof = try #require(document["proof"]?.objectValue)
        proof["created"] = "2020-01-01T00:00:00Z"
        document["proof"] = .array(Array(repeating: .object(proof), count: 2000))
        document["credentialStatus"] = .array(
            Array(repeating: try #require(document["credentialStatus"]), count: 2000))
        let report = try await Self.verify(document.sent, try issuer.resources())
        #expect(report.check(.proof)?.result == .notMade)
        #expect(report.check(.proof)?.detail.contains("only the first 8") == true)
        #expect(report.verdict == .cannotTell)
    }
}
