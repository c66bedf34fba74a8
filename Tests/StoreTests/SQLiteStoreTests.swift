import CertAuthority
import Credentials
import Foundation
import GRDB
import StoreSQLite
import StoreSQL
import Testing
@testable import TestSupport

@Suite("The store in an SQLite file")
struct SQLiteStoreTests {
    private func code(_ body: () throws(StoreError) -> Void) -> StoreError.Code? {
        do throws(StoreError) {
            try body()
            return nil
        } catch {
            #expect(!error.description.isEmpty && !error.description.contains("\n"))
            return error.code
        }
    }

    private func opening(_ path: String) -> [StoreError.Code?] {
        [SQLStore.Access.readOnly, .readWrite].map { access in
            code { () throws(StoreError) in _ = try SQLStore(path: path, access: access) }
        }
    }

    @Test("A missing store is not made by opening it")
    func missing() async throws {
        try await withFolder { folder in
            #expect(opening(folder + "/none.sqlite") == [.missing, .missing])
            #expect(FileSystem.names(in: folder).isEmpty)
        }
    }

    @Test("A store is never made over another")
    func madeTwice() async throws {
        try await TestInstallation.with { test in
            let before = try test.dump()
            #expect(
                code { () throws(StoreError) in
                    try SQLStore.create(
                        path: test.home.storePath, installation: test.installation,
                        TestInstallation.authorship)
                } == .conflict)
            #expect(try test.dump() == before)
        }
    }

    @Test("A store of a newer version is refused and left as it is")
    func newer() async throws {
        try await TestInstallation.with { test in
            try test.tamper(
                "INSERT INTO grdb_migrations (identifier) VALUES ('9999-from-the-future')")
            let before = try test.dump()
            #expect(opening(test.home.storePath) == [.newer, .newer])
            #expect(try test.dump() == before)
        }
    }

    @Test("A database of another program is refused and left as it is")
    func foreign() async throws {
        try await withFolder { folder in
            let path = folder + "/foreign.sqlite"
            try await DatabaseQueue(path: path).write { db in
                try db.execute(sql: "CREATE TABLE installation (id INTEGER)")
            }
            #expect(opening(path) == [.corrupt, .corrupt])
            let tables = try await DatabaseQueue(path: path).read { db in
                try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            #expect(tables == ["installation"])
        }
    }

    @Test("A file that is no database, an empty one and a folder are refused")
    func notADatabase() async throws {
        try await withFolder { folder in
            let path = folder + "/store.sqlite"
            try Data("this is not a database, however long it is".utf8 + Data(count: 8192))
                .write(to: URL(filePath: path))
            #expect(opening(path) == [.corrupt, .corrupt])
            try Data().write(to: URL(filePath: path))
            #expect(opening(path) == [.corrupt, .corrupt])
            for codes in opening(folder) { #expect(codes != nil) }
        }
    }

    @Test("A store cut short is told as damaged, when it is opened or when it is read")
    func truncated() async throws {
        for fraction in [0.3, 0.6, 0.9] {
            try await TestInstallation.with { test in
                try await test.issue("Ada Obi", "Bo Ek", "Cy Oh")
                try await DatabaseQueue(path: test.home.storePath).writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                }
                let copy = test.home.path + "/copy.sqlite"
                let whole = try Data(contentsOf: URL(filePath: test.home.storePath))
                let length = Int(Double(whole.count) * fraction) / 4096 * 4096
                try whole.prefix(length).write(to: URL(filePath: copy))
                do {
                    let store = try SQLStore(path: copy, access: .readOnly)
                    _ = try await store.installation()
                    for summary in try await store.certificates(programme: nil) {
                        let certificate = try await store.certificate(summary.number)
                        _ = try await store.statusList(try #require(certificate).statusList)
                    }
                    _ = try await store.catalogue()
                    _ = try await store.auditHead()
                    Issue.record("the damage at \(fraction) was not seen")
                } catch let error as StoreError {
                    #expect(error.code == .corrupt)
                }
            }
        }
    }

    @Test(
        "A value that no longer reads as what it was is damage, not a missing value",
        arguments: [
            "UPDATE certificate SET programme = 'Not A Slug'",
            "UPDATE certificate SET organisation = ''",
            "UPDATE certificate SET delivery = 'by post'",
            "UPDATE certificate SET completed_on = 'yesterday'",
        ])
    func damagedValues(sql: String) async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            try test.tamper(sql)
            await #expect(throws: StoreError(.corrupt, "")) {
                _ = try await test.store.certificate(number)
            }
        }
    }

    @Test("A store that says not whose it is, or holds a key that is none, is damaged")
    func damagedRows() async throws {
        try await TestInstallation.with { test in
            try test.tamper("INSERT INTO signing_key VALUES ('zNotAKey', 'eac', 0, NULL)")
            await #expect(throws: StoreError(.corrupt, "")) {
                _ = try await test.store.signingKeys(of: slug("eac"))
            }
            try test.tamper("DELETE FROM installation")
            await #expect(throws: StoreError(.corrupt, "")) {
                _ = try await test.store.installation()
            }
        }
    }

    @Test("A store opened for reading takes no change, by any call or statement")
    func readOnly() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            let before = try test.dump()
            let reader = try SQLStore(path: test.home.storePath, access: .readOnly)
            await #expect(throws: StoreError(.denied, "")) {
                try await reader.apply(
                    StoredCatalogue(version: 0, files: [:]), TestInstallation.authorship)
            }
            await #expect(throws: StoreError(.denied, "")) {
                _ = try await reader.change(
                    [number], to: .revoked, reason: "x", by: test.issuer(),
                    TestInstallation.authorship)
            }
            await #expect(throws: StoreError(.denied, "")) {
                try await reader.plan(
                    TestInstallation.batch(key: test.keyID), [], by: test.issuer(),
                    TestInstallation.authorship)
            }
            await #expect(throws: StoreError(.denied, "")) {
                _ = try await reader.abandon(batch: "any", TestInstallation.authorship)
            }
            await #expect(throws: StoreError(.denied, "")) {
                try await reader.add(
                    Fixture.signingKey("eac"), TestInstallation.authorship)
            }
            #expect(try await reader.certificate(number) != nil)
            #expect(try test.dump() == before)
        }
    }

    @Test("A reader sees each change at once, and keeps reading while there are more")
    func readerBesideWriter() async throws {
        try await TestInstallation.with { test in
            let reader = try SQLStore(path: test.home.storePath, access: .readOnly)
            for name in ["Ada Obi", "Bo Ek", "Cy Oh"] {
                let certificate = try #require(try await test.issue(name).first)
                #expect(try await reader.certificate(certificate.number) == certificate)
                try await test.change(certificate.number, to: .revoked)
                #expect(
                    try await reader.certificate(certificate.number)?.standing.state == .revoked)
            }
        }
    }

    @Test("The log beside the store stays when the writer closes, for readers that cannot make it")
    func logStays() async throws {
        try await TestInstallation.with { test in
            try await test.issue("Ada Obi")
            let names = FileSystem.names(in: test.home.storeFolder)
            #expect(names.contains("certauthority.sqlite-wal"))
            #expect(names.contains("certauthority.sqlite-shm"))
        }
        try await withFolder { folder in
            let path = folder + "/store.sqlite"
            try SQLStore.create(
                path: path,
                installation: Installation(
                    name: "Test", baseURL: "https://verify.example.org",
                    created: TestInstallation.instant), TestInstallation.authorship)
            #expect(
                FileSystem.names(in: folder)
                    == ["store.sqlite", "store.sqlite-shm", "store.sqlite-wal"])
        }
    }

    @Test("The schema itself refuses two certificates in one place of a status list")
    func uniquePlace() async throws {
        try await TestInstallation.with { test in
            try await test.issue("Ada Obi", "Bo Ek")
            #expect(throws: DatabaseError.self) {
                try test.tamper(
                    "UPDATE certificate SET status_index = 5, status_list = 'itu-1'")
            }
            #expect(throws: DatabaseError.self) {
                try test.tamper("UPDATE certificate SET state = 'expired'")
            }
        }
    }

    @Test("Learners' addresses, references and countries stand apart from the certificates")
    func learners() async throws {
        try await TestInstallation.with { test in
            let number = try #require(try await test.issue("Ada Obi").first).number
            #expect(
                try test.fetch(
                    String.self,
                    "SELECT learner_ref || '|' || email || '|' || country || '|' || learner_groups "
                        + "FROM learner WHERE certificate = ?", [number.description])
                    == "REF-Ada Obi|learner1@learners.example|KE|woman;youth")
        }
    }
}
