import LinkedData
import Testing

@testable import Credentials

@Suite("Badges signed by template")
struct BadgeSignerTests {
    private func signer(_ issuer: TestIssuer, _ suite: Cryptosuite) -> BadgeSigner {
        BadgeSigner(key: issuer.key, cryptosuite: suite, verificationMethod: issuer.method)
    }

    /// A badge of one of many forms, about one of many learners.
    private func badge(_ issuer: TestIssuer, _ random: inout SeededGenerator) -> OpenBadge {
        let names = [
            "Amina Diallo", "Zoe\u{308}", "Zo\u{EB}", "李雷", "O\"Neil \\ \u{0}\n", "\u{202E}abc",
            "https://placeholder.invalid/0/", "",
        ]
        func any(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        func number() -> Int { Int.random(in: 0..<100_000, using: &random) }
        var badge = issuer.badge(name: any(names))
        badge.id = "https://issuer.example/v/\(number())"
        if Bool.random(using: &random) {
            badge.validUntil = TestIssuer.now.adding(seconds: Int64(number()))
        }
        badge.subject.activityEndDate = TestIssuer.now.adding(seconds: -Int64(number()))
        badge.subject.narrative = Bool.random(using: &random) ? any(names) : nil
        badge.subject.identifiers[1] = .hashedEmail("a\(number())@b.example", salt: "\(number())")
        if Bool.random(using: &random) { badge.subject.identifiers.removeLast() }
        badge.evidence = (0..<Int.random(in: 0...2, using: &random)).map { index in
            BadgeEvidence(
                id: "https://issuer.example/v/\(index)\(number())", name: any(names),
                description: any(names))
        }
        badge.subject.achievement.alignments = (0..<Int.random(in: 0...2, using: &random)).map {
            _ in
            .init(
                targetName: any(names), targetURL: "https://skills.example/", targetFramework: nil)
        }
        badge.status = BitstringStatusListEntry(
            statusListCredential: any([TestIssuer.statusList, badge.id]), statusListIndex: number())
        return badge
    }

    @Test(
        "They are byte for byte what they are without one",
        arguments: [KeyAlgorithm.ed25519, .p256, .p384])
    func same(algorithm: KeyAlgorithm) throws {
        let issuer = try TestIssuer(algorithm)
        let suite = try #require(Cryptosuite.standard(for: algorithm))
        let signer = signer(issuer, suite)
        var random = SeededGenerator()
        for _ in 0..<(algorithm == .ed25519 ? 300 : 40) {
            let badge = badge(issuer, &random)
            let signed = try signer.sign(badge, created: TestIssuer.now)
            let document = try #require(try JSON.parse(signed).objectValue)
            let proof = try DataIntegrityProof(try #require(document["proof"]))
            #expect(
                try proof.isValid(for: document.removing("proof"), under: issuer.key.publicKey),
                "seed \(random.seed)")
            var expected = try issuer.sign(badge.document)
            // ECDSA makes another signature each time.
            if algorithm != .ed25519 { expected["proof"] = document["proof"] }
            #expect(signed == JSON.object(expected).compactBytes(), "seed \(random.seed)")
        }
    }

    @Test("Badges of ours have a template; those of a suite that signs JSON need none")
    func template() throws {
        let issuer = try TestIssuer()
        func template(_ badge: OpenBadge, _ suite: Cryptosuite) throws -> BadgeTemplate? {
            try BadgeTemplate(
                badge, key: issuer.key, cryptosuite: suite, verificationMethod: issuer.method,
                created: TestIssuer.now, contexts: .known)
        }
        var badge = issuer.badge(until: TestIssuer.now)
        #expect(try template(badge, .eddsaRDFC2022) != nil)
        #expect(try template(badge, .eddsaJCS2022) == nil)
        badge.subject.achievement.name = "\(Placeholder.text(0))"
        #expect(try template(badge, .eddsaRDFC2022) == nil)
        let signed = try signer(issuer, .eddsaRDFC2022).sign(badge, created: TestIssuer.now)
        #expect(try signed == JSON.object(issuer.sign(badge.document)).compactBytes())
    }

    @Test("What would be refused without a template is refused with one, and the next is signed")
    func refused() throws {
        let issuer = try TestIssuer()
        let signer = signer(issuer, .eddsaRDFC2022)
        let sound = issuer.badge(until: TestIssuer.now)
        for _ in 0..<2 {
            _ = try signer.sign(sound, created: TestIssuer.now)
            for change: (inout OpenBadge) -> Void in [
                { $0.id = "not a URL" }, { $0.id = "" },
                { $0.validUntil = TestIssuer.now.adding(seconds: -1) },
                {
                    $0.status = BitstringStatusListEntry(
                        statusListCredential: "a list", statusListIndex: 1)
                },
                { $0.issuer.id = "no DID" },
            ] {
                var badge = sound
                change(&badge)
                #expect(throws: MalformedValue.self) {
                    try signer.sign(badge, created: TestIssuer.now)
                }
            }
        }
    }

    @Test("An identifier that is no plain URL is signed as it is without a template")
    func otherIdentifier() throws {
        let issuer = try TestIssuer()
        let signer = signer(issuer, .eddsaRDFC2022)
        var badge = issuer.badge()
        _ = try signer.sign(badge, created: TestIssuer.now)
        badge.id = "urn:uuid:2f1c1d3e-9a51-4c39-8a53-4f7f3c0f6a11"
        let signed = try signer.sign(badge, created: TestIssuer.now)
        #expect(try signed == JSON.object(issuer.sign(badge.document)).compactBytes())
    }

    @Test("Badges that differ in what all have in common do not share a template")
    func differences() throws {
        let issuer = try TestIssuer()
        let signer = signer(issuer, .eddsaRDFC2022)
        let first = issuer.badge(until: TestIssuer.now)
        _ = try signer.sign(first, created: TestIssuer.now)
        for change: (inout OpenBadge) -> Void in [
            { $0.name = "AI Foundation\u{73}\u{301}" }, { $0.description = "Other." },
            { $0.issuer.name = "Example Colle\u{301}ge" },
            { $0.issuer.name = "Example Coll\u{E9}ge" },
            { $0.issuer.url = nil }, { $0.validFrom = TestIssuer.now.adding(seconds: -1) },
            { $0.validUntil = nil }, { $0.subject.id = "https://learner.example/" },
            { $0.subject.identifiers.reverse() }, { $0.subject.narrative = nil },
            { $0.subject.achievement.criteria = "None." }, { $0.subject.achievement.tags = [] },
            { $0.subject.achievement.tags = ["foundation", "foundation"] },
            {
                $0.status = BitstringStatusListEntry(
                    statusListCredential: TestIssuer.statusList, statusListIndex: 1,
                    statusPurpose: "suspension")
            },
        ] {
            var badge = first
            change(&badge)
            let signed = try signer.sign(badge, created: TestIssuer.now)
            #expect(try signed == JSON.object(issuer.sign(badge.document)).compactBytes())
        }
    }
}
