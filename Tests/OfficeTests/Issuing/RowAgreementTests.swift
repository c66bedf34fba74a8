import StoreSQL
import CertAuthority
import Credentials
import Office
import StoreSQLite
import Testing
@testable import TestSupport

@Suite("A row that is corrected was not changed otherwise")
struct RowAgreementTests {
    @Test(
        "Nothing is signed of a row that is not as it was issued, and what differs is named",
        arguments: [
            ("certificate SET name = 'Eve Obi'", ["disagree (name)", "name: the document has"]),
            (
                "certificate SET completed_on = '2026-05-29'",
                ["day of completion", "completed_on: "]
            ),
            ("certificate SET delivery = 'webinar'", ["delivery: the document has hybrid"]),
            ("certificate SET valid_until = 1800000000", ["end of validity"]),
            ("certificate SET locale = 'fr'", ["not what the audit has of it"]),
            ("learner SET email = 'eve@learners.example'", ["email: that of the row"]),
            ("learner SET email = NULL", ["email: that of the row"]),
            ("learner SET country = 'NG'", ["not what the audit has of it"]),
            ("learner SET learner_groups = ''", ["not what the audit has of it"]),
            ("learner SET learner_ref = 'REF-2'", ["not what the audit has of it"]),
        ])
    func changed(edit: String, words: [String]) async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            try test.tamper("UPDATE \(edit)")
            let before = try test.dump()
            do {
                _ = try await test.correct(certificate, name: "Ada Obì")
                Issue.record("a changed row was signed: \(edit)")
            } catch let error as RowDisagreement {
                #expect(error.number == certificate.number)
                for part in words { #expect(error.description.contains(part), "\(error)") }
            }
            #expect(try test.dump() == before)
        }
    }

    @Test("What is as it was issued is corrected, also without an address and after a correction")
    func sound() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let second = try await test.correct(certificate, name: "Ada Obì")
            let third = try await test.correct(second, name: "Ada Óbi")
            #expect(third.name == "Ada Óbi")
            #expect(try await test.store.isKeptAsIssued(third.number) == true)
            #expect(try await test.store.checkAudit().findings.isEmpty)
            // Of a certificate of an earlier version the audit has nothing to compare with.
            try test.tamper("DROP TRIGGER audit_is_append_only_update")
            try test.tamper(
                "UPDATE audit SET details = json_remove(details, '$.binding', '$.bindings')")
            #expect(try await test.store.isKeptAsIssued(third.number) == nil)
            #expect(try await test.correct(third, name: "Ada Obi").name == "Ada Obi")
        }
    }

    @Test("No series is signed on a step whose row was changed")
    func steps() async throws {
        try await TestInstallation.with { test in
            let step = try #require(try await test.issue("Ada Obi").first)
            let row = try #require(try await test.store.row(of: step.number))
            let request = CertificateRequest(
                number: try CertificateNumber.random(), row: row,
                key: RowKey(
                    programme: try slug("ai-vibes"), learner: "\(step.number)",
                    completedOn: step.completedOn), salt: "a salt",
                evidence: [
                    Evidence(number: step.number, title: "A step", completedOn: step.completedOn)
                ])
            func check() async throws {
                try await Reissuing.checkSteps(
                    of: [request], store: test.store, installation: test.installation,
                    at: TestInstallation.instant)
            }
            try await check()
            try test.tamper("UPDATE certificate SET name = 'Eve Obi'")
            await #expect(throws: RowDisagreement.self) { try await check() }
        }
    }
}
