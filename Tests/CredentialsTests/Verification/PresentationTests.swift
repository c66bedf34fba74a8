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
        #expect(report.check("holder-key")?.result == .passed)
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
            #expect(report.check("proof")?.problemType == "https://w3id.org/security#\(problem)")
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

    @Test("An unsigned presentation is refused, and one that is no presentation")
    func unsigned() async throws {
        let scene = try Scene()
        #expect(try await scene.verify(scene.presentation).verdict == .notGenuine)
        let report = try await scene.verify(scene.credential)
        #expect(report.check("structure")?.result == .failed)
        #expect(report.verdict == .notGenuine)
    }

    @Test("A presentation given as a credential is not called false")
    func asCredential() async throws {
        let scene = try Scene()
        let report = await Verifier(resources: try scene.issuer.resources())
            .verify(try scene.sign(scene.presentation).sent, at: Self.now)
        #expect(report.check("structure")?.result == .notMade)
        #expect(report.verdict == .cannotTell)
    }
}
