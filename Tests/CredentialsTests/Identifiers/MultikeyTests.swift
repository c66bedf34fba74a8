import Credentials
import LinkedData
import Testing

@Suite("Multikeys")
struct MultikeyTests {
    @Test(
        "Keys of another kind, length or letter are refused",
        arguments: [
            ([0xED, 0x01] + [UInt8](repeating: 9, count: 31), CryptoError.Code.malformedKey),
            ([0xED, 0x01] + [UInt8](repeating: 9, count: 33), .malformedKey),
            ([0xED, 0x01], .malformedKey), ([0xED], .unsupportedKey), ([], .unsupportedKey),
            // BLS12-381, X25519 and an Ed25519 private key.
            ([0xEB, 0x01] + [UInt8](repeating: 9, count: 96), .unsupportedKey),
            ([0xEC, 0x01] + [UInt8](repeating: 9, count: 32), .unsupportedKey),
            ([0x80, 0x26] + [UInt8](repeating: 9, count: 32), .unsupportedKey),
            ([0x80, 0x24, 0x05] + [UInt8](repeating: 9, count: 32), .malformedKey),
            ([0x81, 0x24, 0x02] + [UInt8](repeating: 9, count: 32), .malformedKey),
        ])
    func refusals(bytes: [UInt8], code: CryptoError.Code) throws {
        let text = try Multibase.base58btc(bytes)
        #expect(throws: CryptoError(code, "")) { try PublicKey(multikey: text) }
    }

    @Test("A key of the newer kinds that is none is refused")
    func newerKinds() throws {
        let beyond: [UInt8] = [0xE7, 0x01, 0x02] + [UInt8](repeating: 255, count: 32)
        let short: [UInt8] = [0x85, 0x24, 0x30, 0x03, 0x02, 0x01, 0x01]
        let jwk: [UInt8] = [0xD1, 0xD6, 0x03]
        let symmetric: [UInt8] = jwk + Array(#"{"kty":"oct"}"#.utf8)
        let broken: [UInt8] = jwk + Array("[1".utf8)
        let cases: [([UInt8], CryptoError.Code)] = [
            (beyond, .malformedKey), (short, .malformedKey), (symmetric, .unsupportedKey),
            (broken, .malformedKey),
        ]
        for (bytes, code) in cases {
            let text = try Multibase.base58btc(bytes)
            #expect(throws: CryptoError(code, "")) { try PublicKey(multikey: text) }
        }
    }

    @Test("A Multikey is read in base58 and in base64url, and as a JSON Web Key")
    func forms() throws {
        for algorithm in KeyAlgorithm.allCases {
            let key = try TestKeys.key(algorithm).publicKey
            let bytes = try Multibase.decode(try #require(key.multikey))
            #expect(try PublicKey(multikey: Multibase.base64url(bytes)) == key)
            let json = try Multibase.base58btc([0xD1, 0xD6, 0x03] + key.jwk.compactBytes())
            #expect(try PublicKey(multikey: json) == key)
        }
    }

    @Test("A good key in another multibase, or as an uncompressed point, is no Multikey")
    func otherForms() throws {
        let edwards = try PrivateKey.generate(.ed25519).publicKey
        let bytes = try Multibase.decode(try #require(edwards.multikey))
        #expect(throws: CryptoError(.malformedKey, "")) {
            try PublicKey(multikey: "f" + Digest.hexadecimal(bytes))
        }
        let curve = try PrivateKey.generate(.p256).publicKey
        let point = Array(curve.spki.suffix(65))
        let text = try Multibase.base58btc([0x80, 0x24] + point)
        #expect(throws: CryptoError(.malformedKey, "")) { try PublicKey(multikey: text) }
    }

    @Test(
        "The published key pairs of the suites fit together",
        .enabled(
            if: SharedVectors.isPresent("vc-di-eddsa") && SharedVectors.isPresent("vc-di-ecdsa"),
            "needs the published vectors in ../shared/vectors"),
        arguments: [
            "vc-di-eddsa/TestVectors/keyPair.json", "vc-di-ecdsa/TestVectors/p256KeyPair.json",
            "vc-di-ecdsa/TestVectors/p384KeyPair.json",
        ])
    func published(path: String) throws {
        let pair = try SharedVectors.json(path)
        let secret = pair["secretKeyMultibase"] ?? pair["privateKeyMultibase"]
        let key = try PrivateKey(multikeySecret: try #require(secret?.stringValue))
        #expect(key.publicKey.multikey == pair["publicKeyMultibase"]?.stringValue)
    }
}
