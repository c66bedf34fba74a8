import LinkedData
import Testing

@testable import Credentials

@Suite("The form of an Open Badge")
struct OpenBadgeStructureTests {
    /// A badge with the value at a path replaced, or taken out.
    private static func changed(
        _ value: JSON, _ path: ArraySlice<String>, _ replacement: JSON?
    ) throws -> JSON {
        guard let name = path.first else { return try #require(replacement) }
        if let index = Int(name) {
            var array = try #require(value.arrayValue)
            array[index] = try changed(array[index], path.dropFirst(), replacement)
            return .array(array)
        }
        var object = try #require(value.objectValue)
        if path.count == 1 {
            object[name] = replacement
        } else {
            object[name] = try changed(object[name] ?? .null, path.dropFirst(), replacement)
        }
        return .object(object)
    }

    @Test("What we issue has it")
    func ours() throws {
        try CredentialStructure.validate(try TestIssuer().badge().document, contexts: .known)
    }

    @Test(
        "What is missing or wrong is named",
        arguments: [
            ("id", nil, "id"), ("validFrom", nil, "validFrom"),
            ("@context", ["https://www.w3.org/ns/credentials/v2"], "@context"),
            ("credentialStatus", [], "credentialStatus"),
            ("issuer/type", nil, "issuer.type"),
            ("credentialSubject", [["id": "urn:a"], ["id": "urn:b"]], "credentialSubject"),
            ("credentialSubject/type", ["Person"], "credentialSubject.type"),
            ("credentialSubject/identifier", nil, "credentialSubject"),
            ("credentialSubject/identifier", [], "credentialSubject"),
            (
                "credentialSubject/identifier/0/hashed", "false",
                "credentialSubject.identifier.hashed"
            ),
            (
                "credentialSubject/identifier/1/identityHash", nil,
                "credentialSubject.identifier.identityHash"
            ),
            ("credentialSubject/achievement", nil, "credentialSubject.achievement"),
            ("credentialSubject/achievement/id", nil, "credentialSubject.achievement.id"),
            (
                "credentialSubject/achievement/criteria", [:],
                "credentialSubject.achievement.criteria"
            ),
            (
                "credentialSubject/achievement/image", ["id": "https://a.example/i.png"],
                "credentialSubject.achievement.image.type"
            ),
            (
                "credentialSubject/achievement/alignment", [["type": ["Alignment"]]],
                "credentialSubject.achievement.alignment.targetName"
            ),
            ("evidence", [["id": "urn:e"]], "evidence.type"),
        ] as [(String, JSON?, String)])
    func faults(path: String, value: JSON?, member: String) throws {
        let badge = JSON.object(try TestIssuer().badge().document)
        let document = try #require(
            try Self.changed(badge, path.split(separator: "/").map(String.init)[...], value)
                .objectValue)
        let error = #expect(throws: MalformedValue.self) {
            try CredentialStructure.validate(document)
        }
        #expect(error?.member == member)
    }

    @Test("A subject with an id needs no identifier")
    func identified() throws {
        let badge = JSON.object(try TestIssuer().badge().document)
        let subject = try Self.changed(badge, ["credentialSubject", "identifier"], nil)
        let document = try Self.changed(subject, ["credentialSubject", "id"], "did:example:amina")
        try CredentialStructure.validate(try #require(document.objectValue))
    }

    @Test("A genuine badge that lacks something is told to lack it, and is no less genuine")
    func bearing() async throws {
        let issuer = try TestIssuer()
        var document = issuer.badge().document
        document["validFrom"] = nil
        let signed = try issuer.sign(document)
        let report = await Verifier(resources: try issuer.resources())
            .verify(signed.sent, at: TestIssuer.now)
        #expect(report.check(.openBadge)?.result == .failed)
        #expect(report.check(.openBadge)?.detail.contains("validFrom") == true)
        #expect(report.verdict == .valid)
    }
}
