import LinkedData
import Testing

@testable import Credentials

/// The published proof set and proof chain of vc-di-eddsa.
@Suite(
    "Proof sets and chains",
    .enabled(
        if: SharedVectors.isPresent("vc-di-eddsa/TestVectors/proof-set-chain")
            && PublishedContexts.isPresent,
        "needs the published vectors beside the repository"))
struct ProofChainTests {
    private static func document(_ name: String) throws -> JSONObject {
        try #require(
            try SharedVectors.json("vc-di-eddsa/TestVectors/proof-set-chain/\(name).json")
                .objectValue)
    }

    private static func outcome(
        _ index: Int, of document: JSONObject
    ) async throws -> ProofSet<TestResources>.Outcome {
        var set = ProofSet(
            proofs: try #require(document["proof"]).oneOrMore,
            document: document.removing("proof"),
            verification: ProofVerification(
                keys: KeyLookup(resources: TestResources(), memory: VerifierMemory()),
                contexts: try PublishedContexts.library()))
        return await set.outcome(index, demand: nil)
    }

    @Test(
        "Every proof of the published sets and chains holds",
        arguments: [
            ("signedProofSet1", 1), ("signedProofSet2", 2), ("signedProofChain1", 3),
            ("signedProofChain2", 4),
        ])
    func published(name: String, count: Int) async throws {
        let document = try Self.document(name)
        #expect(document["proof"]?.oneOrMore.count == count)
        for index in 0..<count {
            guard case .holds = try await Self.outcome(index, of: document) else {
                Issue.record("proof \(index) of \(name) does not hold")
                continue
            }
        }
    }

    @Test("A proof does not hold without each that it follows, or where one of those is changed")
    func broken() async throws {
        let document = try Self.document("signedProofChain2")
        let proofs = try #require(document["proof"]?.arrayValue)
        for missing in 0..<2 {
            var shorter = document
            var rest = proofs
            rest.remove(at: missing)
            shorter["proof"] = .array(rest)
            guard case .fails(let fault) = try await Self.outcome(1, of: shorter) else {
                Issue.record("holds without proof \(missing)")
                continue
            }
            #expect(fault.reason.contains("is not there"))
        }
        var members = try #require(proofs[0].objectValue)
        members["created"] = "2023-02-24T23:36:39Z"
        var changed = document
        changed["proof"] = .array([.object(members)] + proofs.dropFirst())
        for index in [0, 2, 3] {
            guard case .fails = try await Self.outcome(index, of: changed) else {
                Issue.record("proof \(index) holds over a changed one")
                continue
            }
        }
    }

    @Test("Proofs that follow each other in a circle are refused")
    func circle() async throws {
        var document = try Self.document("signedProofChain2")
        var proofs = try #require(document["proof"]?.arrayValue)
        var first = try #require(proofs[0].objectValue)
        first["previousProof"] = proofs[2]["id"]
        proofs[0] = .object(first)
        document["proof"] = .array(proofs)
        guard case .fails(let fault) = try await Self.outcome(3, of: document) else {
            Issue.record("a circle holds")
            return
        }
        #expect(fault.reason.contains("is not there"))
    }
}
