import LinkedData
import Testing

@testable import Credentials

@Suite("Verifying credentials that come as tokens")
struct TokenVerificationTests {
    private static let now = TestIssuer.now

    private static func token(
        _ issuer: TestIssuer, _ form: CredentialJWT.Form, badge: OpenBadge? = nil
    ) throws -> [UInt8] {
        let document = (badge ?? issuer.badge()).document
        return Array(
            try CredentialJWT.sign(
                document, form: form, with: issuer.key, reference: .url(issuer.method)
            ).utf8)
    }

    private static func header(_ issuer: TestIssuer, type: String) -> JSONObject {
        var header = JSONObject()
        header["kid"] = .string(issuer.method)
        header["typ"] = .string(type)
        return header
    }

    private static func verify(
        _ token: [UInt8], _ resources: TestResources, at instant: Timestamp = now
    ) async -> VerificationReport {
        await Verifier(resources: resources).verify(token, at: instant)
    }

    @Test(
        "What was issued is valid, in both forms and with every kind of key",
        arguments: [CredentialJWT.Form.openBadges, .joseCose], KeyAlgorithm.allCases)
    func valid(form: CredentialJWT.Form, algorithm: KeyAlgorithm) async throws {
        let issuer = try TestIssuer(algorithm)
        var resources = TestResources()
        resources.documents[issuer.did] = try issuer.document
        // An RSA key signs no list by an embedded proof.
        var badge = issuer.badge().document
        badge["credentialStatus"] = nil
        let token = try CredentialJWT.sign(
            badge, form: form, with: issuer.key, reference: .url(issuer.method))
        let report = await Self.verify(Array(token.utf8), resources)
        #expect(report.verdict == .valid, "\(report.checks)")
        #expect(report.credential == badge)
        let spaced = await Self.verify(Array("\n\(token)\r\n ".utf8), resources)
        #expect(spaced.verdict == .valid)
    }

    @Test("The status of a credential in a token is looked up like any other's")
    func status() async throws {
        let issuer = try TestIssuer()
        let token = try Self.token(issuer, .openBadges)
        #expect(await Self.verify(token, try issuer.resources()).verdict == .valid)
        var list = BitstringStatusList()
        list[94_567] = true
        let resources = try issuer.resources(list: try issuer.statusList(list))
        #expect(await Self.verify(token, resources).verdict == .notCurrentlyValid)
        #expect(await Self.verify(token, TestResources()).verdict == .cannotTell)
    }

    @Test("A token within JSON is verified as the token is")
    func enveloped() async throws {
        let issuer = try TestIssuer()
        let text = String(decoding: try Self.token(issuer, .joseCose), as: UTF8.self)
        let envelope = EnvelopedCredential.wrap(text)
        let resources = try issuer.resources()
        let report = await Self.verify(envelope.compactBytes(), resources)
        #expect(report.verdict == .valid)
        #expect(report.credential?["id"] == "https://issuer.example/v/7K3M9QXD")
        var other = try #require(envelope.objectValue)
        other["id"] = "data:application/vc+cose;base64url,0oRDoQEm"
        #expect(await Self.verify(other.sent, resources).verdict == .cannotTell)
    }

    @Test("A list of status in a token is read")
    func listInToken() async throws {
        let issuer = try TestIssuer()
        var bits = BitstringStatusList()
        bits[94_567] = true
        let list = StatusListCredential(
            id: TestIssuer.statusList, issuer: issuer.did, validFrom: Self.now,
            timeToLive: 300_000, list: bits)
        let token = try CredentialJWT.sign(
            try list.document(), form: .joseCose, with: issuer.key, reference: .url(issuer.method))
        let resources = try issuer.resources(list: Array(token.utf8))
        let report = await Self.verify(try Self.token(issuer, .openBadges), resources)
        #expect(report.verdict == .notCurrentlyValid)
    }

    @Test("An unsigned token is refused by name", arguments: ["none", "None", "NONE"])
    func unsigned(name: String) async throws {
        let issuer = try TestIssuer()
        let parts = String(decoding: try Self.token(issuer, .openBadges), as: UTF8.self)
            .split(separator: ".")
        let header = Base64URL.encode(Array(#"{"alg":"\#(name)","typ":"JWT"}"#.utf8))
        for signature in ["", String(parts[2])] {
            let report = await Self.verify(
                Array("\(header).\(parts[1]).\(signature)".utf8), try issuer.resources())
            #expect(report.verdict == .notGenuine)
            #expect(report.check(.proof)?.detail.contains("alg is \"none\"") == true)
        }
    }

    @Test("An algorithm that is not known, and a token of another data model, leave it open")
    func unknown() async throws {
        let issuer = try TestIssuer()
        let payload = Array(#"{"iss":"did:web:issuer.example","vc":{}}"#.utf8)
        let wrapped = try JSONWebSignature.sign(payload: payload, with: issuer.key)
        let foreign = Base64URL.encode(Array(#"{"alg":"RS384"}"#.utf8))
        for token in [wrapped, "\(foreign).e30.AA"] {
            let report = await Self.verify(Array(token.utf8), try issuer.resources())
            #expect(report.check(.proof)?.result == .notMade)
            #expect(report.verdict == .cannotTell)
        }
    }

    @Test(
        "A claim that says otherwise than the credential is refused and named",
        arguments: [
            ("iss", "did:web:other.example"), ("jti", "urn:other"), ("sub", 7), ("nbf", 1),
        ] as [(String, JSON?)])
    func claims(claim: String, value: JSON?) async throws {
        let issuer = try TestIssuer()
        let good = try JSONWebSignature.parse(try Self.token(issuer, .openBadges))
        var payload = try #require(try JSON.parse(good.payload).objectValue)
        payload[claim] = value
        let token = try JSONWebSignature.sign(
            payload: payload.sent, header: Self.header(issuer, type: "JWT"),
            with: issuer.key)
        let report = await Self.verify(Array(token.utf8), try issuer.resources())
        #expect(report.verdict == .notGenuine)
        #expect(report.check(.proof)?.detail.contains("\"\(claim)\"") == true)
    }

    @Test("A missing claim leaves the verdict and is noted; a time of the token alone counts")
    func missingClaims() async throws {
        let issuer = try TestIssuer()
        let good = try JSONWebSignature.parse(try Self.token(issuer, .openBadges))
        for (claim, value, verdict) in [
            ("iss", nil, .valid), ("jti", nil, .valid), ("nbf", nil, .valid),
            ("exp", .number(Double(Self.now.seconds + 1)), .valid),
            ("exp", .number(Double(Self.now.seconds)), .notCurrentlyValid),
        ] as [(String, JSON?, Verdict)] {
            var payload = try #require(try JSON.parse(good.payload).objectValue)
            payload[claim] = value
            let token = try JSONWebSignature.sign(
                payload: payload.sent, header: Self.header(issuer, type: "JWT"), with: issuer.key)
            let report = await Self.verify(Array(token.utf8), try issuer.resources())
            #expect(report.verdict == verdict, "\(report.checks)")
            let remark = try #require(report.check(.tokenClaims))
            #expect(remark.bearing == .information && remark.detail.contains("\"\(claim)\""))
        }
        let whole = await Self.verify(
            try Self.token(issuer, .openBadges), try issuer.resources())
        #expect(whole.check(.tokenClaims) == nil)
    }

    @Test("A token of data model 1.1 is verified by its rules")
    func dataModel1() async throws {
        let issuer = try TestIssuer()
        var badge = issuer.badge().document
        badge["@context"] = [
            "https://www.w3.org/2018/credentials/v1",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        ]
        badge["issuanceDate"] = badge["validFrom"]
        badge["validFrom"] = nil
        badge["credentialStatus"] = nil
        for (until, verdict) in [(1, Verdict.valid), (0, .valid), (-1, .notCurrentlyValid)] {
            var payload = JSONObject()
            payload["iss"] = .string(issuer.did)
            payload["jti"] = badge["id"]
            payload["nbf"] = .number(Double(Self.now.seconds - 10))
            payload["exp"] = .number(Double(Self.now.seconds + Int64(until)))
            var inner = badge
            inner["issuanceDate"] = .string(Self.now.adding(seconds: -10).description)
            payload["vc"] = .object(inner)
            let token = try JSONWebSignature.sign(
                payload: payload.sent, header: Self.header(issuer, type: "JWT"), with: issuer.key)
            let report = await Self.verify(Array(token.utf8), try issuer.resources())
            #expect(report.verdict == verdict, "\(report.checks)")
            #expect(report.credential?["expirationDate"] != nil)
        }
    }

    @Test("A list in a token is remembered, and its key looked up each time")
    func rememberedList() async throws {
        let issuer = try TestIssuer()
        let list = StatusListCredential(
            id: TestIssuer.statusList, issuer: issuer.did, validFrom: Self.now,
            timeToLive: 300_000, list: BitstringStatusList())
        let bytes = Array(
            try CredentialJWT.sign(
                try list.document(), form: .joseCose, with: issuer.key,
                reference: .url(issuer.method)
            ).utf8)
        let resources = ChangingResources(try issuer.resources(list: bytes))
        let verifier = Verifier(resources: resources)
        let token = try Self.token(issuer, .openBadges)
        #expect(await verifier.verify(token, at: Self.now).verdict == .valid)
        #expect(
            verifier.statusLists.list(TestIssuer.statusList, servedAs: bytes, .bitstring) != nil)
        #expect(await verifier.verify(token, at: Self.now).verdict == .valid)
        var changed = bytes
        changed[changed.count - 2] ^= 1
        resources.current = try issuer.resources(list: changed)
        #expect(await verifier.verify(token, at: Self.now).verdict == .cannotTell)
        let early = await verifier.verify(token, at: Self.now.adding(seconds: -1))
        #expect(early.verdict != .valid)
    }

    @Test("A key in the header counts only where the issuer lists it; another leaves it open")
    func embeddedKey() async throws {
        let issuer = try TestIssuer()
        let document = issuer.badge().document
        for signer in [issuer, try TestIssuer()] {
            let token = try CredentialJWT.sign(
                document, form: .openBadges, with: signer.key,
                reference: .embedded(signer.key.publicKey))
            let report = await Self.verify(Array(token.utf8), try issuer.resources())
            #expect(
                report.verdict
                    == (signer.key.publicKey == issuer.key.publicKey ? .valid : .cannotTell))
        }
    }

    @Test("A key of another controller is refused; a bare key's address leaves it open")
    func foreignKey() async throws {
        let issuer = try TestIssuer()
        let forger = try TestIssuer(did: "did:web:forger.example")
        var resources = try issuer.resources()
        resources.documents[forger.did] = try forger.document
        for (kid, verdict) in [
            (forger.method, Verdict.notGenuine), (issuer.method, .notGenuine),
            ("https://forger.example/key.json", .cannotTell),
        ] {
            let token = try CredentialJWT.sign(
                issuer.badge().document, form: .openBadges, with: forger.key,
                reference: .url(kid))
            #expect(await Self.verify(Array(token.utf8), resources).verdict == verdict)
        }
        resources.isAuthoritative = true
        let token = try CredentialJWT.sign(
            issuer.badge().document, form: .openBadges, with: forger.key,
            reference: .url("https://forger.example/key.json"))
        #expect(await Self.verify(Array(token.utf8), resources).verdict == .notGenuine)
    }

    @Test("An algorithm in the header that is not the key's is refused")
    func confusion() async throws {
        let issuer = try TestIssuer(.p256)
        let parts = String(decoding: try Self.token(issuer, .joseCose), as: UTF8.self)
            .split(separator: ".")
        let header = Base64URL.encode(
            Array(#"{"alg":"EdDSA","kid":"\#(issuer.method)","typ":"vc+jwt"}"#.utf8))
        var resources = TestResources()
        resources.documents[issuer.did] = try issuer.document
        let report = await Self.verify(
            Array("\(header).\(parts[1]).\(parts[2])".utf8), resources)
        #expect(report.check(.proof)?.detail.contains("says EdDSA") == true)
        #expect(report.verdict == .notGenuine)
    }

    @Test("The period of a token may be narrower than the credential's")
    func period() async throws {
        let issuer = try TestIssuer()
        var payload = issuer.badge().document
        payload["exp"] = .number(Double(Self.now.seconds + 60))
        let token = try JSONWebSignature.sign(
            payload: payload.sent, header: Self.header(issuer, type: "vc+jwt"),
            with: issuer.key)
        for (offset, verdict) in [(0, Verdict.valid), (59, .valid), (60, .notCurrentlyValid)] {
            let report = await Self.verify(
                Array(token.utf8), try issuer.resources(),
                at: Self.now.adding(seconds: Int64(offset)))
            #expect(report.verdict == verdict)
        }
    }
}
