import StoreSQL
import CertAuthority
import Credentials
import Foundation
import GRDB
import LinkedData
import Office
import StoreSQLite
import Testing
@testable import TestSupport

@Suite("What binds a plan to the audit")
struct PlanBindingTests {
    /// What an editor of the store may do to a plan of six rows, two of which are issued.
    private static let edits = [
        "planned_certificate SET name = 'Eve Forger' WHERE position = 4",
        "planned_certificate SET email = 'eve@forger.example' WHERE position = 4",
        "planned_certificate SET email = NULL WHERE position = 4",
        "planned_certificate SET learner_ref = 'REF-Eve' WHERE position = 4",
        "planned_certificate SET locale = 'fr' WHERE position = 4",
        "planned_certificate SET locale = NULL WHERE position = 4",
        "planned_certificate SET country = 'NG' WHERE position = 4",
        "planned_certificate SET completed_on = '2026-05-29' WHERE position = 4",
        "planned_certificate SET completed_on = 'never' WHERE position = 4",
        "planned_certificate SET delivery = 'webinar' WHERE position = 4",
        "planned_certificate SET learner_groups = '' WHERE position = 4",
        "planned_certificate SET salt = 'another' WHERE position = 4",
        "planned_certificate SET plan_salt = NULL WHERE position = 4",
        "planned_certificate SET plan_salt = randomblob(16) WHERE position = 4",
        "planned_certificate SET row_key = 'another' WHERE position = 4",
        "planned_certificate SET row_number = 1 WHERE position = 4",
        "planned_certificate SET number = (SELECT number FROM certificate) WHERE position = 4",
        "planned_certificate SET status_index = (status_index + 1) % 131072 WHERE position = 4",
        """
        planned_certificate SET evidence =
            '[{"completedOn":"2026-05-30","number":"7K3M-9QXD-2T8F-W4HN-C","title":"More"}]'
            WHERE position = 4
        """,
        "planned_certificate SET position = 7 WHERE position = 6",
        "planned_certificate SET position = 2 WHERE position = 6",
        "planned_certificate SET name = (SELECT name FROM planned_certificate AS p "
            + "WHERE p.position = 9 - planned_certificate.position) WHERE position IN (4, 5)",
        "batch SET programme = 'ai-vibes'", "batch SET organisation = 'ilo'",
        "batch SET key = 'z6MkOther'", "batch SET mechanism = 'eddsa-jcs-2022'",
        "batch SET settled_by = 'a waiver'", "batch SET started = started - 86400",
        "batch SET size = 5", "batch SET source_digest = lower(hex(randomblob(32)))",
    ]

    /// A plan of six rows of which two are issued.
    private func begun(_ desk: Desk) async throws -> Batch {
        let batch = try await desk.plan(Desk.rows(6))
        try await CohortIssue.issue(
            batch, by: desk.issuer, store: desk.store, TestInstallation.authorship, chunk: 2,
            shouldStop: { true }, recorded: { _ in })
        return batch
    }

    private func expectRefused(
        _ test: TestInstallation, _ desk: Desk, _ batch: Batch, _ edit: String
    ) async throws {
        let held = try test.fetch(Int.self, "SELECT count(*) FROM certificate")
        let kept = try #require(try await test.store.batch(batch.id)?.batch, "\(edit)")
        let refused = await #expect(throws: PlanDisagreement.self, "\(edit)") {
            try await desk.issue(kept)
        }
        #expect(refused?.batch == batch.id)
        #expect(refused?.remedies == [.verifyAudit, .abandonBatch(batch.id)])
        #expect(try test.fetch(Int.self, "SELECT count(*) FROM certificate") == held)
        let findings = try await test.store.checkAudit().findings
        #expect(
            findings.contains { $0.kind == .record && $0.description.contains(batch.id) },
            "\(edit): \(findings)")
    }

    @Test("No edit of a planned row or of its batch is signed, and the audit names each")
    func edited() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await begun(desk)
            #expect(try await test.store.checkAudit().findings.isEmpty)
            try test.tamper(
                """
                CREATE TABLE kept_plan AS SELECT * FROM planned_certificate;
                CREATE TABLE kept_batch AS SELECT * FROM batch;
                """)
            for edit in Self.edits {
                try test.tamper("UPDATE " + edit)
                try await expectRefused(test, desk, batch, edit)
                try test.tamperWithoutChecks(
                    """
                    DELETE FROM planned_certificate; DELETE FROM batch;
                    INSERT INTO batch SELECT * FROM kept_batch;
                    INSERT INTO planned_certificate SELECT * FROM kept_plan;
                    """)
            }
            try await desk.issue(batch)
            #expect(try await test.store.batch(batch.id)?.state == .finished)
            #expect(try await test.store.checkAudit().findings.isEmpty)
        }
    }

    @Test("A row that is gone, or planned again once it was issued or given up, is named")
    func places() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await desk.plan(Desk.rows(6))
            try test.tamper("CREATE TABLE kept AS SELECT * FROM planned_certificate")
            func reason() async throws -> String {
                let kept = try #require(try await test.store.batch(batch.id)?.batch)
                let examined = try await test.store.examinePlan(of: kept, readingRows: true)
                #expect(examined.isBound)
                return examined.differences.joined(separator: "\n")
            }
            try test.tamper("DELETE FROM planned_certificate WHERE position IN (2, 3, 6)")
            #expect(
                try await reason()
                    == "positions 2 to 3 are gone from the plan\nposition 6 is gone from the plan")
            try test.tamper("DELETE FROM planned_certificate")
            try test.tamper("INSERT INTO planned_certificate SELECT * FROM kept")
            #expect(try await reason() == "")
            try await CohortIssue.issue(
                batch, by: desk.issuer, store: desk.store, TestInstallation.authorship, chunk: 2,
                shouldStop: { true }, recorded: { _ in })
            try test.tamper(
                "INSERT INTO planned_certificate SELECT * FROM kept WHERE position = 1")
            #expect(try await reason() == "position 1 was issued already, and is planned again")
            try test.tamper("DELETE FROM planned_certificate WHERE position = 1")
            _ = try await test.store.abandon(batch: batch.id, TestInstallation.authorship)
            #expect(try await test.store.checkAudit().findings.isEmpty)
            try test.tamper(
                """
                UPDATE batch SET state = 'planned';
                INSERT INTO planned_certificate SELECT * FROM kept WHERE position > 2;
                """)
            #expect(try await reason().contains("abandoned the rest of it"))
            try await expectRefused(test, desk, batch, "taken up after it was given up")
        }
    }

    @Test("A row that is changed while its run is under way is not signed either")
    func meanwhile() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await desk.plan(Desk.rows(6))
            let plan = try await test.store.examinePlan(of: batch, readingRows: false)
            try test.tamper("UPDATE planned_certificate SET name = 'Eve' WHERE position = 5")
            let refused = await #expect(throws: PlanDisagreement.self) {
                try await CohortIssue.issue(
                    batch, by: desk.issuer, store: desk.store, TestInstallation.authorship,
                    plan: plan, recorded: { _ in })
            }
            #expect(refused?.differences.first?.hasPrefix("row 5 (") == true)
            #expect(try test.fetch(Int.self, "SELECT count(*) FROM certificate") == 0)
        }
    }

    @Test("A plan that no entry tells of is not fulfilled, and is a finding")
    func untold() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await desk.plan(Desk.rows(2))
            try test.tamperWithoutChecks(
                "UPDATE batch SET id = 'B-OTHER'; UPDATE planned_certificate SET batch = 'B-OTHER'")
            let kept = try #require(try await test.store.batch("B-OTHER")?.batch)
            let refused = await #expect(throws: PlanDisagreement.self) {
                try await desk.issue(kept)
            }
            #expect(refused?.differences == ["it has no entry in the audit"])
            let findings = try await test.store.checkAudit().findings.map(\.description)
            #expect(findings.contains { $0.contains("B-OTHER holds 2 certificates") })
            #expect(findings.contains { $0.contains("\(batch.id), which is in the audit") })
        }
    }

    @Test("An entry that was written anew does not bind another plan")
    func rewrittenEntry() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await begun(desk)
            try dropTriggers(test)
            try test.tamper(
                "UPDATE audit SET details = json_remove(details, '$.rows') "
                    + "WHERE action = 'plan-batch'")
            let refused = await #expect(throws: PlanDisagreement.self) {
                try await desk.issue(batch)
            }
            #expect(
                refused?.differences.contains { $0.contains("of the audit was changed") } == true)
        }
    }

    @Test("A plan of an earlier version is told to be unbound, its batch is compared all the same")
    func earlier() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await desk.plan(Desk.rows(3))
            try dropTriggers(test)
            let last = try #require(try await test.store.auditEntries(AuditFilter()).last)
            var details = try #require(last.details.objectValue)
            for member in ["rows", "key", "mechanism", "settledBy", "planned"] {
                details[member] = nil
            }
            let old = AuditEntry(
                sequence: last.sequence, at: last.at, actor: last.actor, action: last.action,
                subject: last.subject, details: .object(details), previous: last.previous,
                digest: "")
            try test.tamper(
                "UPDATE audit SET details = ?, digest = ? WHERE sequence = ?",
                [
                    String(decoding: JSON.object(details).canonicalBytes(), as: UTF8.self),
                    old.computedDigest, last.sequence,
                ])
            try test.tamper("UPDATE planned_certificate SET plan_salt = NULL")
            let plan = try await test.store.examinePlan(of: batch, readingRows: true)
            #expect(!plan.isBound && plan.count == 0)
            try test.tamper("UPDATE batch SET started = started - 86400")
            try await expectRefused(test, desk, batch, "an earlier day")
            try test.tamper("UPDATE batch SET started = started + 86400")
            try await desk.issue(batch)
            #expect(try await test.store.batch(batch.id)?.state == .finished)
            #expect(try await test.store.checkAudit().findings.isEmpty)
        }
    }

    private func dropTriggers(_ test: TestInstallation) throws {
        for trigger in ["insert", "update", "delete"] {
            try test.tamper("DROP TRIGGER audit_is_append_only_\(trigger)")
        }
    }

    @Test(
        "Correcting and erasing what a run has issued so far leave the rest of its plan as it was")
    func meanwhileCorrected() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await begun(desk)
            let numbers = try await test.store.certificates(programme: nil).map(\.number)
            let first = try #require(try await test.store.certificate(numbers[0]))
            _ = try await test.correct(first, name: "Learner One")
            _ = try await test.store.erase(
                [numbers[1]], reason: "asked for", TestInstallation.authorship)
            #expect(try await test.store.checkAudit().findings.isEmpty)
            try await desk.issue(batch)
            #expect(try await test.store.batch(batch.id)?.state == .finished)
            #expect(try await test.store.checkAudit().findings.isEmpty)
        }
    }

    @Test("What erasing takes out of a plan is told, and the rest is issued")
    func erased() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await begun(desk)
            let number = try #require(try await test.store.certificates(programme: nil).first)
                .number
            // No way of the program leads there; what erasing does is not to depend on that.
            try test.tamper(
                """
                UPDATE certificate SET row_key =
                    (SELECT row_key FROM planned_certificate WHERE position = 4)
                WHERE number = ?
                """, [number.description])
            _ = try await test.store.erase(
                [number], reason: "asked for", TestInstallation.authorship)
            let entry = try #require(try await test.store.auditEntries(AuditFilter()).last)
            #expect(entry.details["struck"]?[batch.id] == [4])
            let plan = try await test.store.examinePlan(of: batch, readingRows: true)
            #expect(plan.count == 0)
            try await desk.issue(batch)
            #expect(try test.fetch(Int.self, "SELECT count(*) FROM certificate") == 5)
            #expect(try await test.store.batch(batch.id)?.state == .finished)
            #expect(try await test.store.checkAudit().findings.isEmpty)
        }
    }

    @Test("A batch that ends with fewer certificates than it planned is a finding")
    func lost() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await begun(desk)
            try test.tamper(
                "DELETE FROM planned_certificate; UPDATE batch SET state = 'finished'")
            let findings = try await test.store.checkAudit().findings.map(\.description)
            #expect(
                findings == [
                    "batch \(batch.id) is finished, and the audit accounts for 2 of its 6 rows"
                ])
        }
    }

    @Test("What a file says otherwise than the plan of its row is told column by column")
    func otherFile() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let rows = try Desk.rows(2)
            let batch = try await desk.plan(rows)
            #expect(try await desk.sort(rows).unfinished == [batch.id])
            let row = rows[0]
            let other = CohortRow(
                number: 1, learnerReference: row.learnerReference, name: "Learner One",
                email: nil, locale: try language("fr"), country: "NG",
                completedOn: row.completedOn, delivery: .webinar, groups: [])
            let faults = await #expect(throws: SourceFaults.self) {
                _ = try await desk.sort([other, rows[1]])
            }
            #expect(
                faults?.faults.map(\.field) == [
                    "row 1, country", "row 1, delivery", "row 1, email", "row 1, groups",
                    "row 1, locale", "row 1, name",
                ])
            // What somebody wrote into the store is not taken for what was planned.
            try test.tamper("UPDATE planned_certificate SET name = 'Eve' WHERE position = 1")
            await #expect(throws: PlanDisagreement.self) { _ = try await desk.sort(rows) }
        }
    }
}
