import StoreSQL
import CertAuthority
import Credentials
import Documents
import Foundation
import GRDB
import LinkedData
import Office
import StoreSQLite
import Testing
import Verification
@testable import TestSupport

@Suite("What is signed and what is on record agree")
struct RecordAgreementTests {
    private func document(_ certificate: Certificate) throws -> JSONObject {
        try #require(try JSON.parse(certificate.credential).objectValue).removing("proof")
    }

    private func store(_ bytes: [UInt8], _ test: TestInstallation) throws {
        try test.tamper("UPDATE certificate SET credential = ?", [Data(bytes)])
    }

    private func byNumber(
        _ certificate: Certificate, _ test: TestInstallation
    ) async throws -> CertificateFinding {
        try #require(
            try await test.verification.verify(certificate.number, at: TestInstallation.instant))
    }

    private func submitted(
        _ bytes: [UInt8], _ test: TestInstallation
    ) async throws -> CredentialFinding {
        try #require(
            try await test.verification.verify(
                SubmittedDocument(bytes, extraction: .standard), at: TestInstallation.instant
            ).credentials.first)
    }

    @Test("A stranger's document under a number of ours is not genuine, in every way in")
    func foreignKey() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let key = try PrivateKey.generate(.ed25519)
            let keyID = try #require(key.publicKey.multikey)
            let did = "did:key:\(keyID)"
            var forged = try document(certificate)
            forged["issuer"] = [
                "id": .string(did), "type": ["Profile"],
                "name": "International Telecommunication Union",
            ]
            forged["credentialStatus"] = nil
            let bytes = try CredentialSigner(issuer: did, keyID: keyID, key: key)
                .secure(forged, created: TestInstallation.instant)
            try store(bytes, test)
            let found = try await byNumber(certificate, test)
            #expect(found.report.verdict == .notGenuine)
            #expect(found.facts == nil)
            #expect(try await submitted(bytes, test).report.verdict == .notGenuine)
            let pretty = JSON.object(try #require(try JSON.parse(bytes).objectValue)).prettyText()
            let rewritten = try await submitted(Array(pretty.utf8), test)
            #expect(rewritten.report.verdict == .notGenuine)
        }
    }

    @Test("Another organisation's signature does not make a certificate of this one")
    func otherOrganisation() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let key = try PrivateKey.generate(.ed25519)
            let keyID = try #require(key.publicKey.multikey)
            try await test.store.add(
                SigningKey(
                    id: keyID, organisation: try slug("ilo"), publicKey: key.publicKey,
                    created: TestInstallation.instant), TestInstallation.authorship)
            let did = test.installation.did(of: try slug("ilo"))
            let signer = try CredentialSigner(issuer: did, keyID: keyID, key: key)
            var forged = try document(certificate)
            var issuer = try #require(forged["issuer"]?.objectValue)
            issuer["id"] = .string(did)
            forged["issuer"] = .object(issuer)
            forged["credentialStatus"] = nil
            try store(try signer.secure(forged, created: TestInstallation.instant), test)
            let found = try await byNumber(certificate, test)
            #expect(found.report.check(.proof)?.result == .passed)
            #expect(found.report.verdict == .notGenuine)
        }
    }

    @Test("What the issuer's own key signs otherwise than the record says is never valid")
    func otherwise() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let sound = try document(certificate)
            func changed(_ member: String, _ change: (inout JSONObject) throws -> Void) throws
                -> JSONObject
            {
                var inner = try #require(sound[member]?.objectValue)
                try change(&inner)
                var document = sound
                document[member] = .object(inner)
                return document
            }
            var until = sound
            until["validUntil"] = "2030-01-01T00:00:00Z"
            var from = sound
            from["validFrom"] = "2025-01-01T00:00:00Z"
            let forgeries: [(JSONObject, String)] = [
                (
                    try changed("credentialSubject") { subject in
                        subject["identifier"] = [
                            [
                                "type": "IdentityObject", "hashed": false,
                                "identityHash": "Eve Obi", "identityType": "name",
                            ]
                        ]
                    }, "name"
                ),
                (
                    try changed("credentialSubject") {
                        $0["activityEndDate"] = "2026-05-29T00:00:00Z"
                    }, "day of completion"
                ),
                (
                    try changed("credentialSubject") { subject in
                        var achievement = try #require(subject["achievement"]?.objectValue)
                        achievement["id"] = "https://verify.example.org/programmes/ai-other"
                        subject["achievement"] = .object(achievement)
                    }, "programme"
                ),
                (
                    try changed("credentialStatus") {
                        $0["statusListIndex"] = "\(certificate.statusIndex ^ 1)"
                    }, "place in the status list"
                ),
                (from, "time of issue"), (until, "end of validity"),
            ]
            for (forgery, words) in forgeries {
                let bytes = try test.signer().secure(forgery, created: TestInstallation.instant)
                try store(bytes, test)
                let found = try await byNumber(certificate, test)
                #expect(found.report.check(.proof)?.result == .passed, "\(words)")
                // The document or the record was changed, and nobody can tell which.
                #expect(found.report.verdict == .cannotTell, "\(words)")
                let detail = found.report.check(.record)?.detail ?? ""
                #expect(detail.contains("(\(words))"), "\(detail)")
                #expect(!detail.contains("Eve"))
                #expect(found.facts == nil)
                #expect(try await submitted(bytes, test).report.verdict == .cannotTell)
                // The true document is not condemned by it.
                #expect(
                    try await submitted(certificate.credential, test).report.verdict
                        == .cannotTell, "\(words)")
            }
            var irrevocable = sound
            irrevocable["credentialStatus"] = nil
            let bytes = try test.signer().secure(irrevocable, created: TestInstallation.instant)
            try store(bytes, test)
            #expect(try await byNumber(certificate, test).report.verdict == .cannotTell)
        }
    }

    @Test(
        "A document that hides facts from readers of JSON is not the issuer's, though it signs them"
    )
    func rewritten() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let text = String(decoding: certificate.credential, as: UTF8.self)
            let achievement = try #require(
                try JSON.parse(certificate.credential)["credentialSubject"]?["achievement"])
            let title = try #require(achievement["name"]?.stringValue)
            let day = "2026-05-30T00:00:00Z"
            for (old, new) in [
                ("\"hashed\":false", "\"hashed\":\"false\""),
                ("\"identityHash\":\"Ada Obi\"", "\"identityHash\":[\"Ada Obi\"]"),
                ("\"activityEndDate\":\"\(day)\"", "\"activityEndDate\":[\"\(day)\"]"),
                ("\"name\":\"\(title)\",\"desc", "\"name\":[\"\(title)\"],\"desc"),
                (
                    "\"narrative\":\"Completed in a hybrid form; 12 hours of learning.\"",
                    "\"narrative\":[\"Completed in a hybrid form; 12 hours of learning.\"]"
                ),
                ("\"criteria\":{", "\"criteria\":{\"@type\":\"Criteria\","),
            ] {
                let bytes = Array(text.replacing(old, with: new).utf8)
                try #require(bytes != certificate.credential, "\(old)")
                let finding = try await submitted(bytes, test)
                #expect(finding.report.verdict == .notGenuine, "\(new)")
                #expect(finding.recorded == nil)
                try store(bytes, test)
                let found = try await byNumber(certificate, test)
                #expect(found.report.verdict != .valid, "\(new)")
                #expect(found.facts == nil)
                try store(certificate.credential, test)
            }
        }
    }

    @Test("A status list is called one, and whatever calls itself so is no certificate")
    func statusLists() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let list = try #require(try await test.store.statusList(certificate.statusList))
            let kept = try await submitted(list, test)
            #expect(kept.report.verdict == .cannotTell)
            let words = "It is the status list itu-1 of this installation, not a certificate"
            #expect(kept.report.check(.record)?.detail.hasPrefix(words) == true)
            var forged = try document(certificate)
            for id in [
                test.installation.statusListURL(certificate.statusList),
                test.installation.statusListURL("itu-9"),
            ] {
                forged["id"] = .string(id)
                let bytes = try test.signer().secure(forged, created: TestInstallation.instant)
                let finding = try await submitted(bytes, test)
                #expect(finding.report.check(.proof)?.result == .passed)
                #expect(finding.report.verdict == .cannotTell)
                #expect(finding.issuerKnown == nil)
            }
        }
    }

    @Test("Under an erased number nothing passes that what is left of the record contradicts")
    func erased() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let key = try PrivateKey.generate(.ed25519)
            let keyID = try #require(key.publicKey.multikey)
            try await test.store.add(
                SigningKey(
                    id: keyID, organisation: try slug("ilo"), publicKey: key.publicKey,
                    created: TestInstallation.instant), TestInstallation.authorship)
            _ = try await test.store.erase(
                [certificate.number], reason: "asked for", TestInstallation.authorship)
            let sound = try document(certificate)
            var issuer = try #require(sound["issuer"]?.objectValue)
            let did = test.installation.did(of: try slug("ilo"))
            issuer["id"] = .string(did)
            var stolen = sound
            stolen["issuer"] = .object(issuer)
            stolen["credentialStatus"] = nil
            let thief = try CredentialSigner(issuer: did, keyID: keyID, key: key)
            let byThief = try thief.secure(stolen, created: TestInstallation.instant)
            #expect(try await submitted(byThief, test).report.verdict == .notGenuine)

            var subject = try #require(sound["credentialSubject"]?.objectValue)
            subject["activityEndDate"] = "2026-05-29T00:00:00Z"
            var other = sound
            other["credentialSubject"] = .object(subject)
            let bytes = try test.signer().secure(other, created: TestInstallation.instant)
            #expect(try await submitted(bytes, test).report.verdict == .cannotTell)
            #expect(try await submitted(certificate.credential, test).report.verdict == .valid)
        }
    }

    @Test("A stored document that is gone condemns nobody")
    func missing() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            try store([], test)
            #expect(try await byNumber(certificate, test).report.verdict == .cannotTell)
            #expect(
                try await submitted(certificate.credential, test).report.verdict == .cannotTell)
        }
    }

    @Test("Facts of strangers are read in each form that JSON-LD has for them")
    func forms() throws {
        let plain = CertificateFacts(
            try #require(
                try JSON.parse(
                    Array(
                        """
                        {"issuer":[{"id":"did:example:1","name":{"@value":"A school"}}],
                        "validFrom":["2026-01-02T00:00:00Z"],
                        "credentialSubject":[{"activityEndDate":["2026-01-01T00:00:00Z"],
                        "identifier":{"hashed":"false","identityType":["name"],
                        "identityHash":{"@value":"Ada Obi"}},
                        "achievement":[{"id":["https://a.example/1"],"name":["Maths"]}]}]}
                        """.utf8)
                ).objectValue))
        #expect(plain.name == "Ada Obi")
        #expect(plain.programme == "Maths")
        #expect(plain.completedOn == "2026-01-01")
        #expect(plain.issuedOn == "2026-01-02")
        #expect(plain.issuerName == "A school")
        #expect(plain.issuerID == "did:example:1")
        #expect(plain.achievementID == "https://a.example/1")
        for identifier in [
            #"{"hashed":true,"identityType":"name","identityHash":"x"}"#,
            #"{"identityType":"name","identityHash":"x"}"#,
            #"{"hashed":"no","identityType":"name","identityHash":"x"}"#,
            #"{"hashed":false,"identityType":"name","identityHash":["x","y"]}"#,
        ] {
            let json = try JSON.parse(
                Array("{\"credentialSubject\":{\"identifier\":\(identifier)}}".utf8))
            #expect(CertificateFacts(try #require(json.objectValue)).name == nil)
        }
    }
}
