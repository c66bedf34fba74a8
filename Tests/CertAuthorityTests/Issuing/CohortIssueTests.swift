@testable import CertAuthority
import Credentials
import Synchronization
import Testing

@Suite("Issuing a cohort")
struct CohortIssueTests {
    @Test("Every row gets one certificate; the same rows again get none")
    func twice() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            // More than a chunk of 500, so that a cohort spans transactions.
            let rows = try Desk.rows(501)
            let sorting = try await desk.sort(rows)
            #expect(sorting.fresh.map(\.number) == Array(1...501))
            let batch = try await desk.plan(sorting.fresh)
            let chunks = try await desk.issue(batch)
            #expect(chunks.map(\.count) == [500, 1])
            let issued = chunks.flatMap { $0 }
            #expect(issued.map(\.planned.request.row.number) == Array(1...501))
            #expect(issued.map(\.certificate.name) == rows.map(\.name))
            #expect(Set(issued.map(\.certificate.number)).count == 501)
            #expect(Set(issued.map(\.certificate.batch)) == [batch.id])
            let again = try await desk.sort(rows)
            #expect(again.fresh.isEmpty && again.unfinished.isEmpty)
            #expect(again.repeated.map(\.number) == Array(1...501))
        }
    }

    @Test("A grown cohort issues only the new rows")
    func grown() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            for (count, fresh) in [(3, 3), (5, 2)] {
                let sorting = try await desk.sort(Desk.rows(count))
                #expect(sorting.fresh.count == fresh)
                _ = try await desk.issue(desk.plan(sorting.fresh))
            }
            #expect(try await test.store.certificates(programme: nil).count == 5)
        }
    }

    @Test("Rows that are planned and not issued are neither new nor issued; their run is named")
    func unfinished() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await desk.plan(Desk.rows(3))
            let sorting = try await desk.sort(Desk.rows(5))
            #expect(sorting.fresh.map(\.number) == [4, 5])
            #expect(sorting.repeated.isEmpty)
            #expect(sorting.unfinished == [batch.id])
            let second = try await desk.plan(sorting.fresh)
            #expect(
                try await desk.sort(Desk.rows(5)).unfinished == [batch.id, second.id].sorted())
            _ = try await desk.issue(batch)
            let after = try await desk.sort(Desk.rows(5))
            #expect(after.unfinished == [second.id])
            #expect(after.repeated.map(\.number) == [1, 2, 3])
        }
    }

    @Test("Another name for a learner and day that have a certificate is a fault, not a second one")
    func otherName() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let row = try TestInstallation.request("Zoë").row
            let batch = try await desk.plan([row])
            // Equal to people, but other bytes: the credential would not say the same.
            let other = CohortRow(
                number: 1, learnerReference: row.learnerReference, name: "Zoe\u{308}",
                email: row.email, locale: row.locale, country: row.country,
                completedOn: row.completedOn, delivery: row.delivery, groups: row.groups)
            for remedy in ["batches abandon \(batch.id)", "certctl reissue "] {
                do {
                    _ = try await desk.sort([other])
                    Issue.record("another name was taken")
                } catch let faults as SourceFaults {
                    #expect(faults.faults.map(\.field) == ["row 1, name"])
                    #expect(faults.faults.first?.remedy.contains(remedy) == true)
                }
                if remedy.hasPrefix("batches") { _ = try await desk.issue(batch) }
            }
        }
    }

    @Test("An organisation that may not issue the programme is refused")
    func mayNotIssue() async throws {
        try await TestInstallation.with { test in
            #expect(throws: IssuingError.self) {
                _ = try Desk(test, programme: "ai-vibes-webinar")
            }
        }
    }
}

/// One who issues cohorts of one programme, as `certctl` does.
struct Desk {
    let test: TestInstallation
    let cohort: CohortIssue
    let issuer: CertificateIssuer
    var store: SQLiteStore

    init(_ test: TestInstallation, programme: String = "ai-foundations") throws {
        self.test = test
        store = test.store
        cohort = try CohortIssue(
            programme: try #require(test.contents.catalogue.programme(slug(programme))),
            organisation: try #require(test.contents.catalogue.organisation(slug("itu"))))
        issuer = try test.issuer(programme: programme)
    }

    /// Checked rows of as many learners.
    static func rows(_ count: Int) throws -> [CohortRow] {
        try (1...count).map { try TestInstallation.request("Learner \($0)", row: $0).row }
    }

    func sort(_ rows: [CohortRow]) async throws -> CohortIssue.Sorting {
        try await cohort.sort(rows, source: "cohort.csv", store: store)
    }

    func plan(_ rows: [CohortRow]) async throws -> Batch {
        try await cohort.plan(
            rows, source: "cohort.csv", content: [1], settledBy: nil, signer: test.signer(),
            lists: issuer, store: store, TestInstallation.authorship)
    }

    /// Issues what is planned, at most some chunks of it.
    ///
    /// - Returns: The chunks as they were recorded.
    @discardableResult
    func issue(_ batch: Batch, chunks limit: Int = .max) async throws -> [[IssuedCertificate]] {
        let count = Atomic(0)
        var chunks: [[IssuedCertificate]] = []
        try await CohortIssue.issue(
            batch, by: issuer, store: store, TestInstallation.authorship, chunk: 500,
            shouldStop: { count.add(1, ordering: .relaxed).newValue >= limit },
            recorded: { chunks.append($0) })
        return chunks
    }
}
