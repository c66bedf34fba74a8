import CertAuthority
import Credentials
import Foundation
import GRDB
import LinkedData
import Testing
@testable import Office
@testable import StoreSQLite
@testable import StoreSQL
@testable import TestSupport

@Suite("Restoring")
struct RestoreTests {
    /// A list authority that must not be asked.
    private struct Nobody: StatusListAuthority {
        func statusListCredential(
            _ list: BitstringStatusList, id: String, organisation: Slug, at: Timestamp
        ) throws -> [UInt8] {
            throw KeyError(.missing, "no key is at hand")
        }
    }

    private func backup(_ test: TestInstallation) throws -> String {
        let path = test.home.path + "/\(UUID().uuidString).sqlite"
        _ = try test.store.backup(to: path)
        return path
    }

    /// Restores, whatever is lost; the test's own store is closed first.
    private func restore(
        _ test: TestInstallation, _ backup: String, lists: some StatusListAuthority
    ) async throws -> (report: RestoreReport, store: SQLStore) {
        try? test.store.close()
        let restore = try StoreRestore(backup: backup, home: test.home)
        let report = try restore.finish(
            accepting: try restore.loss(), lists: lists, TestInstallation.authorship)
        let store = try SQLStore(path: test.home.storePath, access: .readWrite)
        #expect(try await store.checkAudit().findings.isEmpty)
        #expect(!FileSystem.names(in: test.home.storeFolder).contains { $0.contains(".restore-") })
        return (report, store)
    }

    private func lists(_ store: SQLStore) async throws -> [DoctorCheck] {
        try await StatusListsExamination(store: store).checks(at: TestInstallation.instant)
            .filter { $0.result != .well }
    }

    @Test("Where there is no store, a backup becomes it, and the audit says so")
    func newMachine() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi")
            let backup = try backup(test)
            let head = try await test.store.auditHead()
            try await withFolder { folder in
                let home = InstallationHome(path: folder + "/home")
                let restore = try StoreRestore(backup: backup, home: home)
                let loss = try restore.loss()
                #expect(loss.isNothing)
                let report = try restore.finish(
                    accepting: loss, lists: Nobody(), TestInstallation.authorship)
                #expect(report.kept == nil)
                #expect(report.head.count == head.count + 1)
                let store = try SQLStore(path: home.storePath, access: .readOnly)
                #expect(try await store.certificate(issued[0].number) == issued[0])
                let entry = try #require(try await store.auditEntries(AuditFilter()).last)
                #expect(entry.action == "restore")
                #expect(entry.details["backup"]?["digest"]?.stringValue == head.digest)
                #expect(entry.details["lost"] == nil)
                #expect(FileSystem.mode(home.storePath) == 0o640)
                #expect(try await store.checkAudit(heads: [head.digest]).findings.isEmpty)
            }
        }
    }

    @Test("What was revoked or suspended since stays so, and no place is given out twice")
    func ahead() async throws {
        try await TestInstallation.with { test in
            let early = try await test.issue("Ada Obi", "Bo Ek", "Cy Oh")
            try await test.change(early[2].number, to: .suspended)
            let backup = try backup(test)
            try await test.change(early[0].number, to: .revoked, reason: "a mistake")
            try await test.change(early[1].number, to: .suspended)
            try await test.change(early[2].number, to: .good)
            let late = try await test.issue("Di Ro", "Ed Wu", "Flo Xi")
            try await test.change(late[0].number, to: .revoked)
            let before = try await test.store.auditHead()
            let signed = try await test.store.statusList("itu-1")

            // The bits are those of the store before: its signed list serves, and no key is needed.
            let (report, store) = try await restore(test, backup, lists: Nobody())
            #expect(report.loss.entries == 6)
            #expect(report.loss.certificates.map(\.number) == late.map(\.number.description))
            #expect(report.loss.standings.count == 3)
            for (certificate, state) in [
                (early[0], Standing.State.revoked), (early[1], .suspended), (early[2], .good),
                (late[0], .revoked),
            ] {
                #expect(try await store.certificate(certificate.number)?.standing.state == state)
            }
            #expect(
                try await store.certificate(early[0].number)?.standing.reason == "a mistake")
            #expect(try await store.certificate(late[1].number) == nil)
            #expect(try await store.statusList("itu-1") == signed)
            #expect(try await lists(store).isEmpty)
            let list = try #require(try await store.statusListRecord("itu-1"))
            #expect(late.allSatisfy { list.allocated[$0.statusIndex] })
            #expect(list.used == 6)
            let entry = try #require(try await store.auditEntries(AuditFilter()).last)
            #expect(entry.details["lost"]?["digest"]?.stringValue == before.digest)
            #expect(entry.details["lostEntries"] == 6)
            // The head that was given up is known, and is told as lost.
            let finding = try #require(
                try await store.checkAudit(heads: [before.digest]).findings.first)
            #expect(finding.kind == .headLost && finding.sequence == entry.sequence)
            // The store before is there, whole.
            let kept = try SQLStore(path: try #require(report.kept), access: .readWrite)
            #expect(try await kept.auditHead() == before)
            #expect(try await kept.checkAudit().findings.isEmpty)
        }
    }

    @Test("What was erased or corrected since stays so, in the record and in its file")
    func forgottenAndCorrected() async throws {
        try await TestInstallation.with { test in
            let early = try await test.issue("Invented Zimmermann", "Bo Ek")
            let backup = try backup(test)
            let corrected = try await test.correct(early[1], name: "Bo Eek")
            let newest = try await test.correct(corrected, name: "Bo Eék")
            let late = try await test.issue("Di Ro")
            let gone = try await test.store.erase(
                [early[0].number, late[0].number], reason: "asked", TestInstallation.authorship)
            #expect(gone.count == 2)

            let (_, store) = try await restore(test, backup, lists: Nobody())
            for number in [early[0].number, late[0].number] {
                let erased = try #require(try await store.certificate(number))
                #expect(erased.condition == .erased)
                #expect(erased.name.isEmpty && erased.credential.isEmpty)
                #expect(try await store.row(of: number) == nil)
            }
            #expect(
                try await store.versions(of: early[1].number)
                    == [early[1].number, corrected.number, newest.number])
            #expect(try await store.certificate(early[1].number)?.condition == .superseded)
            #expect(try await store.certificate(newest.number)?.name == "Bo Eék")
            let key = try TestInstallation.request("Bo Ek", row: 2).key
            #expect(try await store.issued(rowKeys: [key])[key]?.number == newest.number)
            #expect(try await lists(store).isEmpty)
            let entry = try #require(try await store.auditEntries(AuditFilter()).last)
            #expect(
                entry.details["carriedOver"]?["erased"]?.arrayValue?.compactMap(\.stringValue)
                    .sorted() == gone.map(\.description).sorted())
            let bytes = try FileSystem.read(test.home.storePath)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("Zimmermann"))
        }
    }

    @Test("A batch that went on since goes on from the backup, without what was revoked of it")
    func planned() async throws {
        try await TestInstallation.with { test in
            let batch = try TestInstallation.batch(key: test.keyID)
            let requests = try (1...4).map { try TestInstallation.request("No \($0)", row: $0) }
            let issuer = try test.issuer()
            try await test.store.plan(batch, requests, by: issuer, TestInstallation.authorship)
            let backup = try backup(test)
            func issueRest(_ store: SQLStore) async throws {
                try await CohortIssue.issue(
                    batch, by: issuer, store: store, TestInstallation.authorship, recorded: { _ in }
                )
            }
            try await issueRest(test.store)
            try await test.change(requests[1].number, to: .revoked)
            let whole = try await test.store.certificate(requests[0].number)

            let (_, store) = try await restore(test, backup, lists: Nobody())
            #expect(try await store.batch(batch.id)?.remaining == 3)
            try await issueRest(store)
            #expect(try await store.batch(batch.id)?.state == .finished)
            #expect(try await store.certificates(programme: nil).count == 4)
            #expect(try await store.certificate(requests[0].number) == whole)
            #expect(
                try await store.certificate(requests[1].number)?.standing.state == .revoked)
            #expect(try await store.checkAudit().findings.isEmpty)
            #expect(try await lists(store).isEmpty)
        }
    }

    @Test(
        "Of two that went different ways, what either revoked is revoked; the list is signed anew")
    func diverged() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            let first = try backup(test)
            try await test.change(issued[0].number, to: .revoked)
            let other = try backup(test)
            let (_, back) = try await restore(test, first, lists: Nobody())
            #expect(try await back.certificate(issued[0].number)?.standing.state == .revoked)
            try back.close()
            // As if the store had been put back by hand.
            try FileManager.default.removeItem(atPath: test.home.storePath)
            try FileManager.default.copyItem(atPath: first, toPath: test.home.storePath)
            let store = try SQLStore(path: test.home.storePath, access: .readWrite)
            _ = try await store.change(
                [issued[1].number], to: .revoked, reason: "x", by: test.issuer(),
                TestInstallation.authorship)
            let head = try await store.auditHead()
            try store.close()

            let refused = try StoreRestore(backup: other, home: test.home)
            let loss = try refused.loss()
            #expect(loss.entries == 1)
            #expect(throws: KeyError(.missing, "")) {
                _ = try refused.finish(
                    accepting: loss, lists: Nobody(), TestInstallation.authorship)
            }
            let still = try SQLStore(path: test.home.storePath, access: .readWrite)
            #expect(try await still.auditHead() == head)
            try still.close()

            let (_, merged) = try await restore(test, other, lists: test.issuer())
            for certificate in issued {
                #expect(
                    try await merged.certificate(certificate.number)?.standing.state == .revoked)
            }
            #expect(try await lists(merged).isEmpty)
        }
    }

    @Test("A key that was made since is carried over, and stays the one that signs")
    func keys() async throws {
        try await TestInstallation.with { test in
            let backup = try backup(test)
            let key = try PrivateKey.generate(.ed25519).publicKey
            let id = try #require(key.multikey)
            try await test.store.add(
                SigningKey(
                    id: id, organisation: slug("itu"), publicKey: key,
                    created: TestInstallation.instant), TestInstallation.authorship)
            let (report, store) = try await restore(test, backup, lists: Nobody())
            #expect(report.loss.keys == [id])
            let keys = try await store.signingKeys(of: slug("itu"))
            #expect(keys.filter { $0.retired == nil }.map(\.id) == [id])
            #expect(keys.count == 2)
        }
    }

    @Test("A store that is open elsewhere is not replaced, and goes on as it was")
    func busy() async throws {
        try await TestInstallation.with { test in
            let backup = try backup(test)
            let before = try test.dump()
            // The test's own connection is the other program.
            let restore = try StoreRestore(backup: backup, home: test.home)
            #expect(throws: StoreError(.busy, "")) {
                _ = try restore.finish(
                    accepting: try restore.loss(), lists: Nobody(), TestInstallation.authorship)
            }
            #expect(try test.dump() == before)
            try await test.issue("Ada Obi")
            let names = FileSystem.names(in: test.home.storeFolder)
            #expect(
                names == ["", "-shm", "-wal"].map { "certauthority.sqlite\($0)" })
        }
    }

    @Test("Who opened the store before it was replaced cannot write to the one that is gone")
    func moved() async throws {
        try await TestInstallation.with { test in
            let path = test.home.storePath
            try test.store.close()
            try await DatabaseQueue(path: path).writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            let late = try DatabaseQueue(path: path)
            try FileManager.default.moveItem(atPath: path, toPath: path + ".kept")
            #expect {
                try late.writeWithoutTransaction {
                    try $0.execute(sql: "PRAGMA journal_mode = WAL")
                }
            } throws: { error in
                SQLiteEngine.storeError(error, path: path).description.contains("replaced")
            }
        }
    }

    @Test("A damaged store says nothing of what is lost; it is kept, its log with it")
    func unreadable() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi")
            let backup = try backup(test)
            try test.store.close()
            let path = test.home.storePath
            try Data("no store".utf8 + Data(count: 9_000)).write(to: URL(filePath: path))
            try Data("an old log".utf8).write(to: URL(filePath: path + "-wal"))
            let restore = try StoreRestore(backup: backup, home: test.home)
            let loss = try restore.loss()
            #expect(loss.unreadable?.contains("damaged") == true && !loss.isNothing)
            let report = try restore.finish(
                accepting: loss, lists: Nobody(), TestInstallation.authorship)
            let kept = try #require(report.kept)
            #expect(try FileSystem.read(kept + "-wal") == Array("an old log".utf8))
            let store = try SQLStore(path: path, access: .readOnly)
            #expect(try await store.certificate(issued[0].number) == issued[0])
            #expect(
                try await store.auditEntries(AuditFilter()).last?.details["unreadable"] == true)
        }
    }

    @Test("A file that is no whole backup of this installation is refused, and nothing is left")
    func refused() async throws {
        try await TestInstallation.with { test in
            try await test.issue("Ada Obi")
            let good = try backup(test)
            func refusal(_ change: (String) throws -> Void) throws -> StoreError.Code? {
                let path = test.home.path + "/\(UUID().uuidString)"
                try FileManager.default.copyItem(atPath: good, toPath: path)
                try change(path)
                do {
                    try StoreRestore(backup: path, home: test.home).discard()
                    return nil
                } catch { return (error as? StoreError)?.code }
            }
            func run(_ sql: String) -> (String) throws -> Void {
                { path in try DatabaseQueue(path: path).write { try $0.execute(sql: sql) } }
            }
            #expect(try refusal { _ in } == nil)
            #expect(
                try refusal(run("INSERT INTO grdb_migrations VALUES ('9999-future')")) == .newer)
            #expect(try refusal(run("PRAGMA application_id = 7")) == .corrupt)
            #expect(try refusal(run("UPDATE certificate SET state = 'revoked'")) == .auditBroken)
            #expect(
                try refusal(run("UPDATE installation SET base_url = 'https://other.example'"))
                    == .conflict)
            #expect(try refusal { try Data("no".utf8).write(to: URL(filePath: $0)) } == .corrupt)
            #expect(
                try refusal { path in
                    let handle = try #require(FileHandle(forUpdatingAtPath: path))
                    try handle.truncate(atOffset: 65_536)
                } == .corrupt)
            #expect(
                try refusal { try Data([1]).write(to: URL(filePath: $0 + "-wal")) } == .conflict)
            #expect(throws: FileError.self) {
                _ = try StoreRestore(backup: test.home.path + "/none", home: test.home)
            }
            let names = FileSystem.names(in: test.home.storeFolder)
            #expect(names == ["", "-shm", "-wal"].map { "certauthority.sqlite\($0)" })
        }
    }
}
