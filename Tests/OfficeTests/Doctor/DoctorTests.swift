import CertAuthority
import Credentials
import Foundation
import GRDB
import Office
import Testing
@testable import StoreSQLite
import StoreSQL
@testable import TestSupport

@Suite("The doctor")
struct DoctorTests {
    private static let passphrase = Array("a passphrase".utf8)

    /// An installation whose key lies where it belongs, with two certificates, one of them revoked.
    private func with(_ body: (TestInstallation) async throws -> Void) async throws {
        try await TestInstallation.with { test in
            try test.home.keys.store(
                test.key, id: test.keyID, organisation: slug("itu"), passphrase: Self.passphrase)
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            try await test.change(issued[0].number, to: .revoked)
            try await body(test)
        }
    }

    private func findings(
        _ test: TestInstallation, passphrase: [UInt8]? = passphrase,
        at instant: Timestamp = TestInstallation.instant
    ) async -> [DoctorCheck] {
        await Doctor(home: test.home, passphrase: passphrase, isThorough: true) {
            path throws(StoreError) in
            try SQLStore(path: path, access: .readOnly)
        }
        .examine(at: instant).filter { $0.result == .finding && $0.name != "space" }
    }

    @Test("A sound installation has no finding, with and without a passphrase, and is not changed")
    func well() async throws {
        try await with { test in
            let before = try test.dump()
            #expect(await findings(test).isEmpty)
            #expect(await findings(test, passphrase: nil).isEmpty)
            #expect(try test.dump() == before)
        }
    }

    @Test("Each fault of the record is found, under its name, with a remedy")
    func record() async throws {
        let cases: [(sql: String, name: String)] = [
            ("UPDATE status_list SET bits = zeroblob(16384)", "status-lists"),
            ("UPDATE status_list SET credential = x'7B7D'", "status-lists"),
            ("UPDATE status_list SET allocated = zeroblob(16384)", "status-lists"),
            ("UPDATE status_list SET used = used + 1", "status-lists"),
            ("UPDATE status_list SET updated = updated + 1", "status-lists"),
            ("UPDATE certificate SET state = 'good'", "status-lists"),
            ("UPDATE certificate SET state = 'good'", "audit"),
            ("UPDATE batch SET state = 'planned'", "batches"),
            ("DELETE FROM catalogue_file", "catalogue"),
            ("UPDATE catalogue_file SET content = x'00' WHERE path = 'fees.yaml'", "catalogue"),
            ("INSERT INTO signing_key VALUES ('zNone', 'eac', 0, NULL)", "keys"),
            ("UPDATE signing_key SET retired = 1", "keys"),
            (
                "INSERT INTO learner (certificate, country, learner_groups) VALUES ('none', 'KE', '')",
                "integrity"
            ),
            ("INSERT INTO grdb_migrations VALUES ('9999-future')", "store"),
        ]
        for (sql, name) in cases {
            try await with { test in
                try test.tamperWithoutChecks(sql)
                let findings = await findings(test)
                #expect(
                    findings.contains {
                        $0.name == name && $0.remedy?.description.isEmpty == false
                    },
                    "\(sql): \(findings)")
            }
        }
    }

    @Test("Each fault of files and keys is found, under its name, with a remedy")
    func files() async throws {
        func chmod(_ path: String, _ mode: Int) throws {
            try FileManager.default.setAttributes(
                [.posixPermissions: NSNumber(value: mode)], ofItemAtPath: path)
        }
        let remove = FileManager.default.removeItem(atPath:)
        let cases:
            [(name: String, words: String, fault: (TestInstallation, String) throws -> Void)] =
                [
                    ("rights", "mode 644", { try chmod($1, 0o644) }),
                    ("keys", "chmod 600", { try chmod($1, 0o644) }),
                    ("rights", "mode 755", { test, _ in try chmod(test.home.keys.path, 0o755) }),
                    ("rights", "mode 666", { test, _ in try chmod(test.home.storePath, 0o666) }),
                    ("keys", "is missing", { try remove($1) }),
                    ("keys", "does not know", { try Data().write(to: URL(filePath: $1 + ".pem")) }),
                    ("side-files", "-shm", { test, _ in try remove(test.home.storePath + "-shm") }),
                    (
                        "leftovers", ".restore-7",
                        { test, _ in
                            try Data().write(to: URL(filePath: test.home.storePath + ".restore-7"))
                        }
                    ),
                    ("store", "no installation", { test, _ in try remove(test.home.storeFolder) }),
                ]
        for (name, words, fault) in cases {
            try await with { test in
                try fault(test, test.home.keys.file(test.keyID, slug("itu")))
                let findings = await findings(test)
                #expect(
                    findings.contains {
                        $0.name == name && $0.detail.description.contains(words) && $0.remedy != nil
                    }, "\(name) \(words): \(findings)")
            }
        }
    }

    @Test("A wrong passphrase and a clock behind the audit are found")
    func passphraseAndClock() async throws {
        try await with { test in
            #expect(
                await findings(test, passphrase: Array("another one".utf8)).map(\.name) == ["keys"])
            let early = TestInstallation.instant.adding(seconds: -1)
            #expect(await findings(test, at: early).map(\.name).contains("clock"))
        }
    }

    @Test("A store without the files beside it is not opened, since that would make them")
    func makesNothing() async throws {
        try await with { test in
            try test.store.close()
            for suffix in ["-wal", "-shm"] {
                try FileManager.default.removeItem(atPath: test.home.storePath + suffix)
            }
            #expect(await findings(test).map(\.name) == ["side-files"])
            #expect(FileSystem.names(in: test.home.storeFolder) == ["certauthority.sqlite"])
        }
    }
}
