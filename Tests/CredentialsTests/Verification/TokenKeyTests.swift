import LinkedData
import Testing

@testable import Credentials

@Suite("Finding the key of a token")
struct TokenKeyTests {
    private static func verify(
        _ token: [UInt8], _ resources: TestResources
    ) async -> VerificationReport {
        await Verifier(resources: resources).verify(token, at: TestIssuer.now)
    }

    /// A token of VC-JOSE-COSE that says who issued it, and of its key what `kid` says.
    private static func issued(
        _ issuer: TestIssuer, by key: PrivateKey, kid: String?
    ) throws -> [UInt8] {
        var payload = issuer.badge().document
        payload["credentialStatus"] = nil
        payload["iss"] = .string(issuer.did)
        var header = JSONObject()
        header["typ"] = "vc+jwt"
        header["kid"] = kid.map { .string($0) }
        return Array(
            try JSONWebSignature.sign(payload: payload.sent, header: header, with: key).utf8)
    }

    /// Resources that have a document of the issuer's with such methods for assertion.
    private static func listing(
        _ issuer: TestIssuer, _ methods: [JSONObject]
    ) throws -> TestResources {
        var resources = TestResources()
        let entries: [JSON] = methods.enumerated().map { place, members in
            var method = JSONObject()
            method["id"] = .string("\(issuer.did)#k\(place)")
            method["controller"] = .string(issuer.did)
            for member in members.members { method[member.name] = member.value }
            return .object(method)
        }
        resources.documents[issuer.did] = try ControllerDocument([
            "id": .string(issuer.did), "assertionMethod": .array(entries),
        ])
        return resources
    }

    private static func method(_ key: PublicKey, kid: String? = nil) -> JSONObject {
        var jwk = key.jwk.objectValue ?? JSONObject()
        jwk["kid"] = kid.map { .string($0) }
        var method = JSONObject()
        method["type"] = "JsonWebKey"
        method["publicKeyJwk"] = .object(jwk)
        return method
    }

    @Test("Where the token says who issued it, its key is found by any name, or without one")
    func names() async throws {
        let issuer = try TestIssuer()
        let others = try [TestKeys.key(.p256), PrivateKey.generate(.ed25519)].map(\.publicKey)
        let key = issuer.key.publicKey
        let urn = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:\(key.jwkThumbprint)"
        let resources = try Self.listing(
            issuer, others.map { Self.method($0) } + [Self.method(key, kid: "thumb-1")])
        for kid in ["thumb-1", key.jwkThumbprint, urn, "k2", "#k2", "\(issuer.did)#k2", nil] {
            let report = await Self.verify(
                try Self.issued(issuer, by: issuer.key, kid: kid), resources)
            #expect(report.verdict == .valid, "\(kid ?? "none"): \(report.checks)")
        }
        // The name of another key of the issuer's, and a stranger's signature under any name.
        for (signer, kid) in [
            (issuer.key, "k1"), (try PrivateKey.generate(.ed25519), "thumb-1"),
            (try PrivateKey.generate(.ed25519), nil),
        ] as [(PrivateKey, String?)] {
            let report = await Self.verify(
                try Self.issued(issuer, by: signer, kid: kid), resources)
            #expect(report.verdict == .notGenuine, "\(kid ?? "none"): \(report.checks)")
        }
    }

    @Test("A key that the issuer does not list now, or in a form that is not read, leaves it open")
    func missedKeys() async throws {
        let issuer = try TestIssuer()
        var pem = JSONObject()
        pem["type"] = "JsonWebKey"
        pem["publicKeyPem"] = "-----BEGIN PUBLIC KEY-----"
        let other = Self.method(try PrivateKey.generate(.ed25519).publicKey)
        let curve = Self.method(try TestKeys.key(.p256).publicKey)
        for (methods, kid, words) in [
            ([other], "thumb-1", "no longer lists this key"),
            ([other], "\(issuer.did)#gone", "no longer lists this key"),
            ([pem], "k0", "publicKeyPem"), ([pem], "\(issuer.did)#k0", "publicKeyPem"),
            ([other, pem], nil, "publicKeyPem"), ([curve], nil, "none for EdDSA"),
        ] as [([JSONObject], String?, String)] {
            let token = try Self.issued(issuer, by: issuer.key, kid: kid)
            var resources = try Self.listing(issuer, methods)
            let report = await Self.verify(token, resources)
            #expect(report.verdict == .cannotTell, "\(report.checks)")
            #expect(report.check(.proof)?.detail.contains(words) == true, "\(report.checks)")
            guard words.contains("lists this") else { continue }
            // Who forgets no key of its own never had this one.
            resources.isAuthoritative = true
            #expect(await Self.verify(token, resources).verdict == .notGenuine)
        }
    }

    @Test("An identifier that is its own key in any kind is verified without looking anything up")
    func selfContained() async throws {
        for algorithm in KeyAlgorithm.allCases {
            let key = try TestKeys.key(algorithm)
            let text = try Multibase.base58btc(
                [0xD1, 0xD6, 0x03] + key.publicKey.jwk.compactBytes())
            for did in [try DIDKey(key.publicKey).did, "did:key:\(text)"] {
                let issuer = try TestIssuer(algorithm, did: did)
                let fragment = String(did.dropFirst("did:key:".count))
                for (kid, verdict) in [
                    ("\(did)#\(fragment)", Verdict.valid), ("\(did)#other", .notGenuine),
                ] {
                    let token = try Self.issued(issuer, by: key, kid: kid)
                    let report = await Self.verify(token, TestResources())
                    #expect(report.verdict == verdict, "\(algorithm) \(report.checks)")
                }
            }
        }
        let unknown = try TestIssuer(
            did: "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc")
        let report = await Self.verify(
            try Self.issued(unknown, by: unknown.key, kid: nil), TestResources())
        #expect(report.verdict == .cannotTell)
    }
}
