import StoreSQL
import CertAuthority
import Credentials
import GRDB
import LinkedData
import StoreSQLite
import Testing
@testable import TestSupport

@Suite("Audit")
struct AuditChainTests {
    /// The entries as they stand in the file.
    private func entries(_ test: TestInstallation) throws -> [(event: AuditEvent, digest: String)] {
        try DatabaseQueue(path: test.home.storePath).read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM audit ORDER BY sequence")
        }.map { row in
            (
                AuditEvent(
                    sequence: row["sequence"], at: Timestamp(seconds: row["at"]),
                    actor: row["actor"],
                    action: try #require(AuditEvent.Action(rawValue: row["action"])),
                    subject: row["subject"],
                    details: try JSON.parse(Array((row["details"] as String).utf8)),
                    previous: row["previous"]), row["digest"]
            )
        }
    }

    @Test("Each entry's digest follows from its members and from the entry before")
    func chain() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Zoë \"Q\" 陈")
            try await test.change(issued[0].number, to: .suspended, reason: "under review é")
            try await test.change(issued[0].number, to: .good)
            try await test.change(issued[0].number, to: .revoked)
            let entries = try entries(test)
            #expect(
                entries.map(\.event.action) == [
                    .initialise, .applyCatalogue, .addKey, .planBatch, .issue, .suspend, .reinstate,
                    .revoke,
                ])
            #expect(entries.map(\.event.sequence) == Array(1...8))
            var previous = AuditEvent.origin
            for (event, digest) in entries {
                #expect(event.previous == previous)
                #expect(event.digest == digest)
                #expect(event.actor == "tester")
                #expect(event.at == TestInstallation.instant)
                previous = digest
            }
            let head = try await test.store.auditHead()
            #expect(head.count == 8)
            #expect(head.digest == previous)
            #expect(entries[3].event.details["size"] == 2)
            #expect(entries[3].event.subject == issued[0].batch)
            #expect(
                entries[4].event.details["numbers"]
                    == .array(issued.map { .string($0.number.description) }))
            #expect(entries[5].event.details["reason"] == "under review é")
            #expect(entries[5].event.subject == issued[0].number.description)
        }
    }

    @Test("An entry may be as long as the plan of a large batch makes it")
    func long() async throws {
        try await TestInstallation.with { test in
            let details: JSON = ["rows": .string(String(repeating: "A", count: 3 << 20))]
            let head = try await test.store.auditHead()
            let event = AuditEvent(
                sequence: head.count + 1, at: TestInstallation.instant, actor: "tester",
                action: .pruneQuotes, subject: "fees", details: details, previous: head.digest)
            try await DatabaseQueue(path: test.home.storePath).write { db in
                try db.execute(
                    sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    arguments: [
                        event.sequence, event.at.seconds, event.actor, event.action.rawValue,
                        event.subject, String(decoding: details.canonicalBytes(), as: UTF8.self),
                        event.previous, event.digest,
                    ])
            }
            let report = try await test.store.checkAudit()
            #expect(report.head.count == head.count + 1)
            #expect(report.findings.isEmpty, "\(report.findings)")
        }
    }

    @Test("The digest is SHA-256 of the canonical JSON, worked out without this code")
    func knownDigest() {
        // printf '…' | sha256sum of {"action":"revoke","actor":"a","at":"2026-06-01T00:00:00Z",
        // "details":{"reason":"r"},"previous":"000…","sequence":1,"subject":"s"}
        let event = AuditEvent(
            sequence: 1, at: TestInstallation.instant, actor: "a", action: .revoke, subject: "s",
            details: ["reason": "r"], previous: AuditEvent.origin)
        #expect(
            event.digest == "43dd5a509b92d700a20af06f6d51606667ae5f2f69d0571509b2d58a67492f83")
    }

    @Test("A change of any member changes the digest")
    func everyMember() {
        func event(
            sequence: Int64 = 1, at seconds: Int64 = 0, actor: String = "a",
            action: AuditEvent.Action = .issue, subject: String = "s", details: JSON = ["a": 1],
            previous: String = AuditEvent.origin
        ) -> String {
            AuditEvent(
                sequence: sequence, at: Timestamp(seconds: seconds), actor: actor, action: action,
                subject: subject, details: details, previous: previous
            ).digest
        }
        let digests = [
            event(), event(sequence: 2), event(at: 1), event(actor: "b"), event(action: .revoke),
            event(subject: "t"), event(details: ["a": 2]),
            event(previous: String(repeating: "1", count: 64)),
        ]
        #expect(Set(digests).count == digests.count)
        #expect(digests.allSatisfy { $0.utf8.count == 64 })
    }

    @Test(
        "An entry can be neither changed nor removed",
        arguments: [
            "UPDATE audit SET actor = 'nobody'", "UPDATE audit SET digest = '' WHERE sequence = 1",
            "DELETE FROM audit", "DELETE FROM audit WHERE sequence = 2",
            "INSERT OR REPLACE INTO audit SELECT 1, at, actor, action, subject, details, previous, "
                + "digest FROM audit WHERE sequence = 2",
        ])
    func appendOnly(sql: String) async throws {
        try await TestInstallation.with { test in
            let before = try test.dump()
            #expect(throws: DatabaseError.self) { try test.tamper(sql) }
            #expect(try test.dump() == before)
        }
    }
}
