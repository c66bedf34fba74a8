import Credentials
import LinkedData
import Testing

@Suite("JSON Web Signatures")
struct JSONWebSignatureTests {
    static func compact(header: String, payload: String = "{}", signature: String = "AA") -> String
    {
        Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(payload.utf8)) + "."
            + signature
    }

    @Test(
        "What is signed is read and found valid, under its key alone",
        arguments: KeyAlgorithm.allCases)
    func roundTrip(algorithm: KeyAlgorithm) throws {
        let key = try TestKeys.key(algorithm)
        let payload = Array(#"{"a":"é"}"#.utf8)
        var header = JSONObject()
        header["kid"] = "key-1"
        let compact = try JSONWebSignature.sign(payload: payload, header: header, with: key)
        let signature = try JSONWebSignature.parse(compact)
        #expect(signature.payload == payload)
        #expect(signature.header["kid"] == "key-1")
        #expect(try signature.isValid(under: key.publicKey))
        #expect(try !signature.isValid(under: PrivateKey.generate(algorithm).publicKey))
        for other in KeyAlgorithm.allCases where other != algorithm {
            let foreign = try TestKeys.key(other).publicKey
            #expect(throws: JOSEError(.algorithmMismatch, "")) {
                try signature.isValid(under: foreign)
            }
        }
    }

    @Test("Every change of a byte, and every cut, is refused or found false")
    func tampering() throws {
        let key = try PrivateKey.generate(.ed25519)
        let compact = Array(
            try JSONWebSignature.sign(payload: Array(#"{"a":1}"#.utf8), with: key).utf8)
        var (refused, found) = (0, 0)
        for index in compact.indices {
            for replacement in [compact[index] ^ 1, UInt8(ascii: "A"), UInt8(ascii: ".")]
            where replacement != compact[index] {
                var changed = compact
                changed[index] = replacement
                do {
                    #expect(try !JSONWebSignature.parse(changed).isValid(under: key.publicKey))
                    found += 1
                } catch { refused += 1 }
            }
            let cut = try? JSONWebSignature.parse(Array(compact[..<index]))
            #expect(try cut?.isValid(under: key.publicKey) != true)
        }
        #expect(refused > 0 && found > 0)
    }

    @Test("The example of RFC 7515 appendix A.4, on P-521, is verified as published")
    func publishedES512() throws {
        let key = try PublicKey(jwk: [
            "kty": "EC", "crv": "P-521",
            "x": .string(
                "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4"
                    + "qUxcWceqwQGk"),
            "y": .string(
                "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9u"
                    + "bmf63e3kyMj2"),
        ])
        let signature =
            "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB"
            + "34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNr"
            + "mxYbSW9ERBXukOXolLzeO_Jn"
        let content = "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA."
        #expect(try JSONWebSignature.parse(content + signature).isValid(under: key))
        #expect(
            try !JSONWebSignature.parse(content + "B" + signature.dropFirst()).isValid(under: key))
    }

    @Test("The example of RFC 8037 appendix A.4 is signed and verified as published")
    func published() throws {
        let key = try PrivateKey(
            .ed25519,
            raw: hexadecimal("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        let compact = try JSONWebSignature.sign(
            payload: Array("Example of Ed25519 signing".utf8), with: key)
        #expect(
            compact == "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_"
                + "MuM0KAg")
    }

    static let refusals: [(String, JOSEError.Code)] = [
        ("", .malformed), ("a.b", .malformed), ("a.b.c.d", .malformed), ("..", .malformed),
        (compact(header: #"{"alg":"none"}"#, signature: ""), .unsecured),
        (compact(header: #"{"alg":"None"}"#), .unsecured),
        (compact(header: #"{"alg":"HS256"}"#), .unsupportedAlgorithm),
        (compact(header: #"{"alg":"PS384"}"#), .unsupportedAlgorithm),
        (compact(header: #"{"alg":"ES521"}"#), .unsupportedAlgorithm),
        (compact(header: #"{"alg":"es256"}"#), .unsupportedAlgorithm),
        (compact(header: #"{"alg":"EdDSA","crit":["exp"],"exp":1}"#), .criticalHeader),
        (compact(header: #"{"alg":"EdDSA","crit":[]}"#), .criticalHeader),
        (compact(header: #"{"alg":"EdDSA","b64":false}"#), .criticalHeader),
        (compact(header: #"{"alg":"EdDSA","alg":"none"}"#), .malformed),
        (compact(header: #"{"alg":1}"#), .malformed), (compact(header: "{}"), .malformed),
        (compact(header: "[]"), .malformed), (compact(header: #"{"alg":"EdDSA"} x"#), .malformed),
        (compact(header: #"{"alg":"EdDSA"}"#, signature: "AA=="), .malformed),
        (compact(header: #"{"alg":"EdDSA"}"#, signature: "AB"), .malformed),
        (compact(header: #"{"alg":"EdDSA"}"#) + "\n", .malformed),
        (" " + compact(header: #"{"alg":"EdDSA"}"#), .malformed),
    ]

    @Test(
        "What is not a strict compact form of a known algorithm is refused by name",
        arguments: refusals)
    func refused(compact: String, code: JOSEError.Code) {
        #expect(throws: JOSEError(code, "")) { try JSONWebSignature.parse(compact) }
    }

    @Test("More bytes than the limit are refused")
    func limit() {
        #expect(throws: JOSEError(.tooLarge, "")) {
            try JSONWebSignature.parse([UInt8](repeating: UInt8(ascii: "A"), count: 11), limit: 10)
        }
    }

    @Test("The caller does not choose the algorithm")
    func ownAlgorithm() throws {
        var header = JSONObject()
        header["alg"] = "RS256"
        let key = try PrivateKey.generate(.ed25519)
        #expect(throws: JOSEError(.malformed, "")) {
            try JSONWebSignature.sign(payload: [], header: header, with: key)
        }
    }

    @Test("The name Ed25519 of RFC 9864 is read as EdDSA is")
    func newerName() throws {
        let key = try PrivateKey.generate(.ed25519)
        let input = Self.compact(header: #"{"alg":"Ed25519"}"#, signature: "").dropLast()
        let compact = "\(input).\(Base64URL.encode(try key.sign(Array(input.utf8))))"
        #expect(try JSONWebSignature.parse(compact).isValid(under: key.publicKey))
    }
}
