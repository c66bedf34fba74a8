import Credentials
import Foundation
import LinkedData
import Testing

@Suite("Documents in words of contexts that the operator supplies")
struct SuppliedContextTests {
    private static let url = "https://hive.example/context/v1"
    private static let context = #"{"@context": {"hiveCount": "https://hive.example/terms#count"}}"#

    /// A stranger's credential with a word of that context.
    private static func credential() throws -> JSONObject {
        let key = try PrivateKey.generate(.ed25519)
        let issuer = try DIDKey(key.publicKey)
        let context = try JSON.parse(Array(context.utf8))
        let document: JSON = [
            "@context": ["https://www.w3.org/ns/credentials/v2", .string(url)],
            "type": ["VerifiableCredential"], "issuer": .string(issuer.did),
            "credentialSubject": ["id": "did:example:keeper", "hiveCount": .number(3)],
        ]
        return try DataIntegrityProof.sign(
            try #require(document.objectValue), with: key, cryptosuite: .eddsaRDFC2022,
            verificationMethod: issuer.verificationMethod,
            created: Timestamp(seconds: 1_700_000_000),
            contexts: ContextLibrary(supplied: [(url, context)]))
    }

    private static func write(_ coalition: Coalition, digest: String) throws -> String {
        let folder = coalition.desk + "/contexts"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        _ = try coalition.write("contexts/v1.json", Array(context.utf8))
        _ = try coalition.write(
            "contexts/contexts.yaml",
            Array("contexts:\n  - {url: \(url), file: v1.json, sha256: \(digest)}\n".utf8))
        return folder
    }

    @Test("With the folder they are valid to certctl, alone and in bulk, and to the server")
    func everyWay() async throws {
        try await Coalition.with { coalition in
            let credential = try Self.credential()
            let file = try coalition.write("one.json", JSON.object(credential).compactBytes())
            let many = try coalition.write(
                "many.ndjson", JSON.object(credential).compactBytes() + [0x0A])
            let folder = try Self.write(
                coalition, digest: Digest.hexadecimal(Digest.sha256(Array(Self.context.utf8))))
            let body: JSON = ["verifiableCredential": .object(credential)]
            for isSupplied in [false, true] {
                let option = isSupplied ? ["--contexts", folder] : []
                for subject in [[file], ["--bulk", many]] {
                    let outcome = try await coalition.start(
                        ["verify", "--json"] + subject + option
                    ).outcome()
                    let answer = String(decoding: outcome.output, as: UTF8.self)
                    #expect(
                        answer.contains(isSupplied ? #""valid""# : #""cannot-tell""#),
                        "\(subject): \(answer) \(outcome.complaints)")
                }
                try await Server.with(
                    home: coalition.home, settings: isSupplied ? ["contexts=\(folder)"] : []
                ) { server in
                    let answer = try await server.post("/credentials/verify", body)
                    #expect(try answer.json()["verified"] == .bool(isSupplied), "\(answer.text)")
                }
            }
        }
    }

    @Test("A folder with another file than the pinned one is refused before anything is verified")
    func changed() async throws {
        try await Coalition.with { coalition in
            let folder = try Self.write(coalition, digest: String(repeating: "0", count: 64))
            let file = try coalition.write(
                "one.json", JSON.object(try Self.credential()).compactBytes())
            let outcome = try await coalition.certctl(
                "verify", file, "--contexts", folder, exits: 4)
            #expect(outcome.output.isEmpty)
            #expect(outcome.complaints.contains("not the one that is pinned"))
            let server = try await Server.start(
                home: coalition.home, settings: ["contexts=\(folder)"]
            ).outcome()
            #expect(server.status == 4)
            #expect(server.complaints.contains("not the one that is pinned"))
        }
    }
}
