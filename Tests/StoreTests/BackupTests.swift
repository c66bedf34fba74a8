import CertAuthority
import Credentials
import Foundation
import GRDB
import StoreSQLite
import StoreSQL
import Testing
@testable import TestSupport

@Suite("Backups")
struct BackupTests {
    @Test("A backup is one file for its owner alone, and holds what the store held")
    func whole() async throws {
        try await TestInstallation.with { test in
            try await test.issue("Ada Obi", "Bo Ek")
            let path = test.home.path + "/backup.sqlite"
            let reader = try SQLStore(path: test.home.storePath, access: .readOnly)
            let report = try reader.backup(to: path)
            let head = try await test.store.auditHead()
            #expect(report.head == AuditHead(count: head.count, digest: head.digest))
            #expect(report.certificates == 2)
            #expect(report.batches == 1 && report.unfinished == 0)
            #expect(FileSystem.mode(path) == 0o600)
            #expect(report.bytes == FileSystem.size(path))
            #expect(
                FileSystem.names(in: test.home.path).filter { $0.hasPrefix("backup") }
                    == ["backup.sqlite"])
            try await test.issue("Cy Oh")
            let kept = try await DatabaseQueue(path: path).read { db in
                try String.fetchAll(db, sql: "SELECT name FROM certificate ORDER BY sequence")
            }
            #expect(kept == ["Ada Obi", "Bo Ek"])
        }
    }

    @Test("A file that is there, a folder that is not, and a broken store are refused")
    func refused() async throws {
        try await TestInstallation.with { test in
            let path = test.home.path + "/backup.sqlite"
            try FileSystem.create(path, [1], mode: 0o600)
            func code(_ path: String) -> FileError.Code? {
                do {
                    _ = try test.store.backup(to: path)
                    return nil
                } catch { return (error as? FileError)?.code }
            }
            #expect(code(path) == .exists)
            #expect(try FileSystem.read(path) == [1])
            #expect(code(test.home.path + "/none/backup.sqlite") == .missing)
            try test.tamper("UPDATE batch SET size = 3")
            try test.tamper("INSERT INTO signing_key VALUES ('zMore', 'eac', 0, NULL)")
            #expect(throws: StoreError(.auditBroken, "")) {
                _ = try test.store.backup(to: test.home.path + "/other.sqlite")
            }
            #expect(!FileSystem.names(in: test.home.path).contains { $0.contains("other") })
        }
    }
}
