import Credentials
import Testing

@Suite("Keys")
struct KeyTests {
    @Test(
        "What a key signs, its public half verifies, and nothing else",
        arguments: KeyAlgorithm.allCases)
    func roundTrip(algorithm: KeyAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let message = Array("a badge".utf8)
        let signature = try key.sign(message)
        #expect(key.publicKey.isValid(signature: signature, for: message))
        #expect(!key.publicKey.isValid(signature: signature, for: message + [0]))
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1
            #expect(!key.publicKey.isValid(signature: changed, for: message))
            #expect(!key.publicKey.isValid(signature: Array(signature[..<index]), for: message))
        }
        #expect(!key.publicKey.isValid(signature: signature + [0], for: message))
        #expect(try PublicKey(jwk: key.publicKey.jwk) == key.publicKey)
        #expect(try PublicKey(spki: key.publicKey.spki) == key.publicKey)
        #expect(try PublicKey(pem: key.publicKey.pem) == key.publicKey)
        if let multikey = key.publicKey.multikey {
            #expect(try PublicKey(multikey: multikey) == key.publicKey)
        } else {
            #expect(algorithm == .rsa)
        }
    }

    @Test("A key written under a passphrase opens with it alone", arguments: KeyAlgorithm.allCases)
    func encryptedFile(algorithm: KeyAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let passphrase = Array("fünf Worte".utf8)
        let text = try key.encryptedPEM(passphrase: passphrase)
        let read = try PrivateKey(encryptedPEM: text, passphrase: passphrase)
        #expect(read.publicKey == key.publicKey)
        #expect(throws: CryptoError(.wrongPassphrase, "")) {
            try PrivateKey(encryptedPEM: text, passphrase: Array("funf Worte".utf8))
        }
        #expect(throws: CryptoError(.wrongPassphrase, "")) {
            try PrivateKey(encryptedPEM: text, passphrase: [])
        }
    }
}
