@testable import StoreSQL
import CertAuthority
import Credentials
import Documents
import GRDB
import Testing
@testable import Office
import StoreSQLite
@testable import TestSupport

@Suite("Keys that sign documents")
struct DocumentCertificationTests {
    private static let passphrase = Array("correct horse battery".utf8)

    private func root(_ test: TestInstallation) async throws -> DocumentCertificate {
        try await DocumentCertification.makeRoot(
            of: test.installation.name, algorithm: .p256, years: 20, keys: test.home.keys,
            passphrase: Self.passphrase, store: test.store, TestInstallation.authorship)
    }

    private func certify(
        _ test: TestInstallation, years: Int = 3
    ) async throws -> DocumentCertificate {
        try await DocumentCertification.certify(
            slug("itu"), name: "International Telecommunication Union", algorithm: .p256,
            years: years, keys: test.home.keys, passphrase: Self.passphrase,
            rootPassphrase: Self.passphrase, store: test.store, TestInstallation.authorship)
    }

    @Test("A root certifies an organisation's key, which then signs; the one before is retired")
    func certifying() async throws {
        try await TestInstallation.with { test in
            await #expect(throws: KeyError(.none, "")) { try await certify(test) }
            let root = try await root(test)
            let first = try await certify(test)
            #expect(first.chain.certificates == [first.chain.signer, root.chain.signer])
            #expect(first.chain.signer.issuerText == "Test Coalition Document Root")
            let second = try await certify(test, years: 100)
            #expect(second.chain.signer.notAfter == root.chain.signer.notAfter)
            let current = try #require(
                try await test.store.currentDocumentCertificate(of: slug("itu")))
            #expect(current.chain == second.chain)
            #expect(
                try await test.store.documentCertificates().map { $0.retired == nil }
                    == [true, false, true])
            let signer = try test.home.keys.signer(
                current, passphrase: Self.passphrase, at: TestInstallation.instant)
            let pdf = try signer.sign(
                try PDFSamples.assembled(), name: "ITU", reason: nil, at: TestInstallation.instant)
            #expect(try PDFCredential.extract(from: pdf) == PDFSamples.credential)
            #expect(throws: KeyError(.wrongPassphrase, "")) {
                try test.home.keys.signer(
                    current, passphrase: Array("wrong horse".utf8), at: TestInstallation.instant)
            }
            #expect(throws: X509Error(.outOfTime, "")) {
                try test.home.keys.signer(
                    first, passphrase: Self.passphrase,
                    at: TestInstallation.instant.adding(seconds: 4 * 366 * 86_400))
            }
        }
    }

    @Test("The files are the owner's alone; the doctor knows them and says when one ends")
    func doctor() async throws {
        try await TestInstallation.with { test in
            let root = try await root(test)
            let certificate = try await certify(test)
            for one in [root, certificate] {
                #expect(FileSystem.mode(test.home.keys.file(one)).map { $0 & 0o777 } == 0o600)
            }
            func findings(at instant: Timestamp) async throws -> [String] {
                try await KeysExamination(
                    store: test.store, folder: test.home.keys, passphrase: Self.passphrase,
                    instant: instant
                ).checks().filter { $0.result == .finding }.map(\.detail.description)
            }
            // The installation's own signing key has no file in these tests.
            let now = try await findings(at: TestInstallation.instant)
            #expect(now.allSatisfy { !$0.contains("document") })
            let later = try await findings(
                at: TestInstallation.instant.adding(seconds: 3 * 365 * 86_400))
            #expect(later.contains { $0.contains("International Telecommunication Union") })
        }
    }

    @Test("A certificate from elsewhere is taken with its key, and only then")
    func importing() async throws {
        try await TestInstallation.with { test in
            let key = try PrivateKey.generate(.p256)
            let authority = try PrivateKey.generate(.p384)
            let instant = TestInstallation.instant
            let root = try X509Certificate.root(
                of: "Public Authority", key: authority, serial: [1], from: instant,
                until: instant.adding(seconds: 100))
            let leaf = try root.issue(
                to: "ITU", publicKey: key.publicKey, key: authority, serial: [2], from: instant,
                until: instant.adding(seconds: 100))
            let chain = try X509Chain([leaf, root])
            func take(
                _ key: PrivateKey?, at instant: Timestamp = instant
            ) async throws -> DocumentCertificate {
                try await DocumentCertification.importCertificate(
                    chain, key: key, of: slug("itu"), keys: test.home.keys,
                    passphrase: Self.passphrase, store: test.store,
                    Authorship(actor: "tester", at: instant))
            }
            await #expect(throws: KeyError(.missing, "")) { try await take(nil) }
            await #expect(throws: X509Error(.keyMismatch, "")) { try await take(authority) }
            await #expect(throws: X509Error(.outOfTime, "")) {
                try await take(key, at: instant.adding(seconds: 101))
            }
            #expect(try await test.store.documentCertificates().isEmpty)
            _ = try await take(key)
            await #expect(throws: StoreError(.conflict, "")) { try await take(nil) }
            #expect(try await test.store.documentCertificates().count == 1)
        }
    }

    @Test("The audit tells of each certificate, and finds one that it does not know")
    func audit() async throws {
        try await TestInstallation.with { test in
            let root = try await root(test)
            #expect(try await test.store.checkAudit().findings.isEmpty)
            try await test.store.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO document_certificate (fingerprint, chain, added)
                        VALUES ('00', ?, 0)
                        """, arguments: [root.chain.pem])
            }
            #expect(
                try await test.store.checkAudit().findings.map(\.description)
                    == ["the document certificate 00 was added by no entry"])
        }
    }
}
