import LinkedData
import Testing

@testable import Credentials

/// What has to come to the same however a document is written: the order of its proofs, the names
/// of its days, and the date of its proof.
@Suite("Proofs in any order, and days by any name")
struct OrderAndDateTests {
    private static let now = TestIssuer.now

    private static func verify(
        _ document: JSONObject, _ resources: TestResources, at instant: Timestamp = now
    ) async -> VerificationReport {
        await Verifier(resources: resources).verify(document.sent, at: instant)
    }

    private static func reversed(_ document: JSONObject) throws -> JSONObject {
        var reversed = document
        reversed["proof"] = .array(try #require(document["proof"]?.arrayValue).reversed())
        return reversed
    }

    /// A proof that ends before now is of no use, whether it comes first or last.
    @Test("One proof that counts suffices, in either order")
    func order() async throws {
        let issuer = try TestIssuer()
        let resources = try issuer.resources()
        let once = try issuer.sign(issuer.badge().document)
        var expired = try #require(once["proof"]?.objectValue)
        expired["expires"] = .string(Self.now.adding(seconds: -60).description)
        expired["proofValue"] = nil
        var secured = SecuredDocument(issuer.badge().document, contexts: .known)
        let message = try secured.message(
            for: .eddsaRDFC2022, options: expired, digest: .sha256,
            in: ContextLibrary.known.standard)
        expired["proofValue"] = .string(try Multibase.base58btc(try issuer.key.sign(message)))
        var both = once
        both["proof"] = .array([.object(expired), try #require(once["proof"])])
        for document in [both, try Self.reversed(both)] {
            #expect(await Self.verify(document, resources).verdict == .valid)
        }
        var alone = once
        alone["proof"] = .object(expired)
        #expect(await Self.verify(alone, resources).verdict == .notCurrentlyValid)
    }

    @Test("A proof over the JSON shows what one over the statements leaves open, in either order")
    func forms() async throws {
        let issuer = try TestIssuer()
        let resources = try issuer.resources()
        var badge = issuer.badge().document
        badge["http://purl.org/dc/terms/subject"] = "bees"
        let once = try issuer.sign(badge)
        #expect(await Self.verify(once, resources).verdict == .cannotTell)
        let twice = try issuer.sign(once, suite: .eddsaJCS2022)
        for document in [twice, try Self.reversed(twice)] {
            let report = await Self.verify(document, resources)
            #expect(report.verdict == .valid)
            #expect(report.check(.proof)?.detail.contains("jcs") == true)
        }
    }

    @Test("A withdrawn key beside a proof that is not known leaves it open, in either order")
    func withdrawn() async throws {
        let issuer = try TestIssuer()
        var resources = try issuer.resources()
        resources.documents[issuer.did] = ControllerDocument(
            id: issuer.did,
            assertionMethods: [
                VerificationMethod(
                    id: issuer.method, controller: issuer.did, publicKey: issuer.key.publicKey,
                    revoked: Self.now)
            ])
        let once = try issuer.sign(issuer.badge().document)
        #expect(await Self.verify(once, resources).verdict == .notGenuine)
        var other = try #require(once["proof"]?.objectValue)
        other["cryptosuite"] = "bbs-2023"
        var both = once
        both["proof"] = .array([.object(other), try #require(once["proof"])])
        for document in [both, try Self.reversed(both)] {
            #expect(await Self.verify(document, resources).verdict == .cannotTell)
        }
    }

    @Test(
        "A day under the other version's name counts, with a remark",
        arguments: [
            ("https://www.w3.org/2018/credentials/v1", "validUntil", Cryptosuite.eddsaRDFC2022),
            ("https://www.w3.org/2018/credentials/v1", "validUntil", .eddsaJCS2022),
            ("https://www.w3.org/ns/credentials/v2", "expirationDate", .eddsaJCS2022),
        ])
    func otherNames(context: String, name: String, suite: Cryptosuite) async throws {
        let issuer = try TestIssuer()
        let resources = try issuer.resources()
        var document = try #require(
            ([
                "@context": [
                    .string(context), "https://w3id.org/security/data-integrity/v2",
                ], "type": ["VerifiableCredential"],
                "issuer": .string(issuer.did), "credentialSubject": ["id": "did:example:amina"],
            ] as JSON).objectValue)
        if context.hasSuffix("v1") { document["issuanceDate"] = .string(Self.now.description) }
        document[name] = .string(Self.now.adding(seconds: 60).description)
        let signed = try issuer.sign(document, suite: suite)
        let report = await Self.verify(signed, resources)
        #expect(report.verdict == .valid)
        #expect(report.check(.periodForm)?.detail.contains(name) == true)
        #expect(report.check(.periodForm)?.bearing == .information)
        #expect(
            await Self.verify(signed, resources, at: Self.now.adding(seconds: 61)).verdict
                == .notCurrentlyValid)
        document[name] = "someday"
        if suite.form == .json {
            let unclear = await Self.verify(try issuer.sign(document, suite: suite), resources)
            #expect(unclear.verdict == .cannotTell)
        }
    }

    @Test("Of several days the narrower period counts")
    func narrower() {
        var document = JSONObject()
        document["validFrom"] = "2026-01-02T00:00:00Z"
        document["issuanceDate"] = "2026-01-01T00:00:00Z"
        document["validUntil"] = "2026-02-02T00:00:00Z"
        document["expirationDate"] = "2026-02-01T00:00:00Z"
        let period = ValidityPeriod(document)
        #expect(period.from?.description == "2026-01-02T00:00:00Z")
        #expect(period.until?.description == "2026-02-01T00:00:00Z")
    }

    @Test("A proof dated in the future is told and decides nothing")
    func future() async throws {
        let issuer = try TestIssuer()
        let resources = try issuer.resources()
        for suite in [Cryptosuite.eddsaRDFC2022, .eddsaJCS2022] {
            var badge = issuer.badge().document
            badge["validFrom"] = .string(Self.now.adding(seconds: -60).description)
            badge["credentialStatus"] = nil
            let signed = try issuer.sign(badge, suite: suite)
            let verifier = Verifier(resources: resources)
            for (offset, isFuture) in [(-1, true), (0, false)] {
                let instant = Self.now.adding(seconds: Int64(offset))
                let (report, examined) = await verifier.examine(signed.sent, at: instant)
                #expect(report.verdict == .valid)
                #expect((report.check(.proofDate) != nil) == isFuture)
                // What was examined before says the same.
                let kept = try #require(examined)
                #expect(await verifier.verify(kept, at: instant)?.checks == report.checks)
            }
        }
    }
}
