import Foundation
import Testing

@testable import Credentials

@Suite("Certificates of document keys")
struct X509Tests {
    private static let start = Timestamp(seconds: 1_780_272_000)
    private static let end = start.adding(seconds: 1000 * 86_400)

    private struct Issued {
        let root: X509Certificate
        let leaf: X509Certificate
        let rootKey: PrivateKey
        let key: PrivateKey
        var chain: X509Chain { get throws { try X509Chain([leaf, root]) } }

        init(_ algorithm: KeyAlgorithm = .p256, from: Timestamp = start) throws {
            rootKey = try PrivateKey.generate(algorithm)
            key = try PrivateKey.generate(algorithm)
            root = try X509Certificate.root(
                of: "Test Coalition", key: rootKey, serial: [0x80, 1], from: start, until: end)
            leaf = try root.issue(
                to: "Union internationale des télécommunications", publicKey: key.publicKey,
                key: rootKey, serial: [0xFF, 2], from: from, until: end)
        }
    }

    private static func code(_ body: () throws -> Void) -> X509Error.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? X509Error)?.code
        }
    }

    @Test("What is issued reads back, and the chain too")
    func roundTrip() throws {
        let issued = try Issued()
        #expect(issued.root.isAuthority && !issued.leaf.isAuthority)
        #expect(issued.leaf.publicKey == issued.key.publicKey)
        #expect(issued.leaf.notBefore == Self.start && issued.leaf.notAfter == Self.end)
        #expect(issued.leaf.subjectText == "Union internationale des télécommunications")
        #expect(issued.leaf.issuerText == "Test Coalition Document Root")
        #expect(issued.leaf.serialText == "00ff02")
        let chain = try issued.chain
        #expect(try X509Chain(pem: "Bag Attributes\n" + chain.pem) == chain)
        try chain.check(key: issued.key.publicKey, at: Self.end)
    }

    @Test("A long name is cut to the 64 characters that a certificate holds")
    func longName() throws {
        let key = try PrivateKey.generate(.p256)
        let root = try X509Certificate.root(
            of: String(repeating: "é", count: 90), key: key, serial: [1], from: Self.start,
            until: Self.end)
        #expect(root.subjectText == String(repeating: "é", count: 64))
    }

    @Test("What cannot sign documents is refused by its reason")
    func refusals() throws {
        let issued = try Issued()
        let chain = try issued.chain
        let other = try Issued()
        func check(_ chain: X509Chain, _ key: PrivateKey, _ at: Timestamp) -> X509Error.Code? {
            Self.code { try chain.check(key: key.publicKey, at: at) }
        }
        #expect(check(chain, issued.key, Self.end.adding(seconds: 1)) == .outOfTime)
        #expect(check(chain, issued.key, Self.start.adding(seconds: -1)) == .outOfTime)
        #expect(check(chain, other.key, Self.start) == .keyMismatch)
        #expect(check(try X509Chain([issued.root]), issued.rootKey, Self.start) == .wrongPurpose)
        #expect(Self.code { _ = try X509Chain([issued.root, issued.leaf]) } == .brokenChain)
        #expect(Self.code { _ = try X509Chain([issued.leaf, other.root]) } == .brokenChain)
        #expect(Self.code { _ = try X509Chain(pem: "nothing") } == .malformed)
        #expect(
            Self.code {
                _ = try issued.root.issue(
                    to: "X", publicKey: issued.key.publicKey, key: issued.key, serial: [1],
                    from: Self.start, until: Self.end)
            } == .keyMismatch)
        #expect(
            Self.code {
                _ = try issued.root.issue(
                    to: "X", publicKey: issued.key.publicKey, key: issued.rootKey, serial: [1],
                    from: Self.start, until: Self.end.adding(seconds: 1))
            } == .outOfTime)
        #expect(
            Self.code {
                _ = try issued.leaf.issue(
                    to: "X", publicKey: issued.key.publicKey, key: issued.key, serial: [1],
                    from: Self.start, until: Self.end)
            } == .wrongPurpose)
        let edwards = try PrivateKey.generate(.ed25519)
        #expect(
            Self.code {
                _ = try X509Certificate.root(
                    of: "X", key: edwards, serial: [1], from: Self.start, until: Self.end)
            } == .unsupportedKey)
    }

    @Test("A certificate with a byte changed is unreadable, or its chain is broken")
    func damage() throws {
        let issued = try Issued()
        for place in issued.leaf.der.indices {
            var der = issued.leaf.der
            der[place] ^= 0x01
            guard let changed = try? X509Certificate(der: der) else { continue }
            #expect(Self.code { _ = try X509Chain([changed, issued.root]) } == .brokenChain)
        }
        for length in 0..<issued.leaf.der.count {
            #expect(
                Self.code { _ = try X509Certificate(der: Array(issued.leaf.der[..<length])) }
                    == .malformed)
        }
    }

    @Test(
        "OpenSSL takes the chain and the signature, with its signing certificate, and no other bytes",
        .enabled(if: Command.isPresent("openssl"), "needs the openssl command"),
        arguments: [KeyAlgorithm.rsa, .p256, .p384])
    func openSSL(_ algorithm: KeyAlgorithm) throws {
        let issued = try Issued(algorithm)
        let content = Array("the signed bytes".utf8)
        let signature = try CMSSignature.detached(
            digest: CMSSignature.digest(content, for: algorithm), key: issued.key,
            chain: try issued.chain)
        try withTemporaryFolder { folder in
            func file(_ name: String) -> String { folder.appending(path: name).path }
            try Data(issued.root.pem.utf8).write(to: folder.appending(path: "root.pem"))
            try Data(issued.leaf.pem.utf8).write(to: folder.appending(path: "leaf.pem"))
            try Data(signature).write(to: folder.appending(path: "cms.der"))
            let moment = String(Self.start.seconds)
            let chain = try Command(
                "openssl",
                ["verify", "-attime", moment, "-x509_strict", "-CAfile", file("root.pem")]
                    + [file("leaf.pem")])
            #expect(chain.status == 0)
            for (bytes, status) in [(content, Int32(0)), (content + [0x20], 4)] {
                try Data(bytes).write(to: folder.appending(path: "content"))
                let check = try Command(
                    "openssl",
                    ["cms", "-verify", "-binary", "-cades", "-inform", "DER", "-attime", moment]
                        + ["-in", file("cms.der"), "-content", file("content")]
                        + ["-CAfile", file("root.pem"), "-out", "/dev/null"])
                #expect(check.status == status)
            }
        }
    }
}
