import Foundation
import LinkedData
import Testing

@testable import Credentials

/// The inputs of the W3C test suite for the Verifiable Credentials Data Model 2.0.
@Suite(
    "Inputs of the data model's test suite",
    .enabled(
        if: DataModelInput.isPresent && PublishedContexts.isPresent,
        "needs the published vectors beside the repository"))
struct DataModelSuiteTests {
    private static func judge(_ input: DataModelInput) throws {
        let document = try input.document()
        let contexts = try PublishedContexts.library()
        guard input.name.hasPrefix("presentation-") else {
            try CredentialStructure.validate(document, contexts: contexts)
            return
        }
        try PresentationStructure.validate(document)
        try ContextRules.validate(document, contexts: contexts)
    }

    @Test("All inputs are there")
    func count() throws {
        #expect(try DataModelInput.accepted().count == 65)
        #expect(try DataModelInput.refused().count == 52)
    }

    @Test("Every input that is well formed is accepted")
    func accepted() throws {
        for input in try DataModelInput.accepted() {
            do {
                try Self.judge(input)
            } catch {
                Issue.record("\(input.name): \(error)")
            }
        }
    }

    @Test("Every input that is malformed is refused for what its name says")
    func refused() throws {
        for input in try DataModelInput.refused() {
            guard let reason = DataModelRefusals.reasons[input.name] else {
                Issue.record("no reason is known for \(input.name)")
                continue
            }
            do {
                try Self.judge(input)
                Issue.record("\(input.name) was accepted")
            } catch {
                let found = "\(error)"
                #expect(found.hasPrefix(reason), "\(input.name): \(found)")
            }
        }
    }
}

/// One file of the suite.
struct DataModelInput {
    let name: String
    private let path: String

    private static let folder = "vc-data-model-2.0-test-suite/tests/input"
    static var isPresent: Bool { SharedVectors.isPresent(folder) }

    /// The input, with an issuer and dates where the suite leaves those to who runs it.
    func document() throws -> JSONObject {
        var document = try #require(try SharedVectors.json(path).objectValue)
        let dates = ["PAST DATE": "2020-01-01T00:00:00Z", "FUTURE DATE": "2120-01-01T00:00:00Z"]
        for member in ["validFrom", "validUntil"] {
            if let date = document[member]?.stringValue.flatMap({ dates[$0] }) {
                document[member] = .string(date)
            }
        }
        guard !name.hasPrefix("presentation-"), name != "credential-issuer-null-fail",
            !name.hasSuffix("no-url-fail"), !name.hasSuffix("id-null-fail"),
            name != "credential-no-issuer-fail"
        else { return document }
        var issuer = document["issuer"]?.objectValue
        issuer?["id"] = "did:example:issuer"
        document["issuer"] = issuer.map { .object($0) } ?? "did:example:issuer"
        return document
    }

    static func accepted() throws -> [DataModelInput] { try all { $0.hasSuffix("-ok") } }

    static func refused() throws -> [DataModelInput] {
        try all { $0.hasSuffix("-fail") || $0.hasSuffix("-fail-or-inject") }
    }

    private static func all(where isIncluded: (String) -> Bool) throws -> [DataModelInput] {
        try ["", "/names-and-descriptions"].flatMap { subfolder in
            let path = folder + subfolder
            return try FileManager.default
                .contentsOfDirectory(atPath: SharedVectors.folder.appending(path: path).path)
                .filter { $0.hasSuffix(".json") }.sorted()
                .map { DataModelInput(name: String($0.dropLast(5)), path: "\(path)/\($0)") }
        }.filter { isIncluded($0.name) }
    }
}
