import CertAuthority
import Credentials
import Foundation
import LinkedData
import Testing
import Verification

@Suite("A folder of contexts")
struct ContextFolderTests {
    private static let context = #"{"@context": {"hiveCount": "https://hive.example/terms#count"}}"#
    private static let url = "https://hive.example/context/v1"

    /// A folder with these files, gone when the body is done.
    private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "contexts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        try body(folder.path)
    }

    private static func index(
        url: String = url, file: String = "v1.json", digest: String? = nil,
        of content: String = context
    ) -> String {
        let digest = digest ?? Digest.hexadecimal(Digest.sha256(Array(content.utf8)))
        return "contexts:\n  - url: \(url)\n    file: \(file)\n    sha256: \(digest)\n"
    }

    @Test("What is listed and pinned is read by, and what is not listed is not read")
    func library() throws {
        let files = [
            "contexts.yaml": Self.index(), "v1.json": Self.context, "stray.json": "no JSON at all",
        ]
        try withFolder(files) { folder in
            let library = try ContextFolder.library(folder)
            let key = try PrivateKey.generate(.ed25519)
            var document = JSONObject()
            document["@context"] = [
                "https://www.w3.org/ns/credentials/v2", .string(Self.url),
            ]
            document["type"] = ["VerifiableCredential"]
            document["issuer"] = .string(try DIDKey(key.publicKey).did)
            document["credentialSubject"] = ["id": "urn:a:b", "hiveCount": .number(3)]
            // An unknown context or term would be refused here.
            _ = try DataIntegrityProof.sign(
                document, with: key, cryptosuite: .eddsaRDFC2022,
                verificationMethod: try DIDKey(key.publicKey).verificationMethod,
                created: Timestamp(seconds: 0), contexts: library)
        }
    }

    @Test("A list without contexts is the carried ones")
    func empty() throws {
        try withFolder(["contexts.yaml": "contexts: []\n"]) { folder in
            _ = try ContextFolder.library(folder)
        }
    }

    @Test(
        "What is wrong is named with its place and what to do",
        arguments: [
            (
                index(digest: String(repeating: "0", count: 64)), context,
                "not the one that is pinned"
            ),
            (index(), context + " ", "not the one that is pinned"),
            (index(digest: "abc"), context, "64 hexadecimal digits"),
            (index(file: "other.json"), context, "does not exist"),
            (index(file: "../v1.json"), context, "without slashes"),
            (index(url: "hive"), context, "as documents name it"),
            (index(of: "{"), "{", "not readable as JSON"),
            (index(url: "https://www.w3.org/ns/credentials/v2"), context, "carried already"),
            (
                index(of: #"{"@context": {"validUntil": "urn:a:b"}}"#),
                #"{"@context": {"validUntil": "urn:a:b"}}"#, "has another meaning here"
            ),
            (
                index(
                    of: #"{"@context": {"end": "https://www.w3.org/2018/credentials#validUntil"}}"#),
                #"{"@context": {"end": "https://www.w3.org/2018/credentials#validUntil"}}"#,
                "is another name for"
            ),
            ("context:\n", context, "did you mean contexts?"), ("- a\n", context, "contexts.yaml"),
        ])
    func faults(index: String, content: String, reason: String) throws {
        try withFolder(["contexts.yaml": index, "v1.json": content]) { folder in
            let error = #expect(throws: SourceFaults.self) { try ContextFolder.library(folder) }
            #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
            #expect(error?.description.contains("contexts.yaml") == true)
        }
    }

    @Test("A folder, or a list in it, that is missing is named")
    func missing() throws {
        try withFolder([:]) { folder in
            for path in [folder, folder + "/nowhere"] {
                let error = #expect(throws: FileError.self) { try ContextFolder.library(path) }
                #expect(error?.code == .missing)
                #expect(error?.description.contains("contexts") == true)
            }
        }
    }
}
