import LinkedData
import Testing

@testable import Credentials

@Suite("Proofs, read and made")
struct DataIntegrityProofTests {
    private static let whole: JSON = [
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-11-21T08:00:00Z", "expires": "2027-11-21T08:00:00Z",
        "verificationMethod": "did:web:issuer.example#key-1", "proofPurpose": "assertionMethod",
        "previousProof": "urn:uuid:1", "proofValue": "z2t",
    ]

    private static func changed(_ member: String, _ value: JSON?) throws -> JSON {
        var object = try #require(whole.objectValue)
        object[member] = value
        return .object(object)
    }

    @Test("All that a proof says is read; what is signed is all but its value")
    func reading() throws {
        let proof = try DataIntegrityProof(Self.whole)
        #expect(proof.cryptosuite == .eddsaJCS2022)
        #expect(proof.verificationMethod == "did:web:issuer.example#key-1")
        #expect(proof.created == Timestamp("2026-11-21T08:00:00Z"))
        #expect(proof.expires == Timestamp("2027-11-21T08:00:00Z"))
        #expect(proof.previousProofs == ["urn:uuid:1"])
        #expect(proof.proofPurpose == "assertionMethod")
        #expect(proof.options == Self.whole.objectValue?.removing("proofValue"))
    }

    @Test(
        "What is malformed is refused, and the member is named",
        arguments: [
            ("type", nil), ("cryptosuite", nil), ("verificationMethod", nil),
            ("verificationMethod", ["did:web:issuer.example#key-1"]), ("proofValue", nil),
            ("proofValue", ""), ("proofValue", "u2t"), ("proofValue", "z0OIl"),
            ("created", "yesterday"), ("created", 1), ("expires", "2027-11-21T08:00:00"),
            ("previousProof", []), ("previousProof", [1]),
        ] as [(String, JSON?)])
    func malformed(member: String, value: JSON?) throws {
        do {
            _ = try DataIntegrityProof(Self.changed(member, value))
            Issue.record("was read")
        } catch ProofReadingError.malformed(let reason) {
            let name = member == "verificationMethod" ? "verification method" : member
            #expect(reason.contains(name))
        }
    }

    @Test(
        "A kind that is not known is told from a malformed one",
        arguments: [
            ("type", "MerkleProof2019"), ("cryptosuite", "bbs-2023"),
            ("cryptosuite", "Ed25519Signature2020"), ("cryptosuite", "eddsa-rdfc-2022\u{200B}"),
            ("type", "eddsa-rdfc-2022"),
        ])
    func unknown(member: String, name: String) throws {
        #expect(throws: ProofReadingError.unknownKind(name)) {
            try DataIntegrityProof(Self.changed(member, .string(name)))
        }
    }

    @Test("Every suite takes its own keys only, and the older one makes no proofs")
    func keys() throws {
        for algorithm in KeyAlgorithm.allCases {
            let issuer = try TestIssuer(algorithm)
            for suite in Cryptosuite.allCases {
                let makes = suite.accepts(algorithm) && suite != .ed25519Signature2020
                let signed = try? issuer.sign(issuer.badge().document, suite: suite)
                #expect((signed != nil) == makes, "\(suite.rawValue) with \(algorithm.rawValue)")
            }
        }
        #expect(Cryptosuite.standard(for: .ed25519) == .eddsaRDFC2022)
        #expect(Cryptosuite.standard(for: .p256) == .ecdsaRDFC2019)
        #expect(Cryptosuite.standard(for: .p384) == .ecdsaRDFC2019)
        #expect(Cryptosuite.standard(for: .rsa) == nil)
    }

    @Test("A further proof of a set is made over the document without the others")
    func sets() throws {
        let issuer = try TestIssuer()
        let badge = issuer.badge().document
        let once = try issuer.sign(badge)
        let twice = try issuer.sign(once)
        let proofs = try #require(twice["proof"]?.arrayValue)
        // Ed25519 signs the same the same way, so the second is the first again.
        #expect(proofs == [try #require(once["proof"]), try #require(once["proof"])])
        #expect(twice.removing("proof") == badge)
    }

    @Test("Options are told apart however often they come back")
    func options() throws {
        let issuer = try TestIssuer()
        let badge = issuer.badge().document
        var generator = SeededGenerator()
        for _ in 0..<40 {
            let instant = TestIssuer.now.adding(seconds: Int64.random(in: 0..<6, using: &generator))
            let signed = try DataIntegrityProof.sign(
                badge, with: issuer.key, cryptosuite: .eddsaRDFC2022,
                verificationMethod: issuer.method, created: instant)
            let proof = try DataIntegrityProof(try #require(signed["proof"]))
            #expect(
                try proof.isValid(for: badge, under: issuer.key.publicKey),
                "seed \(generator.seed)")
            var members = try #require(signed["proof"]?.objectValue)
            members["created"] = .string(instant.adding(seconds: 1).description)
            let moved = try DataIntegrityProof(.object(members))
            #expect(
                try !moved.isValid(for: badge, under: issuer.key.publicKey),
                "seed \(generator.seed)")
        }
    }
}
