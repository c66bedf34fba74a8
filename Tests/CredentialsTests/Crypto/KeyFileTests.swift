import Credentials
import Foundation
import Testing

@Suite("Private keys in files")
struct KeyFileTests {
    static let passphrase = Array("correct horse, fünf".utf8)

    @Test("A key written under a passphrase opens with it alone", arguments: KeyAlgorithm.allCases)
    func roundTrip(algorithm: KeyAlgorithm) throws {
        let key = try TestKeys.key(algorithm)
        let text = try key.encryptedPEM(passphrase: Self.passphrase)
        let read = try PrivateKey(encryptedPEM: text, passphrase: Self.passphrase)
        #expect(read.publicKey == key.publicKey)
        let message = Array("a badge".utf8)
        #expect(key.publicKey.isValid(signature: try read.sign(message), for: message))
        for wrong in [[], Array("correct horse, funf".utf8), Self.passphrase + [0x0A]] {
            let error = #expect(throws: CryptoError(.wrongPassphrase, "")) {
                try PrivateKey(encryptedPEM: text, passphrase: wrong)
            }
            #expect(error?.reason.contains("horse") == false)
        }
    }

    @Test("The same key is never written twice alike, and never without a passphrase")
    func writing() throws {
        let key = try PrivateKey.generate(.ed25519)
        #expect(
            try key.encryptedPEM(passphrase: Self.passphrase)
                != key.encryptedPEM(passphrase: Self.passphrase))
        #expect(throws: CryptoError(.emptyPassphrase, "")) {
            try key.encryptedPEM(passphrase: [])
        }
    }

    @Test("A file cut anywhere is refused, and before the END line as malformed")
    func truncation() throws {
        let text = try PrivateKey.generate(.ed25519).encryptedPEM(passphrase: Self.passphrase)
        for count in 0..<(text.utf8.count - 1) {
            #expect(throws: CryptoError(.malformedKey, ""), "cut at \(count)") {
                try PrivateKey(
                    encryptedPEM: String(text.prefix(count)), passphrase: Self.passphrase)
            }
        }
    }

    @Test("A wrong passphrase and a damaged file have different names")
    func damage() throws {
        let text = try PrivateKey.generate(.ed25519).encryptedPEM(passphrase: Self.passphrase)
        var lines = text.split(separator: "\n").map(String.init)
        lines.remove(at: 1)
        #expect(throws: CryptoError(.malformedKey, "")) {
            try PrivateKey(
                encryptedPEM: lines.joined(separator: "\n"), passphrase: Self.passphrase)
        }
        for other in [
            text + text, "note\n" + text, text.replacing("END ENCRYPTED", with: "END OTHER"),
            text.replacing("BEGIN ENCRYPTED PRIVATE", with: "BEGIN PUBLIC"),
        ] {
            #expect(throws: CryptoError(.malformedKey, "")) {
                try PrivateKey(encryptedPEM: other, passphrase: Self.passphrase)
            }
        }
        let windows = text.replacing("\n", with: "\r\n")
        _ = try PrivateKey(encryptedPEM: windows, passphrase: Self.passphrase)
    }
}

@Suite(
    "Private keys exchanged with the openssl command",
    .enabled(if: Command.isPresent("openssl"), "needs the openssl command"))
struct KeyFileExchangeTests {
    static let passphrase = "correct horse"

    @Test("The command opens what is written here", arguments: KeyAlgorithm.allCases)
    func ours(algorithm: KeyAlgorithm) throws {
        try withTemporaryFolder { folder in
            let key = try TestKeys.key(algorithm)
            let file = folder.appending(path: "key.pem")
            try Data(key.encryptedPEM(passphrase: Array(Self.passphrase.utf8)).utf8).write(to: file)
            let command = try Command(
                "openssl",
                ["pkey", "-in", file.path, "-passin", "pass:\(Self.passphrase)", "-pubout"])
            #expect(command.status == 0)
            let text = String(decoding: command.output, as: UTF8.self)
            #expect(try PublicKey(pem: text) == key.publicKey)
        }
    }

    static let kinds: [(KeyAlgorithm, [String])] = [
        (.ed25519, ["-algorithm", "ED25519"]),
        (.p256, ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]),
        (.p384, ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]),
        (.p521, ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"]),
        (.secp256k1, ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"]),
        (.rsa, ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]),
    ]

    @Test("What the command encrypts opens here; what it leaves open is refused", arguments: kinds)
    func theirs(algorithm: KeyAlgorithm, options: [String]) throws {
        try withTemporaryFolder { folder in
            let open = folder.appending(path: "open.pem").path
            #expect(try Command("openssl", ["genpkey", "-out", open] + options).status == 0)
            let openText = try String(contentsOfFile: open, encoding: .utf8)
            #expect(throws: CryptoError(.unencryptedKey, "")) {
                try PrivateKey(encryptedPEM: openText, passphrase: Array(Self.passphrase.utf8))
            }
            let expected = try PublicKey(
                pem: String(
                    decoding: Command("openssl", ["pkey", "-in", open, "-pubout"]).output,
                    as: UTF8.self))
            #expect(expected.algorithm == algorithm)
            for scheme in [["-v2", "aes-256-cbc"], ["-scrypt"], ["-v2", "aes-128-cbc"]] {
                let sealed = try Command(
                    "openssl",
                    ["pkcs8", "-topk8", "-in", open, "-passout", "pass:\(Self.passphrase)"]
                        + scheme)
                #expect(sealed.status == 0)
                let key = try PrivateKey(
                    encryptedPEM: String(decoding: sealed.output, as: UTF8.self),
                    passphrase: Array(Self.passphrase.utf8))
                #expect(key.publicKey == expected)
                #expect(throws: CryptoError(.wrongPassphrase, "")) {
                    try PrivateKey(
                        encryptedPEM: String(decoding: sealed.output, as: UTF8.self),
                        passphrase: Array("wrong".utf8))
                }
            }
        }
    }

    @Test("A key on another curve and one under an old cipher are refused as such")
    func unsupported() throws {
        try withTemporaryFolder { folder in
            let open = folder.appending(path: "open.pem").path
            let passphrase = Array(Self.passphrase.utf8)
            let made = try Command(
                "openssl",
                ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"]
                    + ["-out", open])
            #expect(made.status == 0)
            for scheme in [["-v2", "aes-256-cbc"], ["-v1", "PBE-SHA1-3DES"]] {
                let sealed = try Command(
                    "openssl",
                    ["pkcs8", "-topk8", "-in", open, "-passout", "pass:\(Self.passphrase)"]
                        + scheme)
                #expect(sealed.status == 0)
                #expect(throws: CryptoError(.unsupportedKey, "")) {
                    try PrivateKey(
                        encryptedPEM: String(decoding: sealed.output, as: UTF8.self),
                        passphrase: passphrase)
                }
            }
        }
    }

    @Test(
        "An RSASSA-PSS signature of the command's is verified as PS256, with its one length of salt"
    )
    func pss() throws {
        try withTemporaryFolder { folder in
            let key = try TestKeys.key(.rsa)
            let input = "\(Base64URL.encode(Array(#"{"alg":"PS256"}"#.utf8))).e30"
            let files = ["key", "message"].map { folder.appending(path: $0) }
            try Data(key.encryptedPEM(passphrase: Array(Self.passphrase.utf8)).utf8)
                .write(to: files[0])
            try Data(input.utf8).write(to: files[1])
            for (salt, isValid) in [("32", true), ("20", false)] {
                let made = try Command(
                    "openssl",
                    ["pkeyutl", "-sign", "-rawin", "-digest", "sha256", "-inkey", files[0].path]
                        + ["-passin", "pass:\(Self.passphrase)", "-in", files[1].path]
                        + ["-pkeyopt", "rsa_padding_mode:pss"]
                        + ["-pkeyopt", "rsa_pss_saltlen:\(salt)"])
                #expect(made.status == 0)
                let token = try JSONWebSignature.parse(input + "." + Base64URL.encode(made.output))
                #expect(try token.isValid(under: key.publicKey) == isValid)
                #expect(!key.publicKey.isValid(signature: made.output, for: Array(input.utf8)))
            }
        }
    }

    @Test("The command verifies what is signed here", arguments: KeyAlgorithm.allCases)
    func signatures(algorithm: KeyAlgorithm) throws {
        try withTemporaryFolder { folder in
            let key = try TestKeys.key(algorithm)
            let message = Array("a badge".utf8)
            var signature = try key.sign(message)
            var digest = ["-digest", "sha256"]
            switch algorithm {
            case .p256, .secp256k1: signature = try Self.der(signature)
            case .p384:
                signature = try Self.der(signature)
                digest = ["-digest", "sha384"]
            case .p521:
                signature = try Self.der(signature)
                digest = ["-digest", "sha512"]
            case .ed25519: digest = []
            case .rsa: break
            }
            let files = ["key", "message", "signature"].map { folder.appending(path: $0) }
            try Data(key.publicKey.pem.utf8).write(to: files[0])
            try Data(message).write(to: files[1])
            try Data(signature).write(to: files[2])
            let command = try Command(
                "openssl",
                ["pkeyutl", "-verify", "-pubin", "-inkey", files[0].path, "-rawin"]
                    + ["-in", files[1].path, "-sigfile", files[2].path] + digest)
            #expect(command.status == 0)
        }
    }

    /// The DER form, written here anew so that the check does not lean on the code under test.
    private static func der(_ raw: [UInt8]) throws -> [UInt8] {
        func integer(_ half: ArraySlice<UInt8>) -> [UInt8] {
            var magnitude = Array(half.drop { $0 == 0 })
            if magnitude.first.map({ $0 > 127 }) ?? true { magnitude = [0] + magnitude }
            return [2, UInt8(magnitude.count)] + magnitude
        }
        let body = integer(raw[..<(raw.count / 2)]) + integer(raw[(raw.count / 2)...])
        try #require(body.count < 256)
        return [0x30] + (body.count < 128 ? [] : [0x81]) + [UInt8(body.count)] + body
    }
}
