import LinkedData
import Testing

@testable import Credentials

@Suite(
    "Wycheproof JOSE",
    .enabled(
        if: SharedVectors.isPresent("wycheproof/testvectors_v1"),
        "needs the published vectors in ../shared/vectors/wycheproof"))
struct WycheproofJOSETests {
    /// A file, its cases of signatures, those of them that are to be accepted, and those that are
    /// valid but of an algorithm that is not offered here: HMAC, RS384, RS512, PS384, PS512
    /// and a name for P-521 that JOSE does not have ("ES521"). These must be refused, not found false.
    struct File: Sendable, CustomTestStringConvertible {
        let name: String
        let cases: Int
        let accepted: Int
        let notOffered: Int
        var testDescription: String { name }
    }

    static let files = [
        File(name: "json_web_signature_test", cases: 401, accepted: 16, notOffered: 30),
        File(name: "json_web_key_test", cases: 26, accepted: 1, notOffered: 4),
        // Its other 34 cases are of encryption.
        File(name: "json_web_crypto_test", cases: 49, accepted: 2, notOffered: 2),
    ]

    @Test(
        "Every case of an algorithm we take gets its answer, the others are refused",
        arguments: files)
    func verdicts(file: File) throws {
        let document = try SharedVectors.json("wycheproof/testvectors_v1/\(file.name).json")
        var (ran, accepted, notOffered) = (0, 0, 0)
        for group in try #require(document["testGroups"]?.arrayValue) {
            let jwk = try #require(group["public"] ?? group["private"])
            for test in try #require(group["tests"]?.arrayValue) {
                guard let jws = test["jws"] else { continue }
                ran += 1
                let compact = jws.stringValue.map { Array($0.utf8) } ?? jws.compactBytes()
                let isValid = test["result"] == "valid"
                let number = "case \(String(describing: test["tcId"]))"
                do {
                    let signature = try JSONWebSignature.parse(compact)
                    let answer = try signature.isValid(under: try key(in: jwk, for: signature))
                    #expect(answer == isValid, "\(number)")
                    if answer { accepted += 1 }
                } catch {
                    guard isValid else { continue }
                    // Some groups say another algorithm for the key than their tokens have.
                    let part = try? Base64URL.decode(compact.prefix { $0 != 0x2E })
                    let header = try part.map { try JSON.parse($0) }
                    let stated =
                        header?["alg"] ?? jwk["alg"] ?? jwk["keys"]?.arrayValue?.first?["alg"]
                    let name = try #require(stated?.stringValue)
                    // One group's keys are for ES521, a name that JOSE does not have.
                    let isKnown = KeyAlgorithm.allCases.flatMap(\.joseNames).contains(name)
                    #expect(!isKnown || jwk["alg"] == "ES521", "\(number)")
                    notOffered += 1
                }
            }
        }
        #expect(ran == file.cases)
        #expect(accepted == file.accepted)
        #expect(notOffered == file.notOffered)
        print(
            "Wycheproof \(file.name): \(ran) cases, \(accepted) accepted, "
                + "\(notOffered) valid but not offered")
    }

    /// The key of a set by the header's `kid`, or the one key there is.
    private func key(in jwk: JSON, for signature: JSONWebSignature) throws -> PublicKey {
        guard let keys = jwk["keys"]?.arrayValue else { return try PublicKey(jwk: jwk) }
        let named = try #require(keys.first { $0["kid"] == signature.header["kid"] })
        return try PublicKey(jwk: named)
    }
}
