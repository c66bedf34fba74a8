import StoreSQL
import CertAuthority
import Credentials
import Foundation
import GRDB
import LinkedData
import StoreSQLite
import Testing
@testable import TestSupport

@Suite("Checking the audit")
struct AuditCheckTests {
    /// Eight entries: two certificates are issued, one is suspended, reinstated and revoked.
    private func lived(_ test: TestInstallation) async throws -> [Certificate] {
        let issued = try await test.issue("Ada Obi", "Bo Ek")
        for state in [Standing.State.suspended, .good, .revoked] {
            try await test.change(issued[0].number, to: state)
        }
        return issued
    }

    /// What somebody can do who writes the file past the programs.
    private func tamper(_ test: TestInstallation, _ statements: String...) throws {
        for trigger in ["insert", "update", "delete"] {
            try test.tamper("DROP TRIGGER audit_is_append_only_\(trigger)")
        }
        for statement in statements { try test.tamper(statement) }
    }

    @Test("A chain that nobody touched, and its record, have no fault")
    func untouched() async throws {
        try await TestInstallation.with { test in
            _ = try await lived(test)
            let head = try await test.store.auditHead()
            let earlier = try #require(
                try test.fetch(String.self, "SELECT digest FROM audit WHERE sequence = 4"))
            let report = try await test.store.checkAudit(heads: [head.digest, earlier])
            #expect(report.findings.isEmpty && report.count == 0)
            #expect(report.head == AuditHead(count: 8, digest: head.digest))
        }
    }

    @Test("Corrections and erasures are told by entries, and nothing else makes them")
    func corrected() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek", "Cy Oh")
            _ = try await test.correct(issued[0], name: "Ada Obì")
            _ = try await test.store.erase(
                [issued[1].number], reason: "asked", TestInstallation.authorship)
            #expect(try await test.store.checkAudit().findings.isEmpty)
            try test.tamper("UPDATE certificate SET erased = NULL WHERE erased IS NOT NULL")
            try test.tamper("UPDATE certificate SET erased = 1 WHERE name = 'Cy Oh'")
            let findings = try await test.store.checkAudit().findings.map(\.description)
            #expect(findings.count == 3)
            #expect(findings.contains { $0.contains("\(issued[2].number) is erased, and the rec") })
            #expect(findings.contains { $0.contains("\(issued[1].number) was erased, and the") })
            #expect(findings.contains { $0.contains("\(issued[2].number) is erased, and no") })
        }
    }

    @Test(
        "A changed entry is named",
        arguments: [
            "UPDATE audit SET actor = 'nobody' WHERE sequence = 5",
            "UPDATE audit SET at = at + 1 WHERE sequence = 5",
            "UPDATE audit SET action = 'suspend' WHERE sequence = 5",
            "UPDATE audit SET subject = subject || 'x' WHERE sequence = 5",
            "UPDATE audit SET details = '{}' WHERE sequence = 5",
            "UPDATE audit SET details = details || ' ' WHERE sequence = 5",
            "UPDATE audit SET details = 'no JSON' WHERE sequence = 5",
            "UPDATE audit SET digest = previous WHERE sequence = 5",
        ])
    func changed(sql: String) async throws {
        try await TestInstallation.with { test in
            _ = try await lived(test)
            try tamper(test, sql)
            let report = try await test.store.checkAudit()
            #expect(report.findings.contains { $0.kind == .changed && $0.sequence == 5 }, "\(sql)")
        }
    }

    @Test("An entry that was changed together with its digest breaks the next")
    func rewritten() async throws {
        try await TestInstallation.with { test in
            _ = try await lived(test)
            let entry = try await test.store.auditEntries(AuditFilter())[5]
            let forged = AuditEntry(
                sequence: 6, at: entry.at, actor: "nobody", action: entry.action,
                subject: entry.subject, details: entry.details, previous: entry.previous,
                digest: "")
            try tamper(
                test,
                """
                UPDATE audit SET actor = 'nobody', digest = '\(forged.computedDigest)'
                WHERE sequence = 6
                """)
            let report = try await test.store.checkAudit()
            #expect(report.findings.map(\.kind) == [.unlinked])
            #expect(report.findings.first?.sequence == 7)
        }
    }

    @Test("An entry that was taken out of the middle, moved or put in is named")
    func removed() async throws {
        for (statements, kinds, sequence) in [
            (["DELETE FROM audit WHERE sequence = 6"], [.missing, .unlinked, .record], 6),
            (
                [
                    "UPDATE audit SET sequence = 99 WHERE sequence = 6",
                    "UPDATE audit SET sequence = 6 WHERE sequence = 7",
                    "UPDATE audit SET sequence = 7 WHERE sequence = 99",
                ], [.unlinked, .changed], 6
            ),
            (
                [
                    "UPDATE audit SET sequence = sequence + 100 WHERE sequence > 5",
                    "UPDATE audit SET sequence = sequence - 99 WHERE sequence > 100",
                    "INSERT INTO audit SELECT 6, at, actor, action, subject, details, previous, "
                        + "digest FROM audit WHERE sequence = 5",
                ], [.unlinked, .changed], 6
            ),
        ] as [([String], [AuditFinding.Kind], Int64)] {
            try await TestInstallation.with { test in
                _ = try await lived(test)
                try tamper(test)
                for statement in statements { try test.tamper(statement) }
                let report = try await test.store.checkAudit()
                for kind in kinds where kind != .record {
                    #expect(
                        report.findings.contains {
                            $0.kind == kind && ($0.sequence ?? 0) >= sequence
                        },
                        "\(statements): \(report.findings)")
                }
                #expect(report.findings.first?.sequence == sequence)
            }
        }
    }

    @Test("An entry that was put in before the first is named")
    func beforeTheFirst() async throws {
        try await TestInstallation.with { test in
            _ = try await lived(test)
            try tamper(
                test,
                "INSERT INTO audit SELECT -5, at, actor, action, subject, details, previous, digest "
                    + "FROM audit WHERE sequence = 5")
            let report = try await test.store.checkAudit()
            #expect(report.findings.contains { $0.sequence == -5 }, "\(report.findings)")
        }
    }

    @Test("An end that was cut off shows against a head that was noted, and in the record")
    func truncated() async throws {
        try await TestInstallation.with { test in
            _ = try await lived(test)
            let head = try await test.store.auditHead().digest
            try tamper(test, "DELETE FROM audit WHERE sequence = 8")
            let without = try await test.store.checkAudit()
            #expect(without.findings.map(\.kind) == [.record])
            let with = try await test.store.checkAudit(heads: [head])
            #expect(with.findings.map(\.kind) == [.headLost, .record])
        }
    }

    @Test("What the record holds without an entry, or lacks, is named")
    func record() async throws {
        let cases: [(sql: String, words: String)] = [
            (
                "UPDATE certificate SET state = 'revoked' WHERE name = 'Bo Ek'",
                "no entry made it so"
            ),
            ("UPDATE certificate SET state = 'good' WHERE name = 'Ada Obi'", "good in the record"),
            (
                "DELETE FROM learner; DELETE FROM certificate WHERE name = 'Bo Ek'",
                "is gone from the record"
            ),
            (
                """
                INSERT INTO certificate SELECT '0000-0000-0000-0000-0', 3, 'k', programme,
                    organisation, batch, name, locale, delivery, completed_on, issued, valid_until,
                    key, status_list, 131071, 'good', NULL, NULL, settled_by, credential,
                    NULL, NULL, NULL, NULL, NULL, NULL
                FROM certificate WHERE name = 'Bo Ek'
                """, "0000-0000-0000-0000-0 of batch"
            ),
            ("UPDATE batch SET size = 7", "kept as 7"),
            ("INSERT INTO signing_key VALUES ('zMore', 'eac', 0, NULL)", "added by no entry"),
            ("UPDATE catalogue_file SET content = x'00' WHERE path = 'fees.yaml'", "catalogue"),
        ]
        for (sql, words) in cases {
            try await TestInstallation.with { test in
                _ = try await lived(test)
                try test.tamperWithoutChecks(sql)
                let report = try await test.store.checkAudit()
                #expect(report.findings.allSatisfy { $0.kind == .record }, "\(sql)")
                #expect(
                    report.findings.contains { $0.description.contains(words) },
                    "\(sql): \(report.findings)")
            }
        }
    }

    @Test("Entries are found by time, action, actor and subject")
    func filter() async throws {
        try await TestInstallation.with { test in
            let issued = try await lived(test)
            func found(_ change: (inout AuditFilter) -> Void) async throws -> [Int64] {
                var filter = AuditFilter()
                change(&filter)
                return try await test.store.auditEntries(filter).map(\.sequence)
            }
            #expect(try await found { _ in } == Array(1...8))
            #expect(try await found { $0.limit = 2 } == [7, 8])
            #expect(try await found { $0.action = "suspend" } == [6])
            #expect(try await found { $0.actor = "nobody" } == [])
            // Also among the numbers of the entry that issued it.
            #expect(try await found { $0.subject = issued[0].number.description } == [5, 6, 7, 8])
            #expect(try await found { $0.subject = issued[1].number.description } == [5])
            #expect(try await found { $0.from = TestInstallation.instant } == Array(1...8))
            #expect(try await found { $0.before = TestInstallation.instant } == [])
        }
    }
}
