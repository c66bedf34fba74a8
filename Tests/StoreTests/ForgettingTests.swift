import CertAuthority
import Credentials
import Foundation
import GRDB
import Office
import StoreSQLite
import StoreSQL
import Testing
@testable import TestSupport

@Suite("What is erased is in no file any more")
struct ForgettingTests {
    private func places(_ text: String, in folder: String) throws -> [String] {
        try FileSystem.names(in: folder).filter { name in
            let content = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
            return content.range(of: Data(text.utf8)) != nil
        }
    }

    @Test("Name, reference, address and hash are gone from store and log, and all else is there")
    func bytes() async throws {
        try await TestInstallation.with { test in
            // Many neighbours, so that rows are moved between pages while they are written.
            var requests = try (1...400).map {
                try TestInstallation.request("Neighbour \($0)", row: $0)
            }
            let target = try TestInstallation.request("Xanthippe Unforgettable", row: 777)
            requests.insert(target, at: 200)
            let batch = try TestInstallation.batch(key: test.keyID)
            let issuer = try test.issuer()
            let issued = try await test.store.issue(
                batch, requests, lists: issuer, TestInstallation.authorship
            ) { try issuer.certificate($0, of: batch) }
            let certificate = issued[200]
            try await test.change(certificate.number, to: .suspended, reason: "Xanthippe was ill")
            try await test.change(certificate.number, to: .good, reason: "review ended")
            let hash = IdentityObject.hashedEmail("learner777@learners.example", salt: target.salt)
            let traces = [
                "Xanthippe Unforgettable", "REF-Xanthippe", "learner777@",
                hash.identityHash,
                String(decoding: certificate.credential.suffix(60), as: UTF8.self),
            ]
            let folder = test.home.storeFolder
            for trace in traces { #expect(try !places(trace, in: folder).isEmpty, "\(trace)") }
            let others = try await test.store.certificates(programme: nil)
            _ = try await test.store.erase(
                [certificate.number], reason: "asked", TestInstallation.authorship)
            try await test.store.forget()
            for trace in traces { #expect(try places(trace, in: folder) == [], "\(trace)") }
            let after = try await test.store.certificates(programme: nil)
            #expect(after.map(\.number) == others.map(\.number))
            #expect(after.count { $0.condition == .erased } == 1)
            let reader = try SQLStore(path: test.home.storePath, access: .readOnly)
            #expect(try await reader.certificate(issued[0].number) == issued[0])
            #expect(try await reader.batches().map(\.batch.id) == [batch.id])
        }
    }

    @Test("Readers go on while the files are rewritten, and see what was erased")
    func besideReaders() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            let reader = try SQLStore(path: test.home.storePath, access: .readOnly)
            #expect(try await reader.certificate(issued[0].number) == issued[0])
            _ = try await test.store.erase(
                [issued[0].number], reason: "asked", TestInstallation.authorship)
            try await test.store.forget()
            #expect(try await reader.certificate(issued[0].number)?.condition == .erased)
            #expect(try await reader.certificate(issued[1].number) == issued[1])
            await #expect(throws: StoreError(.denied, "")) { try await reader.forget() }
        }
    }

    @Test("No entry of the audit holds a learner's name, address or reference")
    func audit() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Xanthippe Unforgettable")
            try await test.change(issued[0].number, to: .suspended)
            try await test.change(issued[0].number, to: .good)
            let corrected = try await test.correct(issued[0], name: "Xanthippe U. Forgettable")
            _ = try await test.store.erase(
                [issued[0].number, corrected.number], reason: "asked", TestInstallation.authorship)
            let entries = try await DatabaseQueue(path: test.home.storePath).read { db in
                try String.fetchAll(db, sql: "SELECT subject || details FROM audit")
            }
            #expect(entries.count >= 8)
            for entry in entries {
                for trace in ["Xanthippe", "REF-", "learners.example"] {
                    #expect(!entry.contains(trace))
                }
            }
        }
    }
}
