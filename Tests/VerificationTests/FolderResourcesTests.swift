import Credentials
import Foundation
import LinkedData
import Testing
import Verification

@Suite("A folder of documents and lists")
struct FolderResourcesTests {
    private func with(
        _ files: [String: [UInt8]], _ body: (FolderResources) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "certauthority-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for (name, bytes) in files {
            let path = "\(folder)/\(name)"
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: path))
        }
        try await body(try FolderResources(folder: folder))
    }

    private func document(_ id: String, _ members: String = "") -> [UInt8] {
        Array("{\"id\":\"\(id)\"\(members.isEmpty ? "" : "," + members)}".utf8)
    }

    private func isFound<Value>(_ lookup: Lookup<Value>) -> Bool {
        if case .found = lookup { true } else { false }
    }

    @Test("Documents are read wherever they lie and however they are wrapped, whatever their name")
    func documents() async throws {
        let method =
            #"{"id":"did:web:one.example#k","type":"Multikey","controller":"did:web:one.example","publicKeyMultibase":"z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"}"#
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        try await with([
            "plain.json": document("did:web:plain.example"),
            "mark.json": mark + document("did:web:mark.example"),
            "sub/deeper/x.txt": document("did:web:deep.example"),
            "resolver": Array(
                "{\"didDocument\":\(String(decoding: document("did:web:r.example"), as: UTF8.self)),\"didResolutionMetadata\":{}}"
                    .utf8),
            "one.json": document(
                "did:web:one.example",
                "\"verificationMethod\":\(method),\"assertionMethod\":\"did:web:one.example#k\""),
        ]) { folder in
            #expect(folder.warnings == [])
            for id in ["plain", "mark", "deep", "r", "one"] {
                #expect(isFound(await folder.controllerDocument("did:web:\(id).example")), "\(id)")
            }
            #expect(!isFound(await folder.controllerDocument("did:web:none.example")))
            guard case .found(let one) = await folder.controllerDocument("did:web:one.example")
            else { return }
            #expect(
                (try? one.method("did:web:one.example#k", for: .assertionMethod)) != nil)
        }
    }

    @Test("A stray or damaged file is named with the reason, and stops nothing")
    func stray() async throws {
        try await with([
            "good.json": document("did:web:good.example"), "README.md": Array("# Hello".utf8),
            "cut.json": Array("{\"id\":\"did:".utf8), "empty.json": [],
            "picture.png": [0x89, 0x50, 0x4E, 0x47], "list.json": Array("[1]".utf8),
            "bad.json": document("did:web:bad.example", "\"verificationMethod\":7"),
            "again/good.json": document("did:web:good.example"), ".hidden": [0],
        ]) { folder in
            #expect(isFound(await folder.controllerDocument("did:web:good.example")))
            let names = [
                "again/good.json", "bad.json", "cut.json", "empty.json", "list.json", "picture.png",
                "README.md",
            ]
            // One of the two documents with the same id is told of, whichever is read last.
            #expect(folder.warnings.count == names.count)
            for name in names.dropFirst() {
                #expect(
                    folder.warnings.contains { $0.contains("/\(name) is passed over: ") }, "\(name)"
                )
            }
            #expect(
                folder.warnings.contains { $0.contains("good.json is passed over: another file") })
        }
    }

    @Test("Status lists are found by their id, as JSON and as tokens")
    func lists() async throws {
        let list = Array(
            #"{"id":"https://a.example/l","type":["VerifiableCredential"],"credentialSubject":{}}"#
                .utf8)
        let payload =
            #"{"id":"https://b.example/l","type":["VerifiableCredential"],"credentialSubject":{}}"#
        let token =
            [#"{"alg":"ES256","typ":"vc+jwt"}"#, payload].map {
                Base64URL.encode(Array($0.utf8))
            }.joined(separator: ".") + ".AAAA"
        try await with(["l.json": list, "t.jwt": Array((token + "\n").utf8)]) { folder in
            guard case .found(let bytes) = await folder.statusListCredential("https://a.example/l")
            else {
                Issue.record("the list is not found")
                return
            }
            #expect(bytes == list)
            guard case .found(let other) = await folder.statusListCredential("https://b.example/l")
            else {
                Issue.record("the token is not found")
                return
            }
            #expect(other == Array(token.utf8))
        }
    }
}
