import Credentials
import LinkedData
import Testing

@Suite("Controller documents")
struct ControllerDocumentTests {
    static let did = "did:web:verify.example:orgs:itu"
    static let multikey = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"

    static func method(_ changes: [String: JSON?] = [:]) -> JSON {
        changed(
            [
                "id": .string("\(did)#key-1"), "type": "Multikey", "controller": .string(did),
                "publicKeyMultibase": .string(multikey),
            ], changes)
    }

    static func document(_ changes: [String: JSON?] = [:]) -> JSON {
        changed(
            [
                "@context": ["https://www.w3.org/ns/did/v1"], "id": .string(did),
                "verificationMethod": [method()], "assertionMethod": [.string("\(did)#key-1")],
            ], changes)
    }

    static func changed(_ json: JSON, _ changes: [String: JSON?]) -> JSON {
        var members = json.objectValue ?? JSONObject()
        for (name, value) in changes { members[name] = value }
        return .object(members)
    }

    func find(_ document: JSON, _ url: String = did + "#key-1") throws -> VerificationMethod {
        try ControllerDocument(document, of: Self.did).method(url, for: .assertionMethod)
    }

    @Test("A method listed by reference, relative or absolute, or by value is found")
    func found() throws {
        let key = try PublicKey(multikey: Self.multikey)
        for listed: JSON in [
            ["did:web:verify.example:orgs:itu#key-1"], ["#key-1"], [Self.method()],
        ] {
            #expect(try find(Self.document(["assertionMethod": listed])).publicKey == key)
        }
        let byValueAlone = Self.document([
            "verificationMethod": nil, "assertionMethod": [Self.method()],
        ])
        #expect(try find(byValueAlone).publicKey == key)
        let relative = Self.document(["verificationMethod": [Self.method(["id": "#key-1"])]])
        #expect(try find(relative).id == Self.did + "#key-1")
        // JSON-LD writes a list of one as the one.
        let single = Self.document([
            "verificationMethod": Self.method(), "assertionMethod": .string(Self.did + "#key-1"),
        ])
        #expect(try find(single).publicKey == key)
    }

    @Test("Every kind of method that is read gives its key", arguments: KeyAlgorithm.allCases)
    func kinds(algorithm: KeyAlgorithm) throws {
        let key = try TestKeys.key(algorithm).publicKey
        var kinds: [[String: JSON?]] = [
            ["type": "JsonWebKey", "publicKeyJwk": key.jwk, "publicKeyMultibase": nil],
            ["type": "JsonWebKey2020", "publicKeyJwk": key.jwk, "publicKeyMultibase": nil],
        ]
        if let multikey = key.multikey {
            kinds.append(["publicKeyMultibase": .string(multikey)])
        }
        if algorithm == .ed25519 {
            kinds.append([
                "type": "Ed25519VerificationKey2020",
                "publicKeyMultibase": key.multikey.map(JSON.string),
            ])
        }
        for changes in kinds {
            let document = Self.document(["verificationMethod": [Self.method(changes)]])
            #expect(try find(document).publicKey == key)
        }
    }

    @Test("The instants of expiry and withdrawal are read, and absent ones are absent")
    func instants() throws {
        let method = Self.method([
            "expires": "2030-01-01T00:00:00Z", "revoked": "2026-06-01T02:00:00+02:00",
        ])
        let found = try find(Self.document(["verificationMethod": [method]]))
        #expect(found.expires == Timestamp(year: 2030, month: 1, day: 1))
        #expect(found.revoked == Timestamp(year: 2026, month: 6, day: 1))
        let plain = try find(Self.document())
        #expect(plain.expires == nil && plain.revoked == nil)
    }

    static let badDocuments: [(JSON, ControllerDocumentError.Code)] = [
        ("text", .invalidDocument), (document(["id": nil]), .invalidDocument),
        (document(["id": "no url"]), .invalidDocument),
        (document(["id": .string(did + "#key-1")]), .invalidDocument),
        (document(["id": "did:web:other.example"]), .invalidDocumentID),
        (document(["verificationMethod": "x"]), .invalidDocument),
        (document(["verificationMethod": 1]), .invalidDocument),
        (document(["verificationMethod": ["x"]]), .invalidDocument),
        (document(["verificationMethod": [method(["id": nil])]]), .invalidDocument),
        (document(["assertionMethod": [1]]), .invalidDocument),
        (
            // Two methods by one name: which key counts would depend on the reader.
            document([
                "verificationMethod": [method(), method(["controller": "did:web:other.example"])]
            ]), .invalidDocument
        ),
        (
            document([
                "verificationMethod": .array(
                    (0..<300).map { method(["id": .string("\(did)#key-\($0)")]) })
            ]), .invalidDocument
        ),
        (document(["verificationMethod": nil]), .invalidVerificationMethod),
        (
            document(["verificationMethod": [method(["id": "#key-2"])]]),
            .invalidVerificationMethod
        ),
        (document(["assertionMethod": nil]), .invalidRelationship),
        (document(["assertionMethod": []]), .invalidRelationship),
        (
            document(["assertionMethod": nil, "authentication": ["#key-1"]]), .invalidRelationship
        ),
    ]

    @Test("A document that does not give the method says why", arguments: badDocuments)
    func refusals(document: JSON, code: ControllerDocumentError.Code) {
        #expect(throws: ControllerDocumentError(code, "")) { try find(document) }
    }

    static let badMethods: [[String: JSON?]] = [
        ["controller": nil], ["controller": "did:web:other.example"],
        ["controller": [.string(did)]],
        ["type": nil], ["type": "EcdsaSecp256k1VerificationKey2019"], ["type": "Future2031"],
        // U+212A KELVIN SIGN only looks like a K.
        ["type": "Multi\u{212A}ey"], ["type": "Multi\u{6B}\u{301}ey"],
        ["publicKeyMultibase": nil], ["publicKeyMultibase": "z6Mk"], ["publicKeyMultibase": 1],
        ["secretKeyMultibase": "z"], ["privateKeyJwk": [:]], ["revoked": "yesterday"],
        ["expires": 1_900_000_000], ["expires": "2030-01-01T00:00:00"],
    ]

    @Test(
        "A method that cannot be used is refused and leaves the others alone", arguments: badMethods
    )
    func badMethod(changes: [String: JSON?]) throws {
        let other = Self.method(["id": "#key-2"])
        let json = Self.document([
            "verificationMethod": [Self.method(changes), other],
            "assertionMethod": ["#key-1", "#key-2"],
        ])
        #expect(throws: ControllerDocumentError(.invalidVerificationMethod, "")) { try find(json) }
        _ = try find(json, Self.did + "#key-2")
        #expect(try ControllerDocument(json).methods(for: .assertionMethod).count == 1)
    }

    @Test("An Ed25519VerificationKey2020 with a key of a curve is refused")
    func wrongKey() throws {
        let multikey = try #require(try PrivateKey.generate(.p256).publicKey.multikey)
        let method = Self.method([
            "type": "Ed25519VerificationKey2020", "publicKeyMultibase": .string(multikey),
        ])
        #expect(throws: ControllerDocumentError(.invalidVerificationMethod, "")) {
            try find(Self.document(["verificationMethod": [method]]))
        }
    }

    @Test("The URL asked for must be absolute and within the document")
    func urls() {
        for (url, code) in [
            ("#key-1", .invalidVerificationMethodURL), ("", .invalidVerificationMethodURL),
            ("did:web:other.example#key-1", .invalidDocumentID),
            (Self.did + "#key-3", .invalidVerificationMethod),
            (Self.did, .invalidVerificationMethod), (Self.did + "#", .invalidVerificationMethod),
        ] as [(String, ControllerDocumentError.Code)] {
            #expect(throws: ControllerDocumentError(code, ""), "\(url)") {
                try find(Self.document(), url)
            }
        }
    }

    @Test("Only did:key and did:jwk are documents in themselves")
    func selfContained() throws {
        #expect(try ControllerDocument(selfContained: Self.did) == nil)
        #expect(throws: ControllerDocumentError(.invalidDocument, "")) {
            try ControllerDocument(selfContained: "did:key:zzz")
        }
    }

    @Test("An error has its type in the security vocabulary")
    func problemType() {
        #expect(
            ControllerDocumentError(.invalidRelationship, "").problemType
                == "https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD")
    }
}
