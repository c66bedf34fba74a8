import CertAuthority
import Credentials
import LinkedData
import Office
import Testing
import Verification
@testable import TestSupport

@Suite("Signed certificates")
struct CertificateIssuerTests {
    private func document(_ certificate: Certificate) throws -> JSONObject {
        try #require(try JSON.parse(certificate.credential).objectValue)
    }

    @Test("A certificate says who learned what, from whom, when and where it is verified")
    func content() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let badge = try document(certificate)
            let url = test.installation.verificationURL(certificate.number)
            #expect(badge["id"] == .string(url))
            #expect(badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"])
            #expect(badge["issuer"]?["id"] == "did:web:verify.example.org:orgs:itu")
            #expect(badge["validFrom"] == "2026-06-01T00:00:00Z")
            #expect(badge["validUntil"] == nil)
            let subject = try #require(badge["credentialSubject"])
            #expect(subject["activityEndDate"] == "2026-05-30T00:00:00Z")
            #expect(
                subject["achievement"]?["id"]
                    == "https://verify.example.org/programmes/ai-foundations")
            let status = try #require(badge["credentialStatus"])
            #expect(status["type"] == "BitstringStatusListEntry")
            #expect(status["statusPurpose"] == "revocation")
            #expect(status["statusListCredential"] == "https://verify.example.org/status/itu-1")
            #expect(status["statusListIndex"] == .string("\(certificate.statusIndex)"))
            #expect(badge["proof"]?["proofPurpose"] == "assertionMethod")
            #expect(
                badge["proof"]?["verificationMethod"]
                    == .string("did:web:verify.example.org:orgs:itu#\(test.keyID)"))
        }
    }

    @Test("The address stands in the credential as a salted digest only, the reference not at all")
    func privacy() async throws {
        try await TestInstallation.with { test in
            let certificates = try await test.issue("Ada Obi", "Bo Ek")
            var salts: Set<String> = []
            for (index, certificate) in certificates.enumerated() {
                let text = String(decoding: certificate.credential, as: UTF8.self)
                #expect(!text.contains("@learners.example"))
                #expect(!text.contains("REF-"))
                #expect(!text.contains("woman"))
                let identifiers = try #require(
                    try document(certificate)["credentialSubject"]?["identifier"]
                ).oneOrMore
                let email = try #require(
                    identifiers.first { $0["identityType"] == "emailAddress" })
                let salt = try #require(email["salt"]?.stringValue)
                #expect(
                    email["identityHash"]?.stringValue
                        == "sha256$"
                        + Digest.hexadecimal(
                            Digest.sha256(Array("learner\(index + 1)@learners.example\(salt)".utf8))
                        ))
                salts.insert(salt)
            }
            #expect(salts.count == 2)
        }
    }

    @Test("A programme's validity counts from the day of completion")
    func validity() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(
                try await test.issue("Ada Obi", programme: "ai-governance").first)
            #expect(certificate.validUntil?.description == "2029-05-30T00:00:00Z")
            #expect(try document(certificate)["validUntil"] == "2029-05-30T00:00:00Z")
        }
    }

    @Test("The facts on the page are those of the signed document")
    func facts() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(
                try await test.issue("Zoe\u{308}", programme: "ai-governance").first)
            let facts = CertificateFacts(try document(certificate))
            #expect(facts.name.map { Array($0.utf8) } == Array("Zoe\u{308}".utf8))
            #expect(facts.level == "intermediate")
            #expect(facts.completedOn == "2026-05-30")
            #expect(facts.issuedOn == "2026-06-01")
            #expect(facts.validUntil == "2029-05-30")
            #expect(facts.issuerName == "International Telecommunication Union")
            #expect(facts.issuerID == "did:web:verify.example.org:orgs:itu")
            #expect(facts.issuerURL == "https://www.itu.int")
            #expect(facts.narrative?.contains("hybrid") == true)
            #expect(facts.criteria?.isEmpty == false)
            #expect(
                facts.document.names == [
                    "name", "programme", "level", "narrative", "completedOn", "issuedOn",
                    "validUntil", "issuer", "issuerId",
                ])
        }
    }

    @Test(
        "Facts that a document does not hold, or holds in another form, stay unknown",
        arguments: [
            "{}", #"{"credentialSubject":1,"issuer":2,"validFrom":3}"#,
            #"{"credentialSubject":{"identifier":{"hashed":true,"identityType":"name","identityHash":"x"}}}"#,
            #"{"credentialSubject":{"achievement":{"tag":"expert"}},"validFrom":"yesterday"}"#,
        ])
    func missingFacts(text: String) throws {
        let facts = CertificateFacts(try #require(try JSON.parse(Array(text.utf8)).objectValue))
        #expect(facts.document.isEmpty)
    }

    @Test(
        "A document that verifiers would refuse is refused, however it would be signed",
        arguments: SecuringMechanism.names)
    func prepared(mechanism: String) throws {
        let mechanism = try #require(SecuringMechanism(named: mechanism))
        guard mechanism.accepts(.ed25519) else { return }
        let key = try PrivateKey.generate(.ed25519)
        let signer = try CredentialSigner(
            issuer: "did:web:verify.example.org:orgs:itu", keyID: "key", key: key,
            mechanism: mechanism)
        func sign(_ badge: OpenBadge) throws {
            _ = try PreparedCredential(badge).sign(with: signer, created: TestInstallation.instant)
        }
        var badge = OpenBadge(
            id: "https://verify.example.org/v/1", name: "Title", description: "Text",
            issuer: BadgeIssuer(id: "did:web:verify.example.org:orgs:itu", name: "ITU"),
            validFrom: TestInstallation.instant, validUntil: nil,
            subject: BadgeSubject(
                identifiers: [.name("Ada Obi")], activityEndDate: TestInstallation.instant,
                narrative: nil,
                achievement: BadgeAchievement(
                    id: "https://verify.example.org/programmes/p", achievementType: "Certification",
                    name: "Title", description: "Text", criteria: "Text", tags: [],
                    alignments: [])),
            status: BitstringStatusListEntry(
                statusListCredential: "https://verify.example.org/status/itu-1",
                statusListIndex: 1))
        badge.subject.id = "urn:uuid:2f1c1d3e-9a51-4c39-8a53-4f7f3c0f6a11"
        if mechanism != .dataIntegrity(.ed25519Signature2020) { try sign(badge) }
        badge.id = "not a URL"
        #expect(throws: MalformedValue.self) { try sign(badge) }
    }

    @Test(
        "Keys of both algorithms sign what our verifier takes",
        arguments: [KeyAlgorithm.ed25519, .p256])
    func algorithms(algorithm: KeyAlgorithm) async throws {
        try await TestInstallation.with(algorithm) { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let found = try await test.verification.verify(
                certificate.number, at: TestInstallation.instant)
            #expect(found?.report.verdict == .valid)
        }
    }

    @Test("A rehearsal passes for every programme of the catalogue, and leaves no trace")
    func rehearsal() async throws {
        try await TestInstallation.with { test in
            let before = try test.dump()
            let itu = try #require(test.contents.catalogue.organisation(slug("itu")))
            for programme in test.contents.catalogue.programmes {
                for (algorithm, mechanism) in [
                    (KeyAlgorithm.ed25519, SecuringMechanism.dataIntegrity(.eddsaJCS2022)),
                    (.p256, .dataIntegrity(.ecdsaJCS2019)),
                ] {
                    try await Rehearsal.run(
                        TestInstallation.request("Ada Obi").row, installation: test.installation,
                        organisation: itu, offer: .programme(programme), algorithm: algorithm,
                        mechanism: mechanism, at: TestInstallation.instant)
                }
            }
            #expect(try test.dump() == before)
        }
    }
}
