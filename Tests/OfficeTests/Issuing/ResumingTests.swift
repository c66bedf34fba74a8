import CertAuthority
import Credentials
import Foundation
import GRDB
import Office
import StoreSQLite
import StoreSQL
import Testing
@testable import TestSupport

@Suite("A run that is interrupted and taken up again")
struct ResumingTests {
    @Test("Wherever it was interrupted, its certificates are the same, byte for byte")
    func same() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await desk.plan(Desk.rows(1_001))
            // The store as it stands after the plan, to start from again and again.
            try await DatabaseQueue(path: test.home.storePath).writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            let planned = try Data(contentsOf: URL(filePath: test.home.storePath))
            try await desk.issue(batch)
            let expected = try await certificates(test.store)
            #expect(expected.count == 1_001)
            for (run, limits) in [[1], [2], [1, 1]].enumerated() {
                let path = test.home.path + "/copy-\(run).sqlite"
                try planned.write(to: URL(filePath: path))
                for limit in limits {
                    // Each time anew, as another process would.
                    var copy = desk
                    copy.store = try SQLStore(path: path, access: .readWrite)
                    try await copy.issue(batch, chunks: limit)
                }
                var copy = desk
                copy.store = try SQLStore(path: path, access: .readWrite)
                let before = try await copy.store.batch(batch.id)
                #expect(before?.remaining == 1_001 - 500 * limits.reduce(0, +))
                let taken = try #require(before?.batch)
                #expect(taken == batch)
                try await copy.issue(taken)
                #expect(try await copy.store.batch(batch.id)?.state == .finished)
                #expect(try await certificates(copy.store) == expected, "\(limits)")
            }
        }
    }

    private func certificates(_ store: SQLStore) async throws -> [Certificate] {
        var certificates: [Certificate] = []
        for summary in try await store.certificates(programme: nil) {
            certificates.append(try #require(try await store.certificate(summary.number)))
        }
        return certificates
    }

    @Test("A plan is there for whoever opens the store next, before anything is signed")
    func durable() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await desk.plan(Desk.rows(20))
            let planned = try await test.store.planned(in: batch.id, after: 0, limit: 20)
            let reader = try SQLStore(path: test.home.storePath, access: .readOnly)
            #expect(try await reader.batch(batch.id)?.batch == batch)
            let read = try await reader.planned(in: batch.id, after: 0, limit: 20)
            #expect(read.map(\.request.number) == planned.map(\.request.number))
            #expect(read.map(\.statusIndex) == planned.map(\.statusIndex))
            #expect(read.map(\.request.salt) == planned.map(\.request.salt))
            #expect(try await reader.certificates(programme: nil).isEmpty)
        }
    }

    @Test(
        "Whoever plans a row that another process has planned meanwhile is told so, and by which run"
    )
    func plannedByTwo() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            // Both have looked at the record before either has written its plan.
            let rows = try Desk.rows(20)
            let first = try await desk.plan(rows)
            let error = await #expect(throws: StoreError.self) {
                _ = try await desk.plan(Array(rows.suffix(5)))
            }
            #expect(error?.code == .conflict)
            let words = error?.description ?? ""
            #expect(words.contains("another process is issuing this cohort now"))
            #expect(words.contains("row \(rows[15].number)") && words.contains(first.id))
            #expect(try await test.store.batches().count == 1)
            // After its end: issued, so told as such.
            try await desk.issue(first)
            let late = await #expect(throws: StoreError.self) { _ = try await desk.plan(rows) }
            #expect(late?.code == .conflict)
            #expect(late?.description.contains("another process issued row") == true)
        }
    }

    @Test("A token keeps its subject when its run is taken up again")
    func tokens() async throws {
        try await TestInstallation.with { test in
            let signer = try CredentialSigner(
                issuer: test.installation.did(of: slug("itu")), keyID: test.keyID, key: test.key,
                mechanism: .token(.openBadges))
            let issuer = try test.issuer(signer: signer)
            let batch = try TestInstallation.batch(
                key: test.keyID, mechanism: .token(.openBadges))
            try await test.store.plan(
                batch, [TestInstallation.request("Ada Obi"), TestInstallation.request("Bo Ek")],
                by: issuer, TestInstallation.authorship)
            let kept = try #require(try await test.store.batch(batch.id)?.batch)
            #expect(kept == batch)
            var credentials: [[[UInt8]]] = []
            for _ in 0..<2 {
                let planned = try await test.store.planned(in: batch.id, after: 0, limit: 2)
                credentials.append(
                    try planned.map { try issuer.certificate($0, of: kept).credential })
            }
            #expect(credentials[0] == credentials[1])
            #expect(credentials[0][0] != credentials[0][1])
        }
    }
}
