import StoreSQL
import CertAuthority
import Credentials
import Documents
import LinkedData
import Office
import StoreSQLite
import Testing
import Verification
@testable import TestSupport

@Suite("Verification of presentations that are handed in")
struct SubmittedPresentationTests {
    private func verify(
        _ test: TestInstallation, _ bytes: [UInt8]
    ) async throws -> SubmissionFinding {
        try await test.verification.verify(
            SubmittedDocument(bytes, extraction: .standard), at: TestInstallation.instant)
    }

    private func document(_ bytes: [UInt8]) throws -> JSONObject {
        try #require(try JSON.parse(bytes).objectValue)
    }

    @Test("A presentation is as good as its proof and each of its credentials")
    func presentation() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let presentation: JSON = [
                "@context": ["https://www.w3.org/ns/credentials/v2"],
                "type": ["VerifiablePresentation"],
                "verifiableCredential": .array([.object(try document(certificate.credential))]),
            ]
            let found = try await verify(test, presentation.compactBytes())
            #expect(found.kind == .presentation)
            #expect(found.verdict == .valid)
            #expect(found.credentials.map(\.report.verdict) == [.valid])
            #expect(found.credentials.first?.certificate == certificate)
            let json = found.document(test.installation, at: TestInstallation.instant)
            #expect(json["credentials"]?.arrayValue?.first?["verdict"] == "valid")
            // Nobody signed the presentation itself, which is said.
            let remark = json["checks"]?.arrayValue?.first { $0["check"] == "holder" }
            #expect(remark?["result"] == "not-made")
            let text = String(decoding: presentation.compactBytes(), as: UTF8.self)
            let forged = try await verify(
                test, Array(text.replacing("Ada Obi", with: "Eve Obi").utf8))
            #expect(forged.verdict == .notGenuine)
        }
    }

    @Test("A presentation without a credential is no certificate, whoever signed it")
    func emptyPresentation() async throws {
        try await TestInstallation.with { test in
            let key = try PrivateKey.generate(.ed25519)
            let name = try #require(key.publicKey.multikey)
            let holder = "did:key:\(name)"
            let payload: JSON = [
                "@context": ["https://www.w3.org/ns/credentials/v2"],
                "type": ["VerifiablePresentation"], "holder": .string(holder),
            ]
            let header: JSON = ["typ": "vp+jwt", "kid": .string("\(holder)#\(name)")]
            let token = try JSONWebSignature.sign(
                payload: payload.compactBytes(), header: #require(header.objectValue), with: key)
            let finding = try await verify(test, Array(token.utf8))
            #expect(finding.verdict == .cannotTell)
            #expect(finding.presentation?.check(.proof)?.result == .passed)
            // Whoever asked for it is answered as to the holder.
            let asked = try await test.verification.verify(
                SubmittedDocument(Array(token.utf8), extraction: .standard),
                request: PresentationRequest(), at: TestInstallation.instant)
            #expect(asked.verdict == .valid)
        }
    }

    @Test("A copy of an erased token is recognised within a presentation too")
    func erasedToken() async throws {
        try await TestInstallation.with { test in
            let signer = try CredentialSigner(
                issuer: test.installation.did(of: slug("itu")), keyID: test.keyID, key: test.key,
                mechanism: .token(.joseCose))
            let issuer = try test.issuer(signer: signer)
            let batch = try TestInstallation.batch(
                programme: "ai-foundations", key: test.keyID, mechanism: .token(.joseCose))
            let certificate = try #require(
                try await test.store.issue(
                    batch, [TestInstallation.request("Ada Obi", row: 1)], lists: issuer,
                    TestInstallation.authorship
                ) { try issuer.certificate($0, of: batch) }.first)
            _ = try await test.store.erase(
                [certificate.number], reason: "asked for", TestInstallation.authorship)
            #expect(try await verify(test, certificate.credential).verdict == .valid)
            let token = String(decoding: certificate.credential, as: UTF8.self)
            let presentation: JSON = [
                "@context": ["https://www.w3.org/ns/credentials/v2"],
                "type": ["VerifiablePresentation"],
                "verifiableCredential": [EnvelopedCredential.wrap(token)],
            ]
            let found = try await verify(test, presentation.compactBytes())
            #expect(found.verdict == .valid)
            #expect(found.credentials.first?.report.check(.record)?.result == .passed)
        }
    }
}
