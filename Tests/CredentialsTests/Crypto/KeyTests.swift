import Credentials
import Testing

@Suite("Keys")
struct KeyTests {
    @Test(
        "What a key signs, its public half verifies, and nothing else",
        arguments: KeyAlgorithm.allCases)
    func signing(algorithm: KeyAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
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
        let key = try PrivateKey.generate(algorithm).publicKey
        #expect(key.algorithm == algorithm)
        #expect(try PublicKey(jwk: key.jwk) == key)
        #expect(try PublicKey(spki: key.spki) == key)
        #expect(try PublicKey(pem: key.pem) == key)
        if algorithm == .rsa {
            #expect(key.multikey == nil)
        } else {
            #expect(try PublicKey(multikey: try #require(key.multikey)) == key)
        }
    }
}
