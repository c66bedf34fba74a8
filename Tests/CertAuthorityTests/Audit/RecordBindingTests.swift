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

@Suite("What binds the record to the audit, and its times")
struct RecordBindingTests {
    @Test("Each certificate that is issued or corrected is bound, and a changed row is named")
    func bound() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            let corrected = try await test.correct(issued[1], name: "Bo Eck")
            let report = try await test.store.checkAudit()
            #expect(report.findings.isEmpty && report.unbound == 0)
            for number in [issued[0].number, corrected.number] {
                try test.tamper(
                    "UPDATE learner SET country = 'NG' WHERE certificate = ?", [number.description])
                let findings = try await test.store.checkAudit().findings.map(\.description)
                #expect(findings.count == 1)
                #expect(findings[0].contains("certificate \(number) is not kept as it was issued"))
                try test.tamper(
                    "UPDATE learner SET country = 'KE' WHERE certificate = ?", [number.description])
            }
        }
    }

    @Test("Erasing leaves what the audit is compared with, and no salt")
    func erased() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            _ = try await test.store.erase(
                [certificate.number], reason: "asked for", TestInstallation.authorship)
            #expect(try await test.store.checkAudit().findings.isEmpty)
            #expect(try test.fetch(Data.self, "SELECT salt FROM certificate") == nil)
            let kept = try #require(try await test.store.certificate(certificate.number))
            #expect(kept.history.erasedDigest == Digest.sha256(certificate.credential))
            for edit in [
                "digests = x''", "digests = randomblob(64)", "completed_on = '2026-05-29'",
                "name = 'Ada Obi'", "erased = erased + 1",
            ] {
                let columns = "digests, completed_on, name, erased"
                try test.tamper("CREATE TABLE kept AS SELECT \(columns) FROM certificate")
                try test.tamper("UPDATE certificate SET \(edit)")
                #expect(try await test.store.checkAudit().findings.count == 1, "\(edit)")
                try test.tamper(
                    "UPDATE certificate SET (\(columns)) = (SELECT \(columns) FROM kept)")
                try test.tamper("DROP TABLE kept")
            }
            #expect(try await test.store.checkAudit().findings.isEmpty)
        }
    }

    @Test("Certificates of an earlier version are counted as not bound, which is no fault")
    func unbound() async throws {
        try await TestInstallation.with { test in
            try await test.issue("Ada Obi", "Bo Ek")
            for trigger in ["insert", "update", "delete"] {
                try test.tamper("DROP TRIGGER audit_is_append_only_\(trigger)")
            }
            let entries = try await test.store.auditEntries(AuditFilter())
            let last = try #require(entries.last)
            var details = try #require(last.details.objectValue)
            details["bindings"] = nil
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
            try test.tamper("UPDATE certificate SET salt = NULL")
            let report = try await test.store.checkAudit()
            #expect(report.findings.isEmpty)
            #expect(report.unbound == 2)
        }
    }

    @Test("An entry is never of an earlier time than the one before, and says when its run began")
    func times() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue(
                "Ada Obi", at: TestInstallation.instant.adding(seconds: 60))
            // A run that began a minute earlier writes now.
            try await test.change(issued[0].number, to: .suspended)
            let entries = try await test.store.auditEntries(AuditFilter())
            let last = try #require(entries.last)
            #expect(last.at == TestInstallation.instant.adding(seconds: 60))
            #expect(last.began == TestInstallation.instant)
            #expect(try await test.store.checkAudit().findings.isEmpty)
        }
    }

    @Test(
        "Times that go back are a finding, but for runs of earlier versions that others interrupted"
    )
    func back() {
        func entry(_ sequence: Int64, _ at: Int64, _ action: String, _ subject: String)
            -> AuditEntry
        {
            AuditEntry(
                sequence: sequence, at: Timestamp(seconds: at), actor: "a", action: action,
                subject: subject, details: .null, previous: "", digest: "")
        }
        var check = AuditChainCheck()
        var found: [Int64?] = []
        for entry in [
            entry(1, 100, "plan-batch", "B-1"), entry(2, 100, "issue", "B-1"),
            entry(3, 150, "revoke", "1"), entry(4, 100, "issue", "B-1"),
            entry(5, 149, "revoke", "2"), entry(6, 100, "issue", "B-2"),
            entry(7, 150, "revoke", "3"),
        ] {
            found += check.take(entry).filter { $0.kind == .time }.map(\.sequence)
        }
        #expect(found == [5, 6])
    }

    @Test("By a clock that is behind nothing is written, and beyond ten minutes no verdict given")
    func clock() async throws {
        try await TestInstallation.with { test in
            let newest = TestInstallation.instant
            try test.store.checkClock(toWriteAt: newest)
            #expect(throws: StoreError(.conflict, "")) {
                try test.store.checkClock(toWriteAt: newest.adding(seconds: -1))
            }
            #expect(RecordClock.canJudge(at: newest.adding(seconds: -600), newest: newest))
            #expect(!RecordClock.canJudge(at: newest.adding(seconds: -601), newest: newest))
            #expect(RecordClock.canJudge(at: Timestamp(seconds: 0), newest: nil))
        }
    }

    @Test("Every certificate is examined, and what does not hold is named; revoked is no fault")
    func examination() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek", "Cy Ito")
            try await test.change(issued[1].number, to: .revoked)
            let examination = RecordExamination(
                store: test.store, installation: test.installation)
            #expect(try await examination.size() == 3)
            var report = try await examination.report(at: TestInstallation.instant)
            #expect(report.examined == 3 && report.count == 0)
            try test.tamper("UPDATE certificate SET name = 'Eve' WHERE name = 'Cy Ito'")
            report = try await examination.report(at: TestInstallation.instant)
            #expect(report.findings.map(\.description).count == 1)
            #expect(
                report.findings.first?.description.hasPrefix(
                    "certificate \(issued[2].number): record: ") == true)
        }
    }
}
