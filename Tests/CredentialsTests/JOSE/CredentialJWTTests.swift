import LinkedData
import Testing

@testable import Credentials

@Suite("Credentials as JSON Web Tokens")
struct CredentialJWTTests {
    static let issuer = "did:web:verify.example:orgs:itu"
    static let reference = CredentialJWT.KeyReference.url("\(issuer)#key-1")

    static func credential(_ changes: [String: JSON?] = [:]) -> JSONObject {
        let json: JSON = [
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "id": "https://verify.example/v/1", "type": ["VerifiableCredential"],
            "issuer": ["id": .string(issuer), "type": ["Profile"]],
            "validFrom": "2026-11-21T08:00:00Z",
            "credentialSubject": ["id": "did:example:learner", "type": ["AchievementSubject"]],
        ]
        var members = json.objectValue ?? JSONObject()
        for (name, value) in changes { members[name] = value }
        return members
    }

    /// A token of that payload, signed by nobody in particular.
    static func token(
        _ payload: JSONObject, header: [String: JSON?] = [:]
    ) throws -> [UInt8] {
        var members = JSONObject()
        members["typ"] = "JWT"
        members["kid"] = .string("\(issuer)#key-1")
        for (name, value) in header { members[name] = value }
        return Array(
            try JSONWebSignature.sign(
                payload: JSON.object(payload).compactBytes(), header: members,
                with: PrivateKey.generate(.ed25519)
            ).utf8)
    }

    /// The payload that the Open Badges form gives a credential.
    static func payload(_ changes: [String: JSON?] = [:]) throws -> JSONObject {
        var payload = credential()
        payload["iss"] = .string(issuer)
        payload["jti"] = "https://verify.example/v/1"
        payload["sub"] = "did:example:learner"
        payload["nbf"] = 1_795_248_000
        for (name, value) in changes { payload[name] = value }
        return payload
    }

    @Test(
        "A credential comes out of each form as it went in",
        arguments: KeyAlgorithm.allCases, [CredentialJWT.Form.openBadges, .joseCose])
    func roundTrip(algorithm: KeyAlgorithm, form: CredentialJWT.Form) throws {
        let key = try TestKeys.key(algorithm)
        let credential = Self.credential(["validUntil": "2029-01-01T00:00:00Z"])
        let compact = try CredentialJWT.sign(
            credential, form: form, with: key, reference: Self.reference)
        let token = try CredentialJWT(Array(compact.utf8))
        #expect(token.form == form)
        #expect(token.credential == credential)
        #expect(token.issuer == Self.issuer)
        #expect(token.key == .url("\(Self.issuer)#key-1"))
        #expect(token.omissions == [])
        #expect(try token.signature.isValid(under: key.publicKey))
        if form == .openBadges {
            #expect(token.notBefore == Timestamp("2026-11-21T08:00:00Z"))
            #expect(token.expires == Timestamp("2029-01-01T00:00:00Z"))
            #expect(token.signature.header["typ"] == "JWT")
        } else {
            #expect(token.notBefore == nil && token.expires == nil)
            #expect(token.signature.header["typ"] == "vc+jwt")
            #expect(try JSON.parse(token.signature.payload) == .object(credential))
        }
    }

    @Test("The claims of the Open Badges form repeat the credential")
    func claims() throws {
        let compact = try CredentialJWT.sign(
            Self.credential(), form: .openBadges, with: PrivateKey.generate(.p256),
            reference: Self.reference)
        let payload = try JSON.parse(JSONWebSignature.parse(compact).payload)
        #expect(payload == .object(try Self.payload()))
    }

    @Test("A subject without an id has no sub, and none is missed")
    func noSubject() throws {
        let credential = Self.credential(["credentialSubject": ["type": "AchievementSubject"]])
        let compact = try CredentialJWT.sign(
            credential, form: .openBadges, with: TestKeys.key(.rsa),
            reference: Self.reference)
        let token = try CredentialJWT(Array(compact.utf8))
        #expect(token.credential == credential)
        #expect(try JSON.parse(token.signature.payload)["sub"] == nil)
    }

    static let contradictions: [(String, JSON?)] = [
        ("iss", "did:web:other.example"), ("iss", 1), ("jti", "x"), ("jti", .null),
        ("sub", "did:example:other"), ("sub", ["did:example:learner"]),
        ("nbf", 1_795_248_001), ("nbf", "1795248000"), ("nbf", .number(1e300)),
        ("exp", "soon"), ("validFrom", "2026-11-21T08:00:01Z"),
        ("id", "https://verify.example/v/2"), ("issuer", "did:web:other.example"),
    ]

    static let omissions: [(String, JSON?, String)] = [
        ("iss", nil, "no \"iss\""), ("jti", nil, "no \"jti\""), ("sub", nil, "no \"sub\""),
        ("nbf", nil, "no \"nbf\""), ("exp", 1_900_000_000, "\"validUntil\""),
        ("validUntil", "2029-01-01T00:00:00Z", "no \"exp\""), ("validFrom", nil, "\"validFrom\""),
        ("id", nil, "credential's \"id\""),
        ("credentialSubject", ["type": "AchievementSubject"], "\"credentialSubject.id\""),
    ]

    @Test(
        "A claim that is missing, or that alone says something, contradicts nothing and is noted",
        arguments: omissions)
    func omission(name: String, value: JSON?, expected: String) throws {
        let token = try CredentialJWT(try Self.token(try Self.payload([name: value])))
        #expect(token.omissions.count == 1)
        #expect(token.omissions.first?.contains(expected) == true, "\(token.omissions)")
        #expect(token.hasOwnPeriod == (name == "exp" || name == "validFrom"))
    }

    @Test("A claim that contradicts the credential is refused", arguments: contradictions)
    func contradiction(name: String, value: JSON?) throws {
        _ = try CredentialJWT(try Self.token(try Self.payload()))
        let token = try Self.token(try Self.payload([name: value]))
        let error = #expect(throws: JOSEError(.claim, "")) { try CredentialJWT(token) }
        let claim = ["validFrom": "nbf", "id": "jti", "issuer": "iss"][name]
        #expect(error?.reason.contains("\"\(claim ?? name)\"") == true)
    }

    @Test(
        "A date's fraction is kept to the microsecond, or cut off by the issuer, and not rounded",
        arguments: [
            ("2026-11-21T08:00:00.25Z", 1_795_248_000.25, true),
            ("2026-11-21T08:00:00.123456Z", 1_795_248_000.123456, true),
            ("2026-11-21T10:00:00.9+02:00", 1_795_248_000, true),
            ("2026-11-21T08:00:00.9Z", 1_795_248_001, false),
            ("2026-11-21T08:00:00.25Z", 1_795_248_000.26, false),
            ("2026-11-21T08:00:00Z", 1_795_248_000.000001, false),
            ("1969-12-31T23:59:59.5Z", -0.5, true), ("1969-12-31T23:59:59Z", -1, true),
            ("2026-11-21T08:00:00", 1_795_248_000, true),
        ])
    func fractions(validFrom: String, claim: Double, fits: Bool) throws {
        let token = try Self.token(
            try Self.payload(["validFrom": .string(validFrom), "nbf": .number(claim)]))
        if fits {
            _ = try CredentialJWT(token)
        } else {
            #expect(throws: JOSEError(.claim, "")) { try CredentialJWT(token) }
        }
    }

    @Test("A fraction is written so that it can be read back, or refused")
    func writtenFractions() throws {
        let key = try PrivateKey.generate(.ed25519)
        for date in [
            "2026-11-21T08:00:00.123456Z", "1969-12-31T23:59:59.25Z", "1901-01-01T00:00:00Z",
        ] {
            let compact = try CredentialJWT.sign(
                Self.credential(["validFrom": .string(date)]), form: .openBadges, with: key,
                reference: Self.reference)
            #expect(try CredentialJWT(Array(compact.utf8)).notBefore == Timestamp(date))
        }
        #expect(throws: JOSEError(.claim, "")) {
            try CredentialJWT.sign(
                Self.credential(["validFrom": "2026-11-21T08:00:00.123456789Z"]),
                form: .openBadges, with: key, reference: Self.reference)
        }
    }

    static let headers: [([String: JSON?], JOSEError.Code)] = [
        (["typ": "JOSE"], .unsupportedType), (["typ": 1], .unsupportedType),
        (["typ": "vp+jwt"], .unsupportedType), (["kid": 1], .keyReference),
        (["iss": "did:web:other.example"], .claim), (["iss": 1], .claim),
        (["kid": nil, "jwk": [:]], .keyReference),
        (["kid": nil, "jwk": ["kty": "oct", "k": "AA"]], .keyReference),
    ]

    @Test("A header of another type, or without a way to the key, is refused", arguments: headers)
    func badHeader(header: [String: JSON?], code: JOSEError.Code) throws {
        let token = try Self.token(try Self.payload(), header: header)
        #expect(throws: JOSEError(code, "")) { try CredentialJWT(token) }
    }

    @Test("The type is read in any case of letters and with its full name")
    func types() throws {
        for (type, form) in [
            ("jwt", CredentialJWT.Form.openBadges), ("VC+JWT", .joseCose),
            ("application/vc+jwt", .joseCose),
        ] {
            let token = try Self.token(try Self.payload(), header: ["typ": .string(type)])
            #expect(try CredentialJWT(token).form == form)
        }
        let untyped = try Self.token(try Self.payload(), header: ["typ": nil])
        #expect(try CredentialJWT(untyped).form == .openBadges)
    }

    @Test("A kid that is a fragment belongs to the issuer")
    func fragment() throws {
        let token = try Self.token(try Self.payload(), header: ["kid": "#key-2"])
        #expect(try CredentialJWT(token).key == .url("\(Self.issuer)#key-2"))
        let anonymous = try Self.token(
            Self.credential(), header: ["kid": "#key-2", "typ": "vc+jwt"])
        #expect(throws: JOSEError(.keyReference, "")) { try CredentialJWT(anonymous) }
    }

    @Test("Where the token says who issued it, a kid may be any name, or none")
    func names() throws {
        for (kid, key) in [("key-1", .named("key-1")), (nil, .unnamed)] as [(JSON?, TokenKey)] {
            let header: [String: JSON?] = ["kid": kid, "typ": "vc+jwt"]
            let claims = try Self.token(try Self.payload(), header: header)
            #expect(try CredentialJWT(claims).key == key)
            var issued = header
            issued["iss"] = .string(Self.issuer)
            let repeated = try Self.token(Self.credential(), header: issued)
            #expect(try CredentialJWT(repeated).key == key)
            let anonymous = try Self.token(Self.credential(), header: header)
            #expect(throws: JOSEError(.keyReference, "")) { try CredentialJWT(anonymous) }
        }
    }

    @Test("A key in the header is given as it is")
    func embedded() throws {
        let key = try PrivateKey.generate(.p384)
        let compact = try CredentialJWT.sign(
            Self.credential(), form: .openBadges, with: key, reference: .embedded(key.publicKey))
        #expect(try CredentialJWT(Array(compact.utf8)).key == .embedded(key.publicKey))
        #expect(throws: JOSEError(.keyReference, "")) {
            try CredentialJWT.sign(
                Self.credential(), form: .openBadges, with: key,
                reference: .embedded(PrivateKey.generate(.p384).publicKey))
        }
    }

    @Test("Claims that VC-JOSE-COSE leaves free are checked where they are there")
    func freeClaims() throws {
        let type: [String: JSON?] = ["typ": "vc+jwt"]
        // A signature may count for less time than the credential does.
        let narrower = try Self.payload(["nbf": 1_795_250_000, "exp": 1_795_260_000])
        let token = try CredentialJWT(try Self.token(narrower, header: type))
        #expect(token.notBefore == Timestamp(seconds: 1_795_250_000))
        #expect(token.expires == Timestamp(seconds: 1_795_260_000))
        #expect(token.credential == Self.credential())
        for changes: [String: JSON?] in [
            ["iss": "did:web:other.example"], ["jti": "x"], ["sub": "x"], ["exp": "soon"],
        ] {
            let token = try Self.token(try Self.payload(changes), header: type)
            #expect(throws: JOSEError(.claim, "")) { try CredentialJWT(token) }
        }
    }

    /// A payload of data model 1.1.
    static func wrapped(
        _ claims: [String: JSON?] = [:], _ members: [String: JSON?] = [:]
    ) throws -> JSONObject {
        var inner = credential(["validFrom": nil, "issuanceDate": "2026-11-21T08:00:00Z"])
        inner["@context"] = ["https://www.w3.org/2018/credentials/v1"]
        for (name, value) in members { inner[name] = value }
        var payload = JSONObject()
        for member in try Self.payload().members where TokenPayload.registered.contains(member.name)
        {
            payload[member.name] = member.value
        }
        payload["vc"] = .object(inner)
        for (name, value) in claims { payload[name] = value }
        return payload
    }

    @Test("A credential of data model 1.1 is taken out of vc, and claims stand in for its members")
    func dataModel1() throws {
        let whole = try CredentialJWT(try Self.token(try Self.wrapped(["exp": 1_900_000_000])))
        #expect(whole.form == nil && whole.omissions == [] && !whole.hasOwnPeriod)
        let bare = try CredentialJWT(
            try Self.token(
                try Self.wrapped(
                    ["exp": 1_900_000_000],
                    [
                        "id": nil, "issuer": nil, "issuanceDate": nil,
                        "credentialSubject": ["type": "AchievementSubject"],
                    ])))
        for token in [whole, bare] {
            let credential = token.credential
            #expect(token.issuer == Self.issuer)
            #expect(credential["id"] == "https://verify.example/v/1")
            #expect(credential["issuanceDate"] == "2026-11-21T08:00:00Z")
            #expect(credential["expirationDate"] == "2030-03-17T17:46:40Z")
            #expect(credential["credentialSubject"]?["id"] == "did:example:learner")
        }
        let named = try Self.token(try Self.wrapped([:], ["issuer": ["type": "Profile"]]))
        #expect(try CredentialJWT(named).credential["issuer"]?["id"] == .string(Self.issuer))
        for (claims, members) in [
            (["iss": "did:web:other.example"], [:]), (["jti": "x"], [:]), (["sub": "x"], [:]),
            (["nbf": 1], [:]), (["exp": 1], ["expirationDate": "2029-01-01T00:00:00Z"]),
        ] as [([String: JSON?], [String: JSON?])] {
            let token = try Self.token(try Self.wrapped(claims, members))
            #expect(throws: JOSEError(.claim, ""), "\(claims)") { try CredentialJWT(token) }
        }
    }

    @Test("A wrapper where data model 2.0 forbids it is of a kind that is not read")
    func wrappers() throws {
        let type: [String: JSON?] = ["typ": "vc+jwt"]
        let v2: JSON = ["https://www.w3.org/ns/credentials/v2"]
        for (payload, header) in [
            (try Self.payload(["vc": [:]]), [:]), (try Self.payload(["vp": [:]]), [:]),
            (try Self.wrapped(), type), (try Self.wrapped([:], ["@context": v2]), [:]),
            (try Self.wrapped(["vc": "x"]), [:]),
            (try Self.wrapped(["credentialSubject": ["id": "x"]]), [:]),
        ] as [(JSONObject, [String: JSON?])] {
            let token = try Self.token(payload, header: header)
            #expect(throws: JOSEError(.unsupportedPayload, "")) { try CredentialJWT(token) }
        }
    }

    @Test("What is no credential is refused")
    func payloads() throws {
        for changes: [String: JSON?] in [["issuer": nil], ["issuer": 1]] {
            let token = try Self.token(try Self.payload(changes))
            #expect(throws: JOSEError(.payload, "")) { try CredentialJWT(token) }
        }
        for text in ["[]", "x", "{\"iss\":1,\"iss\":2}", "\u{FEFF}{}"] {
            var header = JSONObject()
            header["kid"] = "did:web:a#b"
            let token = try JSONWebSignature.sign(
                payload: Array(text.utf8), header: header, with: PrivateKey.generate(.ed25519))
            #expect(throws: JOSEError(.payload, "")) { try CredentialJWT(Array(token.utf8)) }
        }
    }

    @Test("A credential that the Open Badges form cannot hold is not signed")
    func unsignable() throws {
        let key = try PrivateKey.generate(.ed25519)
        for (changes, code) in [
            (["id": nil], .claim), (["validFrom": nil], .claim), (["iss": "x"], .claim),
            (["validFrom": "today"], .payload), (["issuer": nil], .payload),
        ] as [([String: JSON?], JOSEError.Code)] {
            #expect(throws: JOSEError(code, ""), "\(changes)") {
                try CredentialJWT.sign(
                    Self.credential(changes), form: .openBadges, with: key,
                    reference: Self.reference)
            }
        }
        #expect(throws: JOSEError(.keyReference, "")) {
            try CredentialJWT.sign(
                Self.credential(), form: .joseCose, with: key, reference: .url("key-1"))
        }
    }

    @Test("An envelope gives back its token, and what is no envelope is refused")
    func envelope() throws {
        let compact = "eyJ.e30.AA"
        let envelope = EnvelopedCredential.wrap(compact)
        #expect(EnvelopedCredential.isEnveloped(envelope))
        #expect(try EnvelopedCredential.unwrap(envelope) == Array(compact.utf8))
        for (name, value) in [
            ("@context", nil), ("@context", "https://www.w3.org/2018/credentials/v1"),
            ("id", nil), ("id", "data:application/vc+sd-jwt,x"),
            ("id", "data:application/vc+jwt;base64,x"), ("id", "https://verify.example/v/1"),
            ("type", nil), ("type", "VerifiableCredential"),
        ] as [(String, JSON?)] {
            var members = try #require(envelope.objectValue)
            members[name] = value
            #expect(throws: JOSEError(.payload, ""), "\(name)") {
                try EnvelopedCredential.unwrap(.object(members))
            }
        }
    }
}
