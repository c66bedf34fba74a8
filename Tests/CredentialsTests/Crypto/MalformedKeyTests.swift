import Credentials
import LinkedData
import Testing

@Suite("Keys that are none")
struct MalformedKeyTests {
    @Test("A scalar of zero, of the group's order or of another length is no private key")
    func scalars() throws {
        let order = try hexadecimal(
            "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")
        let malformed = CryptoError(.malformedKey, "")
        #expect(throws: malformed) { try PrivateKey(.p256, raw: order) }
        #expect(throws: malformed) { try PrivateKey(.p256, raw: [UInt8](repeating: 0, count: 32)) }
        #expect(throws: malformed) { try PrivateKey(.p256, raw: [UInt8](repeating: 1, count: 31)) }
        #expect(throws: malformed) { try PrivateKey(.p384, raw: [UInt8](repeating: 1, count: 32)) }
        #expect(throws: malformed) { try PrivateKey(.ed25519, raw: []) }
        #expect(throws: CryptoError(.unsupportedKey, "")) { try PrivateKey(.rsa, raw: [1]) }
    }

    @Test(
        "A public key cut short or with a byte to spare is refused",
        arguments: KeyAlgorithm.allCases)
    func truncation(algorithm: KeyAlgorithm) throws {
        let spki = try TestKeys.key(algorithm).publicKey.spki
        for count in spki.indices {
            #expect(throws: CryptoError.self) { try PublicKey(spki: Array(spki[..<count])) }
        }
        #expect(throws: CryptoError.self) { try PublicKey(spki: spki + [0]) }
    }

    @Test("A point beside its curve is refused in each form")
    func points() throws {
        let key = try PrivateKey.generate(.p256).publicKey
        var spki = key.spki
        spki[spki.count - 1] ^= 1
        #expect(throws: CryptoError(.malformedKey, "")) { try PublicKey(spki: spki) }
        var members = try #require(key.jwk.objectValue)
        members["y"] = members["x"]
        #expect(throws: CryptoError(.malformedKey, "")) { try PublicKey(jwk: .object(members)) }
        // x = 2^256 - 1 is beyond the field.
        let beyond =
            "z" + (try Base58.encode([0x80, 0x24, 0x02] + [UInt8](repeating: 255, count: 32)))
        #expect(throws: CryptoError(.malformedKey, "")) { try PublicKey(multikey: beyond) }
    }

    /// A change to a good JWK and the code of its refusal.
    static let changes: [(String, JSON?, CryptoError.Code)] = [
        ("kty", nil, .malformedKey), ("kty", "oct", .unsupportedKey), ("kty", 1, .malformedKey),
        // U+212A KELVIN SIGN only looks like a K.
        ("kty", "O\u{212A}P", .unsupportedKey), ("crv", nil, .malformedKey),
        ("crv", "X25519", .unsupportedKey), ("x", nil, .malformedKey), ("x", "", .malformedKey),
        ("x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp", .malformedKey),
        ("x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=", .malformedKey),
        ("x", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo", .malformedKey),
        ("d", "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", .malformedKey),
    ]

    @Test("A JWK with a member missing, wrong or secret is refused", arguments: changes)
    func jwk(name: String, value: JSON?, code: CryptoError.Code) throws {
        let good: JSON = [
            "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        ]
        _ = try PublicKey(jwk: good)
        var members = try #require(good.objectValue)
        members[name] = value
        #expect(throws: CryptoError(code, "")) { try PublicKey(jwk: .object(members)) }
    }

    @Test("RSA keys of 1024 and 8192 bits, and with an even or unit exponent, are refused")
    func rsa() throws {
        func key(bytes: Int, exponent: [UInt8]) throws -> PublicKey {
            try PublicKey(
                jwk: [
                    "kty": "RSA",
                    "n": .string(Base64URL.encode([UInt8](repeating: 0xC1, count: bytes))),
                    "e": .string(Base64URL.encode(exponent)),
                ])
        }
        _ = try key(bytes: 256, exponent: [1, 0, 1])
        _ = try key(bytes: 512, exponent: [3])
        for (bytes, exponent) in [
            (128, [1, 0, 1]), (255, [3]), (513, [3]), (1024, [1, 0, 1]), (256, [2]), (256, [1]),
            (256, [UInt8](repeating: 3, count: 9)),
        ] as [(Int, [UInt8])] {
            #expect(throws: CryptoError(.unsupportedKey, "")) {
                try key(bytes: bytes, exponent: exponent)
            }
        }
    }
}
