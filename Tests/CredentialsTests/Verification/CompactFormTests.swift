import LinkedData
import Testing

@testable import Credentials

/// One set of statements has many JSON forms, and a signature over the statements holds for all.
@Suite("A credential rewritten under its true signature")
struct CompactFormTests {
    private static let now = TestIssuer.now

    /// An expired, revoked badge and what the verifier needs to know that.
    private static func scene() throws -> (JSONObject, TestResources) {
        let issuer = try TestIssuer()
        let badge = issuer.badge(until: now.adding(seconds: 1))
        var list = BitstringStatusList()
        list[94_567] = true
        return (
            try issuer.sign(badge.document),
            try issuer.resources(list: try issuer.statusList(list))
        )
    }

    private static func verify(
        _ document: JSONObject, _ resources: TestResources
    ) async -> VerificationReport {
        await Verifier(resources: resources).verify(document.sent, at: now.adding(seconds: 60))
    }

    @Test("As it was issued, it is neither current nor called false")
    func issued() async throws {
        let (document, resources) = try Self.scene()
        let report = await Self.verify(document, resources)
        #expect(report.check(.contexts)?.result == .passed)
        #expect(report.verdict == .notCurrentlyValid)
    }

    @Test("Members written as IRIs keep the signature, and are not overlooked")
    func iris() async throws {
        let (document, resources) = try Self.scene()
        let vocabulary = "https://www.w3.org/2018/credentials#"
        var rewritten = document
        rewritten["validUntil"] = nil
        rewritten["credentialStatus"] = nil
        rewritten[vocabulary + "validUntil"] = [
            "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
            "@value": try #require(document["validUntil"]),
        ]
        rewritten[vocabulary + "credentialStatus"] = document["credentialStatus"]
        let report = await Self.verify(rewritten, resources)
        #expect(report.check(.proof)?.result == .passed)
        #expect(report.check(.status)?.bearing == .information)
        #expect(report.check(.contexts)?.result == .notMade)
        #expect(report.check(.contexts)?.detail.contains(vocabulary) == true)
        #expect(report.verdict == .cannotTell)
    }

    @Test("Terms that the document defines itself are not overlooked")
    func ownTerms() async throws {
        let (document, resources) = try Self.scene()
        var rewritten = document
        let contexts = try #require(document["@context"]?.arrayValue)
        rewritten["@context"] = .array(
            contexts + [
                [
                    "until": [
                        "@id": "https://www.w3.org/2018/credentials#validUntil",
                        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
                    ]
                ]
            ])
        rewritten["until"] = document["validUntil"]
        rewritten["validUntil"] = nil
        let report = await Self.verify(rewritten, resources)
        #expect(report.check(.contexts)?.result == .notMade)
        #expect(report.verdict == .cannotTell)
    }

    @Test("Keywords in place of terms are not overlooked")
    func keywords() async throws {
        let (document, resources) = try Self.scene()
        var subject = try #require(document["credentialSubject"]?.objectValue)
        subject["@type"] = subject["type"]
        subject["type"] = nil
        var rewritten = document
        rewritten["credentialSubject"] = .object(subject)
        let report = await Self.verify(rewritten, resources)
        #expect(report.check(.proof)?.result == .passed)
        #expect(report.check(.contexts)?.detail.contains("/credentialSubject/@type") == true)
        #expect(report.verdict == .cannotTell)
        var own = resources
        own.isAuthoritative = true
        #expect(await Self.verify(rewritten, own).verdict == .notGenuine)
    }

    @Test("Options of the proof written as IRIs are not overlooked")
    func options() async throws {
        let (document, resources) = try Self.scene()
        var proof = try #require(document["proof"]?.objectValue)
        let created = try #require(proof["created"])
        proof["created"] = nil
        proof["http://purl.org/dc/terms/created"] = [
            "@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": created,
        ]
        var rewritten = document
        rewritten["proof"] = .object(proof)
        let report = await Self.verify(rewritten, resources)
        #expect(report.check(.proof)?.result == .passed)
        #expect(report.verdict == .cannotTell)
    }

    @Test("What is said of the credential in another of its parts is not overlooked")
    func ownID() async throws {
        let issuer = try TestIssuer()
        var badge = issuer.badge(until: Self.now.adding(seconds: 1)).document
        // A badge that points to itself gives such a part a place to hang.
        badge["evidence"] = [["id": badge["id"] ?? .null, "type": ["Evidence"]]]
        let signed = try issuer.sign(badge)
        var rewritten = signed
        rewritten["validUntil"] = nil
        rewritten["evidence"] = [
            [
                "id": badge["id"] ?? .null, "type": ["Evidence", "VerifiableCredential"],
                "validUntil": badge["validUntil"] ?? .null,
            ]
        ]
        let report = await Self.verify(rewritten, try issuer.resources())
        #expect(report.check(.contexts)?.detail.contains("/evidence") == true)
        #expect(report.verdict == .cannotTell)
    }
}
