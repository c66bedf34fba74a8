import LinkedData
import Testing

@testable import Credentials

@Suite("Presentations")
struct PresentationTests {
    private static let now = TestIssuer.now
    private static let request = PresentationRequest(
        challenge: "d4f1-7c", domain: "verifier.example")

    private struct Scene {
        let issuer: TestIssuer
        let holder: TestIssuer
        let credential: JSONObject

        init() throws {
            issuer = try TestIssuer()
            holder = try TestIssuer(did: "did:web:holder.example")
            credential = try issuer.sign(issuer.badge().document)
        }

        var presentation: JSONObject {
            var presentation = JSONObject()
            presentation["@context"] = ["https://www.w3.org/ns/credentials/v2"]
            presentation["type"] = ["VerifiablePresentation"]
            presentation["holder"] = .string(holder.did)
            presentation["verifiableCredential"] = [.object(credential)]
            return presentation
        }

        func verify(
            _ presentation: JSONObject, request: PresentationRequest = PresentationTests.request
        ) async throws -> PresentationReport {
            var resources = try issuer.resources()
            resources.documents[holder.did] = try holder.document
            return await Verifier(resources: resources)
                .verifyPresentation(presentation.sent, request: request, at: now)
        }

        func verify(_ bytes: [UInt8]) async throws -> PresentationReport {
            var resources = try issuer.resources()
            resources.documents[holder.did] = try holder.document
            return await Verifier(resources: resources)
                .verifyPresentation(bytes, request: PresentationTests.request, at: now)
        }

        func sign(
            _ presentation: JSONObject, by signer: TestIssuer? = nil, suite: Cryptosuite? = nil,
            purpose: ControllerDocument.Relationship = .authentication,
            challenge: String? = PresentationTests.request.challenge,
            domain: String? = PresentationTests.request.domain
        ) throws -> JSONObject {
            try (signer ?? holder).sign(
                presentation, suite: suite, purpose: purpose, challenge: challenge, domain: domain)
        }
    }

    @Test(
        "What the holder signed for this request is valid, and so are its credentials",
        arguments: [Cryptosuite.eddsaRDFC2022, .eddsaJCS2022])
    func valid(suite: Cryptosuite) async throws {
        let scene = try Scene()
        let report = try await scene.verify(scene.sign(scene.presentation, suite: suite))
        #expect(report.verdict == .valid, "\(report.checks)")
        #expect(report.credentials.map(\.verdict) == [.valid])
        #expect(report.check(.holderKey)?.result == .passed)
    }

    @Test("Another challenge, another domain, or none, is refused by the problem's name")
    func request() async throws {
        let scene = try Scene()
        let cases: [(String?, String?, String)] = [
            ("other", Self.request.domain, "INVALID_CHALLENGE_ERROR"),
            (nil, Self.request.domain, "INVALID_CHALLENGE_ERROR"),
            (Self.request.challenge, "other.example", "INVALID_DOMAIN_ERROR"),
            (Self.request.challenge, nil, "INVALID_DOMAIN_ERROR"),
        ]
        for (challenge, domain, problem) in cases {
            let report = try await scene.verify(
                scene.sign(scene.presentation, challenge: challenge, domain: domain))
            #expect(report.verdict == .notGenuine)
            #expect(report.check(.proof)?.problemType == "https://w3id.org/security#\(problem)")
        }
        let unasked = try await scene.verify(
            scene.sign(scene.presentation), request: PresentationRequest())
        #expect(unasked.verdict == .valid)
    }

    @Test("A proof for another purpose, or by another than the holder, is refused")
    func signer() async throws {
        let scene = try Scene()
        let asserted = try scene.sign(scene.presentation, purpose: .assertionMethod)
        #expect(try await scene.verify(asserted).verdict == .notGenuine)
        let byIssuer = try scene.sign(scene.presentation, by: scene.issuer)
        #expect(try await scene.verify(byIssuer).verdict == .notGenuine)
        var unnamed = scene.presentation
        unnamed["holder"] = nil
        #expect(try await scene.verify(scene.sign(unnamed)).verdict == .valid)
    }

    @Test("A credential put in, taken out or changed after signing is noticed")
    func changed() async throws {
        let scene = try Scene()
        let signed = try scene.sign(scene.presentation)
        for credentials: JSON? in [nil, [.object(scene.credential), .object(scene.credential)]] {
            var changed = signed
            changed["verifiableCredential"] = credentials
            #expect(try await scene.verify(changed).verdict == .notGenuine)
        }
        var credential = scene.credential
        credential["name"] = "Other"
        var presentation = scene.presentation
        presentation["verifiableCredential"] = [.object(credential)]
        let report = try await scene.verify(scene.sign(presentation))
        #expect(report.verdict == .valid)
        #expect(report.credentials.map(\.verdict) == [.notGenuine])
    }

    @Test("A token can be presented in an envelope")
    func enveloped() async throws {
        let scene = try Scene()
        let token = try CredentialJWT.sign(
            scene.issuer.badge().document, form: .joseCose, with: scene.issuer.key,
            reference: .url(scene.issuer.method))
        var presentation = scene.presentation
        presentation["verifiableCredential"] = [EnvelopedCredential.wrap(token)]
        let report = try await scene.verify(scene.sign(presentation))
        #expect(report.verdict == .valid, "\(report.checks)")
        #expect(report.credentials.map(\.verdict) == [.valid])
    }

    @Test("Of a presentation that nobody signed the credentials are judged, and that is said")
    func unsigned() async throws {
        let scene = try Scene()
        let report = try await scene.verify(scene.presentation, request: PresentationRequest())
        #expect(report.verdict == .valid)
        #expect(report.credentials.map(\.verdict) == [.valid])
        let remark = try #require(report.check(.holder))
        #expect(remark.result == .notMade && remark.bearing == .information)
        #expect(report.check(.proof) == nil)
        var empty = scene.presentation
        for proof: JSON in [.null, []] {
            empty["proof"] = proof
            let report = try await scene.verify(empty, request: PresentationRequest())
            #expect(report.verdict == .valid && report.check(.holder) != nil)
        }
        empty["verifiableCredential"] = nil
        let nothing = try await scene.verify(empty, request: PresentationRequest())
        #expect(nothing.verdict == .cannotTell)
    }

    @Test("What nobody signed answers no challenge, and what is no presentation is refused")
    func unanswered() async throws {
        let scene = try Scene()
        #expect(try await scene.verify(scene.presentation).verdict == .notGenuine)
        let report = try await scene.verify(scene.credential)
        #expect(report.check(.structure)?.result == .failed)
        #expect(report.verdict == .notGenuine)
    }

    /// A token of a presentation.
    private static func token(
        _ payload: JSONObject, _ header: [String: JSON?] = [:], by signer: TestIssuer
    ) throws -> String {
        var members = JSONObject()
        members["typ"] = "vp+jwt"
        members["kid"] = .string(signer.method)
        for (name, value) in header { members[name] = value }
        return try JSONWebSignature.sign(payload: payload.sent, header: members, with: signer.key)
    }

    @Test("A presentation in a token, or in one in an envelope, is the holder's")
    func tokens() async throws {
        let scene = try Scene()
        var payload = scene.presentation
        payload["aud"] = .string(Self.request.domain ?? "")
        payload["nonce"] = .string(Self.request.challenge ?? "")
        let holder = scene.holder
        let token = try Self.token(payload, by: holder)
        for sent in [Array(token.utf8), EnvelopedPresentation.wrap(token).compactBytes()] {
            let report = try await scene.verify(sent)
            #expect(report.verdict == .valid, "\(report.checks)")
            #expect(report.credentials.map(\.verdict) == [.valid])
            #expect(report.check(.holderKey)?.result == .passed)
            #expect(report.presentation == scene.presentation)
        }
        var issued = payload
        issued["iss"] = .string(holder.did)
        for header: [String: JSON?] in [["kid": "key-1"], ["kid": nil]] {
            let report = try await scene.verify(
                Array(try Self.token(issued, header, by: holder).utf8))
            #expect(report.verdict == .valid, "\(report.checks)")
        }
    }

    @Test("A token that answers another request, or is another's, is refused")
    func falseTokens() async throws {
        let scene = try Scene()
        var payload = scene.presentation
        payload["aud"] = ["a", .string(Self.request.domain ?? "")]
        payload["nonce"] = .string(Self.request.challenge ?? "")
        func verdict(
            _ changes: [String: JSON?], _ header: [String: JSON?] = [:], by signer: TestIssuer
        ) async throws -> PresentationReport {
            var changed = payload
            for (name, value) in changes { changed[name] = value }
            return try await scene.verify(
                Array(try Self.token(changed, header, by: signer).utf8))
        }
        #expect(try await verdict([:], by: scene.holder).verdict == .valid)
        for (changes, problem) in [
            (["nonce": "other"], "INVALID_CHALLENGE_ERROR"),
            (["nonce": nil], "INVALID_CHALLENGE_ERROR"), (["aud": "x"], "INVALID_DOMAIN_ERROR"),
            (["aud": nil], "INVALID_DOMAIN_ERROR"),
        ] as [([String: JSON?], String)] {
            let report = try await verdict(changes, by: scene.holder)
            #expect(report.verdict == .notGenuine)
            #expect(report.check(.proof)?.problemType == "https://w3id.org/security#\(problem)")
        }
        let byIssuer = try await verdict([:], by: scene.issuer)
        #expect(byIssuer.verdict == .notGenuine)
        let borrowed = try await verdict(
            [:], ["kid": .string(scene.holder.method)], by: scene.issuer)
        #expect(borrowed.verdict == .notGenuine)
        let other = try await verdict(["iss": .string(scene.issuer.did)], by: scene.holder)
        #expect(other.verdict == .notGenuine)
        let expired = try await verdict(
            ["exp": .number(Double(Self.now.seconds))], by: scene.holder)
        #expect(expired.verdict == .notCurrentlyValid)
        let unnamed = try await verdict(["holder": nil], ["kid": nil], by: scene.holder)
        #expect(unnamed.verdict == .cannotTell)
        let typed = try await verdict([:], ["typ": "vp+sd-jwt"], by: scene.holder)
        #expect(typed.verdict == .cannotTell)
    }

    @Test("A presentation of data model 1.1 in a token holds tokens as they are")
    func dataModel1() async throws {
        let scene = try Scene()
        let credential = try CredentialJWT.sign(
            scene.issuer.badge().document, form: .openBadges, with: scene.issuer.key,
            reference: .url(scene.issuer.method))
        let vp: JSON = [
            "@context": ["https://www.w3.org/2018/credentials/v1"],
            "type": ["VerifiablePresentation"], "verifiableCredential": [.string(credential)],
        ]
        var payload = JSONObject()
        payload["iss"] = .string(scene.holder.did)
        payload["aud"] = .string(Self.request.domain ?? "")
        payload["nonce"] = .string(Self.request.challenge ?? "")
        payload["vp"] = vp
        let token = try Self.token(payload, ["typ": "JWT"], by: scene.holder)
        #expect(PresentationJWT.isPresentation(Array(token.utf8)))
        let report = try await scene.verify(Array(token.utf8))
        #expect(report.verdict == .valid, "\(report.checks)")
        #expect(report.credentials.map(\.verdict) == [.valid])
        #expect(report.presentation?["holder"] == .string(scene.holder.did))
        let forged = try Self.token(payload, ["typ": "JWT"], by: scene.issuer)
        #expect(try await scene.verify(Array(forged.utf8)).verdict == .notGenuine)
        // Text that is no token is no credential.
        payload["vp"] = [
            "@context": ["https://www.w3.org/2018/credentials/v1"],
            "type": ["VerifiablePresentation"], "verifiableCredential": ["example"],
        ]
        let text = try Self.token(payload, ["typ": "JWT"], by: scene.holder)
        #expect(try await scene.verify(Array(text.utf8)).check(.structure)?.result == .failed)
    }

    @Test("What a holder signed is not shown as what an issuer signed")
    func names() async throws {
        let scene = try Scene()
        let report = try await scene.verify(scene.sign(scene.presentation))
        #expect(
            report.checksNamedApart.map(\.name.rawValue)
                == ["presentation", "holder-proof", "holder-key", "contexts"])
        #expect(Verdict(report.checksNamedApart) == report.verdict)
    }

    @Test("A presentation given as a credential is not called false")
    func asCredential() async throws {
        let scene = try Scene()
        let report = await Verifier(resources: try scene.issuer.resources())
            .verify(try scene.sign(scene.presentation).sent, at: Self.now)
        #expect(report.check(.structure)?.result == .notMade)
        #expect(report.verdict == .cannotTell)
        let token = try Self.token(scene.presentation, by: scene.holder)
        for sent in [Array(token.utf8), EnvelopedPresentation.wrap(token).compactBytes()] {
            let report = await Verifier(resources: try scene.issuer.resources())
                .verify(sent, at: Self.now)
            #expect(report.check(.structure)?.result == .notMade)
            #expect(report.verdict == .cannotTell)
        }
    }
}
