import LinkedData
import Testing

@testable import Credentials

@Suite("The forms of keys in controller documents")
struct KeyMaterialTests {
    private static let did = "did:web:issuer.example"
    private static let method = "\(did)#key-1"

    private static func document(_ members: [String: JSON]) -> JSON {
        var method = JSONObject()
        method["id"] = .string(Self.method)
        method["controller"] = .string(did)
        for (name, value) in members { method[name] = value }
        return [
            "id": .string(did), "verificationMethod": [.object(method)],
            "assertionMethod": [.string(Self.method)],
        ]
    }

    private static func find(_ members: [String: JSON]) throws -> PublicKey {
        try ControllerDocument(document(members)).method(method, for: .assertionMethod).publicKey
    }

    private static func fault(_ members: [String: JSON]) -> ControllerDocumentError? {
        do { _ = try find(members) } catch { return error as? ControllerDocumentError }
        return nil
    }

    @Test("A key is read in each form in which issuers publish it")
    func forms() throws {
        let edwards = try TestKeys.key(.ed25519).publicKey
        let koblitz = try TestKeys.key(.secp256k1).publicKey
        let curve = try TestKeys.key(.p256).publicKey
        let rsa = try TestKeys.key(.rsa).publicKey
        func bytes(_ key: PublicKey) throws -> [UInt8] {
            Array(try Multibase.decode(try #require(key.multikey)).dropFirst(2))
        }
        let base58 = try Base58.encode(try bytes(edwards))
        let multikey = try #require(edwards.multikey)
        let cases: [(PublicKey, [String: JSON])] = [
            (
                edwards,
                ["type": "Ed25519VerificationKey2018", "publicKeyBase58": .string(base58)]
            ),
            (edwards, ["type": "Ed25519VerificationKey2018", "publicKeyJwk": edwards.jwk]),
            (
                edwards,
                ["type": "Ed25519VerificationKey2018", "publicKeyMultibase": .string(multikey)]
            ),
            (edwards, ["type": "Ed25519VerificationKey2020", "publicKeyJwk": edwards.jwk]),
            (
                edwards,
                ["type": "Ed25519VerificationKey2020", "publicKeyBase58": .string(base58)]
            ),
            (
                // The bare bytes in multibase, as the type's first drafts had them.
                edwards,
                ["type": "Ed25519VerificationKey2020", "publicKeyMultibase": .string("z" + base58)]
            ),
            (
                edwards,
                [
                    "type": "Multikey",
                    "publicKeyMultibase": .string(
                        Multibase.base64url([0xED, 0x01] + (try bytes(edwards)))),
                ]
            ),
            (
                edwards,
                [
                    "type": "Ed25519VerificationKey2020", "publicKeyJwk": edwards.jwk,
                    "publicKeyMultibase": .string(multikey), "publicKeyPem": "unread",
                ]
            ),
            (koblitz, ["type": "EcdsaSecp256k1VerificationKey2019", "publicKeyJwk": koblitz.jwk]),
            (
                koblitz,
                [
                    "type": "EcdsaSecp256k1VerificationKey2019",
                    "publicKeyBase58": .string(try Base58.encode(try bytes(koblitz))),
                ]
            ),
            (curve, ["type": "EcdsaSecp256r1VerificationKey2019", "publicKeyJwk": curve.jwk]),
            (curve, ["type": "JwsVerificationKey2020", "publicKeyJwk": curve.jwk]),
            (rsa, ["type": "RsaVerificationKey2018", "publicKeyJwk": rsa.jwk]),
        ]
        for (key, members) in cases {
            #expect(try Self.find(members) == key, "\(members)")
        }
    }

    @Test("A form that is not read is named, and says nothing against a signature")
    func unread() throws {
        let key = try TestKeys.key(.ed25519).publicKey
        let multikey = JSON.string(try #require(key.multikey))
        var encryption = try #require(key.jwk.objectValue)
        encryption["use"] = "enc"
        var operations = try #require(key.jwk.objectValue)
        operations["key_ops"] = ["sign"]
        let cases: [([String: JSON], String)] = [
            (["type": "Ed25519VerificationKey2018", "publicKeyPem": "-----BEGIN"], "publicKeyPem"),
            (["type": "Ed25519VerificationKey2018", "publicKeyHex": "00"], "publicKeyHex"),
            (["type": "Multikey", "ethereumAddress": "0x00"], "ethereumAddress"),
            (["type": "Future2031", "publicKeyMultibase": multikey], "Future2031"),
            (["type": "Multikey"], "has none of"),
            (["publicKeyMultibase": multikey], "type"),
            (["type": "JsonWebKey", "publicKeyJwk": .object(encryption)], "use"),
            (["type": "JsonWebKey", "publicKeyJwk": .object(operations)], "key_ops"),
            (
                [
                    "type": "JsonWebKey",
                    "publicKeyJwk": ["kty": "EC", "crv": "BP-256", "x": "", "y": ""],
                ], "crv"
            ),
            (["type": "Multikey", "publicKeyMultibase": "z6Mk"], "Multikey"),
            (["type": "Multikey", "publicKeyBase58": "4MRnv2"], "publicKeyBase58"),
            (
                [
                    "type": "Multikey", "publicKeyMultibase": multikey, "privateKeyBase58": "x",
                ], "private"
            ),
            (
                // A key of another kind than the type says.
                ["type": "EcdsaSecp256k1VerificationKey2019", "publicKeyJwk": key.jwk],
                "EcdsaSecp256k1VerificationKey2019"
            ),
            (
                // Two forms, of two keys.
                [
                    "type": "Multikey", "publicKeyMultibase": multikey,
                    "publicKeyJwk": try PrivateKey.generate(.ed25519).publicKey.jwk,
                ], "another key"
            ),
        ]
        for (members, name) in cases {
            let fault = try #require(Self.fault(members), "\(members)")
            #expect(fault.meaning == .unreadable, "\(members)")
            #expect(fault.reason.contains(name), "\(fault.reason)")
        }
    }

    @Test("A method that is not there now is told from one that is not for signing")
    func meanings() throws {
        let key = try TestKeys.key(.ed25519).publicKey
        let json = Self.document([
            "type": "Multikey", "publicKeyMultibase": .string(try #require(key.multikey)),
        ])
        let document = try ControllerDocument(json)
        for (url, relationship, meaning) in [
            ("\(Self.did)#key-0", .assertionMethod, .unlisted),
            (Self.method, .authentication, .denied),
            ("did:web:other.example#key-1", .assertionMethod, .denied),
        ] as [(String, ControllerDocument.Relationship, ControllerDocumentError.Meaning)] {
            do throws(ControllerDocumentError) {
                _ = try document.method(url, for: relationship)
                Issue.record("\(url) was found")
            } catch {
                #expect(error.meaning == meaning, "\(url)")
            }
        }
    }

    @Test("An RSA key that names its algorithm verifies by that alone")
    func restricted() throws {
        let key = try TestKeys.key(.rsa)
        let token = try JSONWebSignature.parse(JSONWebSignature.sign(payload: [1], with: key))
        #expect(token.algorithm == "RS256")
        for (name, fits) in [("RS256", true), ("PS256", false)] {
            var jwk = try #require(key.publicKey.jwk.objectValue)
            jwk["alg"] = .string(name)
            let published = try PublicKey(jwk: .object(jwk))
            #expect(published == key.publicKey)
            let did = "did:jwk:" + Base64URL.encode(JSON.object(jwk).compactBytes())
            let document = try #require(try ControllerDocument(selfContained: did))
            let again = try document.method("\(did)#0", for: .assertionMethod).publicKey
            for key in [published, again] {
                if fits {
                    #expect(try token.isValid(under: key))
                } else {
                    #expect(throws: JOSEError(.algorithmMismatch, "")) {
                        try token.isValid(under: key)
                    }
                    #expect(!key.isValid(signature: token.signature, for: token.signingInput))
                }
            }
        }
    }
}
