import Foundation
import LinkedData
import Testing

@testable import Credentials

/// Every byte of an issued credential is changed, one at a time, and the verifier asked again.
///
/// Each byte gets one other value, chosen by turns among those that are likeliest to pass; with
/// `CERTAUTHORITY_EVERY_BYTE=1` in the environment, which asks for an optimised build, each gets
/// all 255.
@Suite("Changing any one byte of an issued credential")
struct ByteChangeTests {
    private static let now = TestIssuer.now

    /// What came of all changes of one credential.
    struct Tally: CustomStringConvertible {
        var changes = 0
        var refused = 0
        /// The credential says the same, so it is rightly still valid.
        var withoutMeaning = 0
        /// What was accepted and should not have been.
        var accepted: [String] = []

        var description: String {
            "\(changes) changes: \(refused) refused, \(withoutMeaning) without meaning, "
                + "\(accepted.count) wrongly accepted"
        }
    }

    private static let isThorough =
        ProcessInfo.processInfo.environment["CERTAUTHORITY_EVERY_BYTE"] != nil

    private static func replacements(_ byte: UInt8, at position: Int) -> [UInt8] {
        if isThorough { return (0...255).filter { $0 != byte } }
        let candidates = [byte ^ 0x20, byte ^ 0x01, 0x20, byte &+ 1]
        return [candidates[position % candidates.count]].filter { $0 != byte }
    }

    /// Changes each byte and judges what the verifier says.
    ///
    /// - Parameter meaning: What the bytes say; a change that leaves it as it was is without
    ///   meaning.
    private static func tally<Meaning: Equatable>(
        _ bytes: [UInt8], _ resources: TestResources, meaning: ([UInt8]) -> Meaning?
    ) async -> Tally {
        let verifier = Verifier(resources: resources)
        let original = meaning(bytes)
        var tally = Tally()
        for position in bytes.indices {
            for replacement in replacements(bytes[position], at: position) {
                var changed = bytes
                changed[position] = replacement
                tally.changes += 1
                if await verifier.verify(changed, at: now).verdict != .valid {
                    tally.refused += 1
                } else if let changedMeaning = meaning(changed), changedMeaning == original {
                    tally.withoutMeaning += 1
                } else {
                    tally.accepted.append("byte \(position) to \(replacement)")
                }
            }
        }
        return tally
    }

    /// What the suite's signature covers: the statements or the JSON of document and proof.
    private static func meaning(_ bytes: [UInt8], under suite: Cryptosuite) -> [UInt8]? {
        guard let document = try? JSON.parse(bytes).objectValue else { return nil }
        switch suite.form {
        case .statements:
            return try? ContextLibrary.known.standard.canonicalBytes(document, .sha256)
        case .json: return JSON.object(document).canonicalBytes()
        }
    }

    @Test(
        "An embedded proof lets none pass",
        arguments: [
            (KeyAlgorithm.ed25519, Cryptosuite.eddsaRDFC2022), (.ed25519, .eddsaJCS2022),
            (.p256, .ecdsaRDFC2019), (.p256, .ecdsaJCS2019), (.p384, .ecdsaRDFC2019),
            (.p384, .ecdsaJCS2019),
        ])
    func embedded(algorithm: KeyAlgorithm, suite: Cryptosuite) async throws {
        let issuer = try TestIssuer(algorithm)
        let bytes = try issuer.sign(issuer.badge().document, suite: suite).sent
        let tally = await Self.tally(bytes, try issuer.resources()) {
            Self.meaning($0, under: suite)
        }
        print("\(suite.rawValue) \(algorithm.rawValue), \(bytes.count) bytes: \(tally)")
        #expect(tally.accepted.isEmpty, "\(tally.accepted.prefix(5))")
        #expect(tally.refused + tally.withoutMeaning == tally.changes)
        // Compact JSON has no white space to change. Open Badges has two terms for one property,
        // "criteria" and "Criteria".
        #expect(tally.withoutMeaning <= (suite.form == .statements ? 1 : 0))
    }

    @Test("Ed25519Signature2020 lets none pass", .enabled(if: PublishedContexts.isPresent))
    func ed25519Signature2020() async throws {
        let path = "vc-di-eddsa/TestVectors/Ed25519Signature2020/signedEdSig.json"
        let issuer = try SharedVectors.json(path)
        let document = try #require(issuer.objectValue)
        let bytes = document.sent
        let proof = try DataIntegrityProof(try #require(document["proof"]))
        let key = try DIDKey(
            VerificationMethod.controllerIdentifier(proof.verificationMethod)
        ).publicKey
        let contexts = try PublishedContexts.library()
        var tally = Tally()
        for position in bytes.indices {
            for replacement in Self.replacements(bytes[position], at: position) {
                var changed = bytes
                changed[position] = replacement
                tally.changes += 1
                // The published document's issuer is not its signer, so proof and document alone
                // are looked at; the signer's name is part of the proof.
                if let read = try? JSON.parse(changed).objectValue,
                    let member = read["proof"], let proof = try? DataIntegrityProof(member),
                    proof.proofPurpose == "assertionMethod",
                    (try? proof.isValid(
                        for: read.removing("proof"), under: key, contexts: contexts)) == true
                {
                    tally.accepted.append("byte \(position) to \(replacement)")
                } else {
                    tally.refused += 1
                }
            }
        }
        print("Ed25519Signature2020, \(bytes.count) bytes: \(tally)")
        #expect(tally.accepted.isEmpty, "\(tally.accepted.prefix(5))")
    }

    @Test(
        "A token lets none pass",
        arguments: [
            (KeyAlgorithm.ed25519, CredentialJWT.Form.openBadges), (.ed25519, .joseCose),
            (.p256, .openBadges), (.p256, .joseCose), (.rsa, .openBadges),
        ])
    func token(algorithm: KeyAlgorithm, form: CredentialJWT.Form) async throws {
        let issuer = try TestIssuer(algorithm)
        var document = issuer.badge().document
        // An RSA key signs no list by an embedded proof.
        document["credentialStatus"] = nil
        let token = try CredentialJWT.sign(
            document, form: form, with: issuer.key, reference: .url(issuer.method))
        var resources = TestResources()
        resources.documents[issuer.did] = try issuer.document
        let tally = await Self.tally(Array(token.utf8), resources) { Optional($0) }
        print("\(form) \(algorithm.rawValue), \(token.utf8.count) bytes: \(tally)")
        #expect(tally.accepted.isEmpty, "\(tally.accepted.prefix(5))")
        #expect(tally.refused == tally.changes)
    }

    @Test("White space is without meaning, and only white space")
    func whiteSpace() async throws {
        let issuer = try TestIssuer()
        let signed = try issuer.sign(issuer.badge().document)
        let bytes = Array(JSON.object(signed).prettyText().utf8)
        let tally = await Self.tally(bytes, try issuer.resources()) {
            Self.meaning($0, under: .eddsaRDFC2022)
        }
        print("written with white space, \(bytes.count) bytes: \(tally)")
        #expect(tally.accepted.isEmpty, "\(tally.accepted.prefix(5))")
        #expect(tally.withoutMeaning > 0)
    }

    @Test("Cutting the credential short anywhere is refused")
    func truncation() async throws {
        let issuer = try TestIssuer()
        let bytes = try issuer.sign(issuer.badge().document).sent
        let verifier = Verifier(resources: try issuer.resources())
        for length in 0..<bytes.count {
            let report = await verifier.verify(Array(bytes.prefix(length)), at: Self.now)
            #expect(report.verdict != .valid)
        }
    }
}
