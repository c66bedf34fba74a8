import Credentials
import Testing

@Suite("Keys")
struct KeyTests {
    @Test(
        "What a key signs, its public half verifies, and nothing else",
        arguments: KeyAlgorithm.allCases)
    func signing(algorithm: KeyAlgorithm) throws {
        let key = try TestKeys.key(algorithm)
        let message = Array("a badge".utf8)
        let signature = try key.sign(message)
        #expect(key.publicKey.isValid(signature: signature, for: message))
        #expect(!key.publicKey.isValid(signature: signature, for: message + [0]))
        let other = try PrivateKey.generate(algorithm)
        #expect(!other.publicKey.isValid(signature: signature, for: message))
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1
            #expect(!key.publicKey.isValid(signature: changed, for: message))
            #expect(!key.publicKey.isValid(signature: Array(signature[..<index]), for: message))
        }
        #expect(!key.publicKey.isValid(signature: signature + [0], for: message))
    }

    @Test("A public key is the same read back from each form", arguments: KeyAlgorithm.allCases)
    func forms(algorithm: KeyAlgorithm) throws {
        let key = try TestKeys.key(algorithm).publicKey
        #expect(key.algorithm == algorithm)
        #expect(try PublicKey(jwk: key.jwk) == key)
        #expect(try PublicKey(spki: key.spki) == key)
        #expect(try PublicKey(pem: key.pem) == key)
        #expect(try PublicKey(multikey: try #require(key.multikey)) == key)
    }

    @Test("One key signs and verifies in many tasks at once", arguments: KeyAlgorithm.allCases)
    func concurrency(algorithm: KeyAlgorithm) async throws {
        let key = try TestKeys.key(algorithm)
        let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let message = [UInt8](repeating: UInt8(number), count: number)
                    let signature = try key.sign(message)
                    return key.publicKey.isValid(signature: signature, for: message)
                        && !key.publicKey.isValid(signature: signature, for: message + [1])
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 64 && answers.allSatisfy { $0 })
    }
}
