import LinkedData
import Testing

@testable import Credentials

@Suite("Verifying credentials with embedded proofs")
struct VerifierTests {
    private static let now = TestIssuer.now

    private static func verify(
        _ document: JSONObject, _ resources: TestResources, contexts: ContextLibrary = .known
    ) async -> VerificationReport {
        await Verifier(resources: resources, contexts: contexts).verify(document.sent, at: now)
    }

    @Test(
        "What was issued is valid, whatever the key and the suite",
        arguments: [
            (KeyAlgorithm.ed25519, Cryptosuite.eddsaRDFC2022), (.ed25519, .eddsaJCS2022),
            (.p256, .ecdsaRDFC2019), (.p256, .ecdsaJCS2019), (.p384, .ecdsaRDFC2019),
            (.p384, .ecdsaJCS2019),
        ])
    func valid(algorithm: KeyAlgorithm, suite: Cryptosuite) async throws {
        let issuer = try TestIssuer(algorithm)
        let document = try issuer.sign(issuer.badge().document, suite: suite)
        let report = await Self.verify(document, try issuer.resources())
        #expect(report.verdict == .valid)
        #expect(report.checks.allSatisfy { $0.result == .passed })
        #expect(report.check(.proof)?.detail.contains(suite.rawValue) == true)
        #expect(report.credential == document)
    }

    @Test("A credential without a proof, or with an empty list of them, is not genuine")
    func noProof() async throws {
        let issuer = try TestIssuer()
        var document = issuer.badge().document
        for proof: JSON? in [nil, []] {
            document["proof"] = proof
            let report = await Self.verify(document, try issuer.resources())
            #expect(report.check(.proof)?.result == .failed)
            #expect(report.verdict == .notGenuine)
        }
    }

    @Test("Keys that cannot be looked up, or of which another's are found, leave the verdict open")
    func keysUnavailable() async throws {
        let issuer = try TestIssuer()
        let document = try issuer.sign(issuer.badge().document)
        let other = try TestIssuer(did: "did:web:other.example").document
        for documents in [[:], [issuer.did: other]] {
            let report = await Self.verify(document, TestResources(documents: documents))
            #expect(report.check(.proof)?.result == .notMade)
            #expect(report.verdict == .cannotTell)
        }
    }

    @Test("Another's key is refused, whether it names itself or the issuer")
    func foreignKey() async throws {
        let issuer = try TestIssuer()
        let forger = try TestIssuer(did: "did:web:forger.example")
        var resources = try issuer.resources()
        resources.documents[forger.did] = try forger.document
        let byName = try forger.sign(issuer.badge().document)
        let report = await Self.verify(byName, resources)
        #expect(report.verdict == .notGenuine)
        #expect(report.check(.proof)?.detail.contains("not the issuer's") == true)
        let asIssuer = try TestIssuer(did: issuer.did).sign(issuer.badge().document)
        #expect(await Self.verify(asIssuer, resources).verdict == .notGenuine)
    }

    @Test("A key that the issuer lists for another use is refused, with the problem's name")
    func otherUse() async throws {
        let issuer = try TestIssuer()
        let document = try issuer.sign(issuer.badge().document)
        var resources = try issuer.resources()
        resources.documents[issuer.did] = try ControllerDocument([
            "id": .string(issuer.did),
            "authentication": [
                [
                    "id": .string(issuer.method), "type": "JsonWebKey",
                    "controller": .string(issuer.did), "publicKeyJwk": issuer.key.publicKey.jwk,
                ]
            ],
        ])
        let report = await Self.verify(document, resources)
        #expect(report.verdict == .notGenuine)
        #expect(
            report.check(.proof)?.problemType?.hasSuffix(
                "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD") == true)
    }

    @Test("A kind of proof that is not known leaves it open, unless the issuer never makes it")
    func unknownKind() async throws {
        let issuer = try TestIssuer()
        var document = try issuer.sign(issuer.badge().document)
        var proof = try #require(document["proof"]?.objectValue)
        proof["cryptosuite"] = "bbs-2023"
        document["proof"] = .object(proof)
        var resources = try issuer.resources()
        #expect(await Self.verify(document, resources).verdict == .cannotTell)
        resources.isAuthoritative = true
        #expect(await Self.verify(document, resources).verdict == .notGenuine)
    }

    @Test("A context that is not known leaves it open, and is named")
    func unknownContext() async throws {
        let url = "https://context.example/v1"
        let library = ContextLibrary(adding: [(url, ["@context": ["extra": "urn:extra"]])])
        let issuer = try TestIssuer(contexts: library)
        var document = issuer.badge().document
        document["@context"] = .array((document["@context"]?.oneOrMore ?? []) + [.string(url)])
        document["extra"] = "more"
        let signed = try issuer.sign(document)
        let report = await Self.verify(signed, try issuer.resources())
        #expect(report.verdict == .cannotTell)
        #expect(report.check(.proof)?.result == .notMade)
        #expect(report.check(.proof)?.detail.contains(url) == true)
        #expect(
            await Self.verify(signed, try issuer.resources(), contexts: library).verdict == .valid)
        var own = try issuer.resources()
        own.isAuthoritative = true
        #expect(await Self.verify(signed, own).verdict == .notGenuine)
    }

    @Test("Over JSON, a context that is not known is told and does not decide")
    func unknownContextOverJSON() async throws {
        let issuer = try TestIssuer()
        var document = issuer.badge().document
        document["@context"] = .array(
            (document["@context"]?.oneOrMore ?? []) + ["https://context.example/v1"])
        let signed = try issuer.sign(document, suite: .eddsaJCS2022)
        let report = await Self.verify(signed, try issuer.resources())
        #expect(report.check(.contexts)?.result == .notMade)
        #expect(report.verdict == .valid)
    }

    @Test(
        "What is added without a meaning is refused and named",
        arguments: [
            ("nmae", "/nmae"), ("@nmae", "/@nmae"), ("credentialSubject", "/credentialSubject"),
        ]
    )
    func undefinedTerm(member: String, place: String) async throws {
        let issuer = try TestIssuer()
        var document = try issuer.sign(issuer.badge().document)
        if member == "credentialSubject" {
            var subject = try #require(document[member]?.objectValue)
            subject["grade"] = "A"
            document[member] = .object(subject)
        } else {
            document[member] = "x"
        }
        let report = await Self.verify(document, try issuer.resources())
        #expect(report.verdict == .notGenuine)
        #expect(report.check(.proof)?.detail.contains(place) == true)
        #expect(throws: ProofError.self) { try issuer.sign(document.removing("proof")) }
    }

    @Test("One proof of a set suffices; one that fails or is not known beside it does not decide")
    func sets() async throws {
        let issuer = try TestIssuer()
        let once = try issuer.sign(issuer.badge().document)
        let twice = try issuer.sign(once, suite: .eddsaJCS2022)
        #expect(twice["proof"]?.arrayValue?.count == 2)
        let resources = try issuer.resources()
        #expect(await Self.verify(twice, resources).verdict == .valid)
        for kind in ["bbs-2023", "ecdsa-rdfc-2019"] {
            var proofs = try #require(twice["proof"]?.arrayValue)
            var first = try #require(proofs[0].objectValue)
            first["cryptosuite"] = .string(kind)
            proofs[0] = .object(first)
            var document = twice
            document["proof"] = .array(proofs)
            #expect(await Self.verify(document, resources).verdict == .valid)
        }
    }

    @Test("A credential that an older copy of a context reads is valid, and the copy is named")
    func olderCopy() async throws {
        let url = "https://context.example/v1"
        let old: JSON = ["@context": ["extra": "urn:old"]]
        let new: JSON = ["@context": ["extra": "urn:new"]]
        let issuer = try TestIssuer(contexts: ContextLibrary(adding: [(url, old)]))
        var document = issuer.badge().document
        document["@context"] = .array((document["@context"]?.oneOrMore ?? []) + [.string(url)])
        document["extra"] = "more"
        let signed = try issuer.sign(document)
        let library = ContextLibrary(editions: [
            ContextEdition(replacing: nil, [(url, new)]),
            ContextEdition(replacing: (url, "copy of 2025"), [(url, old)]),
        ])
        let report = await Self.verify(signed, try issuer.resources(), contexts: library)
        #expect(report.verdict == .valid)
        #expect(report.check(.proof)?.detail.contains("\"copy of 2025\" of \(url)") == true)
        var changed = signed
        changed["extra"] = "most"
        #expect(
            await Self.verify(changed, try issuer.resources(), contexts: library).verdict
                == .notGenuine)
    }

    @Test("The period decides by the second, at both ends")
    func period() async throws {
        let issuer = try TestIssuer()
        let until = Self.now.adding(seconds: 60)
        let document = try issuer.sign(issuer.badge(until: until).document)
        let verifier = Verifier(resources: try issuer.resources())
        for (offset, verdict) in [
            (-1, Verdict.notCurrentlyValid), (0, .valid), (60, .valid), (61, .notCurrentlyValid),
        ] {
            let report = await verifier.verify(
                document.sent, at: Self.now.adding(seconds: Int64(offset)))
            #expect(
                report.check(.validityPeriod)?.result == (verdict == .valid ? .passed : .failed))
            // The status list is of the same instant, so before it nothing is known of the status.
            #expect(report.verdict == verdict)
        }
    }

    @Test("A key counts for what was signed before it was withdrawn")
    func withdrawnKey() async throws {
        let issuer = try TestIssuer()
        let document = try issuer.sign(issuer.badge().document)
        for (offset, verdict) in [(0, Verdict.notGenuine), (1, .valid)] {
            let moment = Self.now.adding(seconds: Int64(offset))
            for isRevoked in [true, false] {
                var resources = try issuer.resources()
                resources.documents[issuer.did] = ControllerDocument(
                    id: issuer.did,
                    assertionMethods: [
                        VerificationMethod(
                            id: issuer.method, controller: issuer.did,
                            publicKey: issuer.key.publicKey, revoked: isRevoked ? moment : nil,
                            expires: isRevoked ? nil : moment)
                    ])
                #expect(await Self.verify(document, resources).verdict == verdict)
            }
        }
    }

    @Test("did:key and did:jwk need no resources")
    func selfContained() async throws {
        let key = try PrivateKey.generate(.p256)
        let identifiers = [
            (try DIDKey(key.publicKey).did, try DIDKey(key.publicKey).verificationMethod),
            (DIDJWK(key.publicKey).did, DIDJWK(key.publicKey).verificationMethod),
        ]
        for (did, method) in identifiers {
            var document = try TestIssuer(did: did).badge().document
            document["credentialStatus"] = nil
            let signed = try DataIntegrityProof.sign(
                document, with: key, cryptosuite: .ecdsaRDFC2019, verificationMethod: method,
                created: Self.now)
            #expect(await Self.verify(signed, TestResources()).verdict == .valid)
        }
    }

    @Test("A proof with a context of its own is refused where statements are signed")
    func proofContext() async throws {
        let issuer = try TestIssuer()
        var document = try issuer.sign(issuer.badge().document)
        var proof = try #require(document["proof"]?.objectValue)
        proof["@context"] = ["https://w3id.org/security/data-integrity/v2"]
        document["proof"] = .object(proof)
        #expect(await Self.verify(document, try issuer.resources()).verdict == .notGenuine)
    }

    @Test("What exceeds our limits is not called false")
    func limits() async throws {
        let verifier = Verifier(
            resources: TestResources(), limits: JSONLimits(bytes: 1000, depth: 8))
        let large = Array("{\"a\":\"".utf8) + [UInt8](repeating: 0x61, count: 1000)
        let deep = Array(String(repeating: "[", count: 9).utf8)
        for bytes in [large, deep] {
            let report = await verifier.verify(bytes, at: Self.now)
            #expect(report.check(.parsing)?.result == .notMade)
            #expect(report.verdict == .cannotTell)
        }
        for bytes in [[], Array("[]".utf8), Array("{\"a\":1,\"a\":1}".utf8), [0xFF]] {
            #expect(await verifier.verify(bytes, at: Self.now).verdict == .notGenuine)
        }
    }

    @Test("A credential of data model 1.1 is verified, by its own names for the period")
    func version1() async throws {
        let issuer = try TestIssuer()
        let document: JSON = [
            "@context": ["https://www.w3.org/2018/credentials/v1"],
            "type": ["VerifiableCredential"], "issuer": .string(issuer.did),
            "issuanceDate": .string(Self.now.description),
            "expirationDate": .string(Self.now.adding(seconds: 60).description),
            "credentialSubject": ["id": "did:example:amina"],
        ]
        let signed = try issuer.sign(
            try #require(document.objectValue), suite: .eddsaJCS2022)
        let verifier = Verifier(resources: try issuer.resources())
        #expect(await verifier.verify(signed.sent, at: Self.now).verdict == .valid)
        let later = await verifier.verify(signed.sent, at: Self.now.adding(seconds: 61))
        #expect(later.verdict == .notCurrentlyValid)
    }
}
