import CertAuthority
import Credentials
import Foundation
import Office
import Testing
@testable import TestSupport

@Suite("Private keys on the disk")
struct KeyFolderTests {
    private static let passphrase = Array("correct horse".utf8)

    private func withKey(
        _ body: (KeyFolder, PrivateKey, _ id: String, _ file: String) throws -> Void
    ) async throws {
        try await withFolder { path in
            let folder = KeyFolder(path: path + "/keys")
            let key = try PrivateKey.generate(.ed25519)
            let id = try #require(key.publicKey.multikey)
            try folder.store(
                key, id: id, organisation: try slug("itu"), passphrase: Self.passphrase)
            try body(folder, key, id, folder.file(id, try slug("itu")))
        }
    }

    private func code(_ body: () throws(KeyError) -> Void) -> KeyError.Code? {
        do throws(KeyError) {
            try body()
            return nil
        } catch {
            // No message may give the secret away.
            #expect(!error.description.contains("correct horse"))
            #expect(!error.description.isEmpty)
            return error.code
        }
    }

    private func loading(
        _ folder: KeyFolder, _ id: String, _ passphrase: [UInt8] = passphrase
    ) throws -> KeyError.Code? {
        let itu = try slug("itu")
        return code { () throws(KeyError) in
            _ = try folder.load(id: id, organisation: itu, passphrase: passphrase)
        }
    }

    @Test("A key comes back as it was kept; file and folder are for the owner alone")
    func roundTrip() async throws {
        // Rights must not hang on the mask of the process.
        let mask = umask(0)
        defer { umask(mask) }
        try await withKey { folder, key, id, file in
            let loaded = try folder.load(
                id: id, organisation: try slug("itu"), passphrase: Self.passphrase)
            #expect(loaded.publicKey == key.publicKey)
            #expect(FileSystem.mode(file) == 0o600)
            #expect(FileSystem.mode(folder.path) == 0o700)
            let text = String(decoding: try FileSystem.read(file), as: UTF8.self)
            #expect(text.hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"))
        }
    }

    @Test("A key is never written over")
    func neverOverwritten() async throws {
        try await withKey { folder, key, id, file in
            let before = try FileSystem.read(file)
            let itu = try slug("itu")
            #expect(
                code { () throws(KeyError) in
                    try folder.store(key, id: id, organisation: itu, passphrase: Self.passphrase)
                } == .unwritable)
            #expect(try FileSystem.read(file) == before)
        }
    }

    @Test("A missing key, a wrong passphrase and a damaged file are told apart")
    func faults() async throws {
        try await withKey { folder, _, id, file in
            #expect(try loading(folder, id, Array("incorrect horse".utf8)) == .wrongPassphrase)
            #expect(try loading(folder, id, []) == .wrongPassphrase)
            try Data("-----BEGIN nothing".utf8).write(to: URL(filePath: file))
            #expect(try loading(folder, id) == .unreadable)
            try FileManager.default.removeItem(atPath: file)
            #expect(try loading(folder, id) == .missing)
        }
    }

    @Test(
        "A key that others could read is refused, whatever the right",
        arguments: [0o604, 0o640, 0o620, 0o602, 0o601, 0o610, 0o644, 0o666, 0o777])
    func exposed(mode: Int) async throws {
        try await withKey { folder, _, id, file in
            try FileManager.default.setAttributes(
                [.posixPermissions: NSNumber(value: mode)], ofItemAtPath: file)
            #expect(try loading(folder, id) == .exposed)
        }
    }

    @Test("A key under another's name is refused")
    func renamed() async throws {
        try await withKey { folder, _, id, file in
            let other = try #require(try PrivateKey.generate(.ed25519).publicKey.multikey)
            try FileManager.default.moveItem(
                atPath: file, toPath: folder.file(other, try slug("itu")))
            #expect(try loading(folder, other) == .unreadable)
            #expect(try loading(folder, id) == .missing)
        }
    }

    @Test("A passphrase of fewer than eight bytes is refused, and nothing is written")
    func shortPassphrase() async throws {
        try await withFolder { path in
            let folder = KeyFolder(path: path + "/keys")
            let key = try PrivateKey.generate(.ed25519)
            let itu = try slug("itu")
            for (passphrase, expected) in [
                ("", KeyError.Code.weakPassphrase), ("seven b", .weakPassphrase),
                ("é2345", .weakPassphrase), ("8 bytes!", nil),
                ("é234567890", nil),
            ] {
                #expect(
                    code { () throws(KeyError) in
                        try folder.store(
                            key, id: "id-\(passphrase.utf8.count)", organisation: itu,
                            passphrase: Array(passphrase.utf8))
                    } == expected, "\(passphrase)")
            }
            #expect(FileSystem.names(in: folder.path).count == 2)
        }
    }

    @Test("A folder that cannot be made is told")
    func unwritable() async throws {
        try await withFolder { path in
            try Data().write(to: URL(filePath: path + "/file"))
            let folder = KeyFolder(path: path + "/file/keys")
            let key = try PrivateKey.generate(.ed25519)
            let itu = try slug("itu")
            #expect(
                code { () throws(KeyError) in
                    try folder.store(key, id: "id", organisation: itu, passphrase: Self.passphrase)
                } == .unwritable)
        }
    }
}
