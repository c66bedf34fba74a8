import CertAuthority
import Credentials
import Documents
import Office
import Testing
@testable import TestSupport

@Suite("Prerequisites")
struct PrerequisitesTests {
    private func row(_ number: Int, _ reference: String?, _ email: String?) throws -> CohortRow {
        CohortRow(
            number: number, learnerReference: reference, name: "Learner", email: email, locale: nil,
            country: "KE", completedOn: try date("2026-05-30"), delivery: .workshop, groups: [])
    }

    private func missing(
        _ holdings: TestHoldings, _ rows: [CohortRow], programme: String = "ai-vibes-workshop"
    ) throws -> [Prerequisites.Missing] {
        let catalogue = try CatalogueLoader.parse(SeedFiles.files(), pictures: .drawn).catalogue
        let programme = try #require(catalogue.programme(slug(programme)))
        return try Prerequisites(
            of: programme, organisation: slug("ilo"), holdings: holdings.all,
            at: TestInstallation.instant
        ).missing(in: rows)
    }

    @Test("Who holds it is found by reference within the organisation, or by address anywhere")
    func held() throws {
        var holdings = TestHoldings()
        try holdings.add("ai-vibes-webinar", "A -", "Amina Dida")
        try holdings.add("ai-vibes-webinar", "B b@learners.example", "Bo Ek", by: "microsoft")
        try holdings.add("ai-vibes-webinar", "C c@learners.example", "Chen Li")
        let rows = try [
            row(1, "A", nil), row(2, nil, "B@learners.example"), row(3, "Z", "b@learners.example"),
            row(4, "C", nil), row(5, "A", "new@learners.example"),
            // Another organisation's reference; an address that contradicts the reference; nobody.
            row(6, "B", nil), row(7, "C", "other@learners.example"), row(8, "D", nil),
        ]
        #expect(try missing(holdings, rows).map(\.row.number) == [6, 7, 8])
    }

    @Test("What was taken back or has lapsed does not count")
    func notGood() throws {
        var holdings = TestHoldings()
        let past = TestInstallation.instant.adding(seconds: -1)
        try holdings.add("ai-vibes-webinar", "A -", "Amina Dida", state: .revoked)
        try holdings.add("ai-vibes-webinar", "A -", "Amina Dida", state: .suspended)
        try holdings.add("ai-vibes-webinar", "A -", "Amina Dida", until: past)
        let found = try missing(holdings, [row(1, "A", nil)])
        #expect(try found.map(\.programmes) == [[slug("ai-vibes-webinar")]])
        #expect(
            found.first?.warning.message
                == "row 1: no good certificate of ai-vibes-webinar on record")
        #expect(
            found.first?.fault(in: "cohort.csv").description
                == "cohort.csv: row 1, learner_ref: no good certificate of ai-vibes-webinar on "
                + "record (found \"A\"); issue that first, remove the row, or leave "
                + "--require-prerequisites away")
    }

    @Test("A programme without prerequisites asks nothing")
    func none() throws {
        let rows = [try row(1, "A", nil)]
        #expect(try missing(TestHoldings(), rows, programme: "ai-foundations").isEmpty)
    }
}
