import CertAuthority
import Credentials
import Office
import StoreSQLite
import StoreSQL
import Synchronization
import Testing
@testable import TestSupport

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
            let other = CohortRow(
                number: 1, learnerReference: row.learnerReference, name: "Zoé",
                email: row.email, locale: row.locale, country: row.country,
                completedOn: row.completedOn, delivery: row.delivery, groups: row.groups)
            for isPlanned in [true, false] {
                do {
                    _ = try await desk.sort([other])
                    Issue.record("another name was taken")
                } catch let faults as SourceFaults {
                    #expect(faults.faults.map(\.field) == ["row 1, name"])
                    switch faults.faults.first?.advice.remedies.first {
                    case .abandonBatch(batch.id): #expect(isPlanned)
                    case .correctName(_, "Zoé"): #expect(!isPlanned)
                    case let other: Issue.record("\(String(describing: other))")
                    }
                }
                if isPlanned { _ = try await desk.issue(batch) }
            }
        }
    }

    @Test("A name in another Unicode form is the same name, and nothing new")
    func unicodeForm() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let batch = try await desk.plan([Self.row("R-1", "Zoë Åkesson", "z@learners.example")])
            let other = try Self.row("R-1", "Zoe\u{308} A\u{30A}kesson", "z@learners.example")
            #expect(try await desk.sort([other]).fresh.isEmpty)
            _ = try await desk.issue(batch)
            let sorting = try await desk.sort([other])
            #expect(sorting.fresh.isEmpty && sorting.heldBack.isEmpty)
            #expect(sorting.repeated.map(\.number) == [1])
        }
    }

    private static func row(
        _ reference: String?, _ name: String, _ email: String?, on day: String = "2026-05-30",
        number: Int = 1
    ) throws -> CohortRow {
        CohortRow(
            number: number, learnerReference: reference, name: name, email: email,
            locale: try language("en"), country: "KE", completedOn: try date(day),
            delivery: .hybrid, groups: [])
    }

    @Test(
        "Who is certified of another day is left out with the line that corrects it, or insisted on"
    )
    func anotherDay() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let first = try await desk.issue(
                desk.plan([Self.row("R-1", "Zoë Åkesson", "z@learners.example")]))
            let number = try #require(first.first?.first).certificate.number
            for (reference, name, email) in [
                ("R-1", "Zoë Åkesson", "z@learners.example"), ("R-1", "Zoë Other", nil),
                ("R-1", "Zoë Åkesson", "new@learners.example"),
                ("R-2", "ÅKESSON Zoe", "Z@learners.example"),
                (nil, "Zoë Åkesson", "z@learners.example"),
            ] as [(String?, String, String?)] {
                let row = try Self.row(reference, name, email, on: "2026-05-29", number: 3)
                let sorting = try await desk.sort([row])
                #expect(sorting.fresh.isEmpty, "\(name)")
                #expect(sorting.heldBack.map(\.kind) == [.certifiedBefore])
                #expect(sorting.heldBack.map(\.row) == [3])
                #expect(sorting.heldBack.map(\.certificates) == [[number]])
                let told = try #require(sorting.heldBack.first?.message)
                #expect(told.contains("certified already on 2026-05-30 as \(number)"))
                #expect(
                    sorting.heldBack.first?.text.remedies
                        == [.correctDay(number, row.completedOn), .issueRetaken])
                let insisted = try await desk.sort([row], retaken: true)
                #expect(insisted.fresh == [row] && insisted.heldBack.isEmpty)
            }
            // Families and schools share addresses, other learners names.
            for (reference, name, email) in [
                ("R-3", "Bo Ek", "z@learners.example"),
                ("R-4", "Zoë Åkesson", "other@learners.example"),
                ("R-1", "Bo Ek", "bo@learners.example"),
            ] {
                let row = try Self.row(reference, name, email, on: "2026-05-29")
                #expect(try await desk.sort([row]).fresh == [row], "\(reference) \(name)")
            }
            // What was taken back is certified anew.
            try await test.change(number, to: .revoked)
            let again = try Self.row("R-1", "Zoë Åkesson", nil, on: "2026-05-29")
            #expect(try await desk.sort([again]).fresh == [again])
        }
    }

    @Test("The same day under another reference is a fault, whoever insists")
    func anotherReference() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let first = try await desk.issue(
                desk.plan([Self.row("R-1", "Zoë Åkesson", "z@learners.example")]))
            let number = try #require(first.first?.first).certificate.number
            for retaken in [false, true] {
                do {
                    _ = try await desk.sort(
                        [Self.row("R-2", "Zoë Åkesson", "z@learners.example", number: 4)],
                        retaken: retaken)
                    Issue.record("the learner is certified twice")
                } catch let faults as SourceFaults {
                    #expect(faults.faults.map(\.row) == [4])
                    #expect(
                        faults.faults.first?.reason.contains("already on 2026-05-30 as \(number)")
                            == true)
                }
            }
        }
    }

    @Test("One learner with two days in a file is left out with both, unless both are meant")
    func twoDays() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            let rows = try [
                Self.row("R-1", "Zoë Åkesson", nil), Self.row("R-2", "Bo Ek", nil, number: 2),
                Self.row("R-1", "Zoë Åkesson", nil, on: "2026-05-29", number: 3),
            ]
            let sorting = try await desk.sort(rows)
            #expect(sorting.fresh.map(\.number) == [2])
            #expect(sorting.heldBack.map(\.kind) == [.learnerTwoDays, .learnerTwoDays])
            #expect(sorting.heldBack.map(\.row) == [1, 3])
            #expect(try await desk.sort(rows, retaken: true).fresh == rows)
        }
    }

    @Test("A day whose validity has ended is a fault of its row, found before anything is planned")
    func ended() async throws {
        try await TestInstallation.with { test in
            // Three years from the day; the clock stands at 2026-06-01.
            let desk = try Desk(test, programme: "ai-governance")
            let rows = try [
                Self.row("R-1", "Zoë Åkesson", nil, on: "2023-06-01"),
                Self.row("R-2", "Bo Ek", nil, on: "2023-06-02", number: 2),
            ]
            do {
                _ = try await desk.sort(rows)
                Issue.record("an ended certificate would be issued")
            } catch let faults as SourceFaults {
                #expect(faults.faults.map(\.row) == [1])
                #expect(faults.faults.first?.reason.contains("2026-05-31") == true)
            }
            let issued = try await desk.issue(desk.plan(desk.sort([rows[1]]).fresh))
            #expect(issued.first?.count == 1)
            // What was issued while it held is left alone later.
            let later = try await desk.cohort.sort(
                [rows[1]], source: "cohort.csv", store: test.store,
                at: TestInstallation.instant.adding(seconds: 10 * 86_400))
            #expect(later.repeated.count == 1)
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
    var store: SQLStore

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

    func sort(
        _ rows: [CohortRow], retaken: Bool = false
    ) async throws -> CohortIssue.Sorting {
        try await cohort.sort(
            rows, source: "cohort.csv", store: store, retaken: retaken,
            at: TestInstallation.instant)
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
