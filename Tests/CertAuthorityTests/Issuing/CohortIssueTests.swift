@testable import CertAuthority
import Credentials
import Testing

@Suite("Issuing a cohort")
struct CohortIssueTests {
    private func cohort(_ test: TestInstallation, programme: String = "ai-foundations") throws
        -> CohortIssue
    {
        try CohortIssue(
            programme: try #require(test.contents.catalogue.programme(slug(programme))),
            organisation: try #require(test.contents.catalogue.organisation(slug("itu"))))
    }

    private func rows(_ count: Int) throws -> [CohortRow] {
        try (1...count).map { try TestInstallation.planned("Learner \($0)", row: $0).row }
    }

    @Test("Every row gets one certificate; the same rows again get none")
    func twice() async throws {
        try await TestInstallation.with { test in
            let cohort = try cohort(test)
            // More than a chunk of 500, so that a cohort spans transactions.
            let rows = try rows(501)
            let plan = try await cohort.plan(
                rows, source: "cohort.csv", content: [1], store: test.store)
            #expect(plan.fresh.count == 501)
            var progress: [Int] = []
            let issued = try await cohort.issue(
                plan, settledBy: nil, by: test.issuer(), store: test.store,
                TestInstallation.authorship
            ) { progress.append($0) }
            #expect(progress == [500, 501])
            #expect(issued.map(\.row.number) == Array(1...501))
            #expect(issued.map(\.certificate.name) == rows.map(\.name))
            #expect(Set(issued.map(\.certificate.number)).count == 501)
            #expect(Set(issued.map(\.certificate.batch)) == [plan.batch.id])
            let again = try await cohort.plan(
                rows, source: "cohort.csv", content: [1], store: test.store)
            #expect(again.fresh.isEmpty)
            #expect(
                again.repeated.map(\.certificate.number) == issued.map(\.certificate.number))
        }
    }

    @Test("A grown cohort issues only the new rows")
    func grown() async throws {
        try await TestInstallation.with { test in
            let cohort = try cohort(test)
            for (count, fresh) in [(3, 3), (5, 2)] {
                let plan = try await cohort.plan(
                    rows(count), source: "cohort.csv", content: [], store: test.store)
                #expect(plan.fresh.count == fresh)
                _ = try await cohort.issue(
                    plan, settledBy: nil, by: test.issuer(), store: test.store,
                    TestInstallation.authorship, progress: { _ in })
            }
            #expect(try await test.store.certificates(programme: nil).count == 5)
        }
    }

    @Test("Another name for a learner and day that have a certificate is a fault, not a second one")
    func otherName() async throws {
        try await TestInstallation.with { test in
            let cohort = try cohort(test)
            let row = try TestInstallation.planned("Zoë").row
            let plan = try await cohort.plan(
                [row], source: "cohort.csv", content: [], store: test.store)
            _ = try await cohort.issue(
                plan, settledBy: nil, by: test.issuer(), store: test.store,
                TestInstallation.authorship, progress: { _ in })
            // Equal to people, but other bytes: the credential would not say the same.
            let other = CohortRow(
                number: 1, learnerReference: row.learnerReference, name: "Zoe\u{308}",
                email: row.email, locale: row.locale, country: row.country,
                completedOn: row.completedOn, delivery: row.delivery, groups: row.groups)
            do {
                _ = try await cohort.plan(
                    [other], source: "cohort.csv", content: [], store: test.store)
                Issue.record("another name was taken")
            } catch let faults as SourceFaults {
                #expect(faults.faults.map(\.field) == ["row 1, name"])
            }
        }
    }

    @Test("An organisation that may not issue the programme is refused")
    func mayNotIssue() async throws {
        try await TestInstallation.with { test in
            #expect(throws: IssuingError.self) {
                _ = try cohort(test, programme: "ai-vibes-webinar")
            }
        }
    }
}
