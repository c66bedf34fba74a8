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
            // secp256k1, X25519 and an Ed25519 private key.
            ([0xE7, 0x01, 0x02] + [UInt8](repeating: 9, count: 32), .unsupportedKey),
            ([0xEC, 0x01] + [UInt8](repeating: 9, count: 32), .unsupportedKey),
            ([0x80, 0x26] + [UInt8](repeating: 9, count: 32), .unsupportedKey),
            ([0x80, 0x24, 0x05] + [UInt8](repeating: 9, count: 32), .malformedKey),
            ([0x81, 0x24, 0x02] + [UInt8](repeating: 9, count: 32), .malformedKey),
        ])
    func refusals(bytes: [UInt8], code: CryptoError.Code) throws {
        let text = try Multibase.base58btc(bytes)
        #expect(throws: CryptoError(code, "")) { try PublicKey(multikey: text) }
    }

    @Test("A good key in base64url, or as an uncompressed point, is no Multikey")
    func otherForms() throws {
        let edwards = try PrivateKey.generate(.ed25519).publicKey
        let bytes = try Multibase.decode(try #require(edwards.multikey))
        #expect(throws: CryptoError(.malformedKey, "")) {
            try PublicKey(multikey: Multibase.base64url(bytes))
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
