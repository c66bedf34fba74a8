import LinkedData
import Testing

@testable import Credentials

@Suite(
    "Wycheproof signatures",
    .enabled(
        if: SharedVectors.isPresent("wycheproof/testvectors_v1"),
        "needs the published vectors in ../shared/vectors/wycheproof"))
struct WycheproofTests {
    /// One file, how many cases it has, and how its signatures become ours; nil where a signature
    /// has no such form, which must then be an invalid case.
    struct File: Sendable, CustomTestStringConvertible {
        let name: String
        let cases: Int
        var padding = RSAPadding.pkcs1
        var form: @Sendable ([UInt8]) -> [UInt8]? = { $0 }
        var testDescription: String { name }
    }

    static let files = [
        File(name: "ed25519_test", cases: 151),
        File(name: "ecdsa_secp256r1_sha256_p1363_test", cases: 262),
        File(name: "ecdsa_secp384r1_sha384_p1363_test", cases: 280),
        File(name: "ecdsa_secp256r1_sha256_test", cases: 484) {
            ECDSASignature.raw(der: $0, coordinateLength: 32)
        },
        File(name: "ecdsa_secp384r1_sha384_test", cases: 504) {
            ECDSASignature.raw(der: $0, coordinateLength: 48)
        },
        File(name: "rsa_signature_2048_sha256_test", cases: 259),
        File(name: "rsa_signature_3072_sha256_test", cases: 259),
        File(name: "rsa_pss_2048_sha256_mgf1_32_test", cases: 108, padding: .pss),
    ]

    @Test("Every case gets its stated answer", arguments: files)
    func verdicts(file: File) throws {
        let document = try SharedVectors.json("wycheproof/testvectors_v1/\(file.name).json")
        var ran = 0
        var accepted = 0
        for group in try #require(document["testGroups"]?.arrayValue) {
            let key = try PublicKey(
                spki: hexadecimal(try #require(group["publicKeyDer"]?.stringValue)))
            #expect(try key == PublicKey(pem: try #require(group["publicKeyPem"]?.stringValue)))
            if let jwk = group["publicKeyJwk"] ?? group["keyJwk"] {
                #expect(try key == PublicKey(jwk: jwk))
            }
            for test in try #require(group["tests"]?.arrayValue) {
                let message = try hexadecimal(try #require(test["msg"]?.stringValue))
                let published = try hexadecimal(try #require(test["sig"]?.stringValue))
                let isValid =
                    file.form(published).map {
                        key.isValid(signature: $0, for: message, padding: file.padding)
                    } ?? false
                // The only "acceptable" cases are PKCS #1 signatures whose DigestInfo lacks the
                // NULL; RFC 8017 appendix A.2.4 lets a verifier refuse them, and this one does.
                let expected = test["result"] == "valid"
                #expect(isValid == expected, "case \(String(describing: test["tcId"]))")
                ran += 1
                if isValid { accepted += 1 }
            }
        }
        #expect(ran == file.cases)
        print("Wycheproof \(file.name): \(ran) cases, \(accepted) signatures valid")
    }
}
