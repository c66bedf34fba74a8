import CertAuthority
import Credentials
import Office
import Testing
@testable import Documents
@testable import TestSupport

@Suite("Who has completed a series")
struct SeriesSelectionTests {
    private static let now = TestInstallation.instant

    private func select(
        _ holdings: TestHoldings, by organisation: String = "ilo",
        letters: LetterCoverage? = nil
    ) throws -> SeriesSelection {
        let catalogue = try CatalogueLoader.parse(SeedFiles.files(), pictures: .drawn).catalogue
        let series = try #require(catalogue.series(slug("ai-vibes")))
        return try SeriesSelection(
            series, holdings: holdings.all, organisation: slug(organisation),
            titles: [slug("ai-vibes-webinar"): "The Webinar"], letters: letters, at: Self.now)
    }

    private func names(_ holdings: TestHoldings) throws -> [String] {
        let selection = try select(holdings)
        #expect(selection.warnings.isEmpty, "\(selection.warnings.map(\.message))")
        return selection.requests.map(\.row.name)
    }

    @Test("Those, and only those, who hold a good certificate of each step")
    func complete() throws {
        var holdings = TestHoldings()
        try holdings.addSteps("A a@learners.example", "Amina Dida")
        try holdings.addSteps("B -", "Bo Ek")
        try holdings.addSteps("- c@learners.example", "Chen Li")
        try holdings.add("ai-vibes-webinar", "D -", "Didi Oyo")
        try holdings.add("ai-vibes-toolkit", "D -", "Didi Oyo")
        #expect(try names(holdings) == ["Amina Dida", "Bo Ek", "Chen Li"])
    }

    @Test("A name with letters that no font has is left out and told, where sheets are made")
    func letters() throws {
        var holdings = TestHoldings()
        try holdings.addSteps("A -", "Amina Dida")
        try holdings.addSteps("B -", "Nabu 𒀭𒀝")
        let latin = LetterCoverage { _ in { $0 < 0x250 } }
        let selection = try select(holdings, letters: latin)
        #expect(selection.requests.map(\.row.name) == ["Amina Dida"])
        let warning = try #require(selection.warnings.first)
        #expect(selection.warnings.count == 1 && warning.kind == .missingGlyph)
        #expect(warning.certificates.count == 3)
        #expect(warning.message.contains("𒀭 (U+1202D), 𒀝 (U+1201D)"), "\(warning.message)")
        #expect(try names(holdings).count == 2)
    }

    @Test(
        "A step that is revoked, suspended or lapsed does not count; another good one of it does",
        arguments: [Standing.State.revoked, .suspended, .good])
    func notGood(state: Standing.State) throws {
        var holdings = TestHoldings()
        let lapsed = state == .good ? Self.now.adding(seconds: -1) : nil
        try holdings.add("ai-vibes-webinar", "A -", "Amina Dida")
        try holdings.add("ai-vibes-workshop", "A -", "Amina Dida")
        try holdings.add("ai-vibes-toolkit", "A -", "Amina Dida", state: state, until: lapsed)
        #expect(try names(holdings).isEmpty)
        try holdings.add("ai-vibes-toolkit", "A -", "Amina Dida", until: Self.now)
        let renewed = try holdings.last
        let request = try #require(try select(holdings).requests.first)
        #expect(request.evidence.map(\.number).last == renewed.number)
    }

    @Test(
        "The row is the last step's; the evidence is the newest certificate of each step, in order")
    func row() throws {
        var holdings = TestHoldings()
        try holdings.add(
            "ai-vibes-toolkit", "A a@learners.example", "Amina Dida", on: "2026-05-09",
            delivery: .selfPaced)
        let toolkit = try holdings.last
        try holdings.add("ai-vibes-webinar", "A -", "Amina Dida", on: "2026-05-02")
        try holdings.add("ai-vibes-webinar", "A -", "Amina Dida", on: "2026-05-01")
        let webinar = try holdings.last
        try holdings.add("ai-vibes-workshop", "A -", "Amina Dida", on: "2026-05-03")
        let workshop = try holdings.last
        let request = try #require(try select(holdings).requests.first)
        #expect(request.evidence.map(\.number) == [webinar, workshop, toolkit].map(\.number))
        #expect(
            request.evidence.map(\.title) == [
                "The Webinar", "ai-vibes-workshop", "ai-vibes-toolkit",
            ])
        #expect(try request.evidence.map(\.completedOn).first == date("2026-05-01"))
        #expect(try request.row.completedOn == date("2026-05-09"))
        #expect(request.row.delivery == .hybrid)
        #expect(request.row.email == "a@learners.example")
        #expect(request.row.learnerReference == "A")
        // The same steps make the same key, whenever it is asked.
        #expect(try select(holdings).requests.map(\.key) == [request.key])
    }

    @Test("Steps that were all taken one way make a series that was taken so")
    func delivery() throws {
        var holdings = TestHoldings()
        try holdings.addSteps("A -", "Amina Dida")
        #expect(try select(holdings).requests.map(\.row.delivery) == [.webinar])
    }

    @Test(
        "Across organisations the address tells, in either case; a reference is an organisation's own"
    )
    func organisations() throws {
        var holdings = TestHoldings()
        for (learner, name) in [("A a@learners.example", "Amina Dida"), ("B -", "Bo Ek")] {
            try holdings.add("ai-vibes-webinar", learner, name)
            try holdings.add("ai-vibes-workshop", learner, name)
        }
        try holdings.add("ai-vibes-toolkit", "X9 A@Learners.Example", "Amina Dida", by: "microsoft")
        try holdings.add("ai-vibes-toolkit", "B -", "Someone Else", by: "microsoft")
        #expect(try names(holdings) == ["Amina Dida"])
        let request = try select(holdings).requests
        #expect(request.map(\.row.learnerReference) == ["A"])
        // Elsewhere that reference may be another's, so it says whose it is.
        let other = try select(holdings, by: "undp").requests
        #expect(other.map(\.row.learnerReference) == ["microsoft/X9"])
        try holdings.add("ai-vibes-toolkit", "B -", "Bo Ek", by: "microsoft")
        let selection = try select(holdings)
        #expect(selection.requests.count == 1)
        #expect(selection.warnings.map(\.kind) == [.perhapsOneLearner])
        #expect(selection.warnings.first?.message.contains("(microsoft, B)") == true)
    }

    @Test("Different names of one learner are told, and nothing is issued until they agree")
    func differentNames() throws {
        for learner in ["A a@learners.example", "A -", "- a@learners.example"] {
            var holdings = TestHoldings()
            try holdings.add("ai-vibes-webinar", learner, "Amina Dida")
            try holdings.add("ai-vibes-workshop", learner, "Amina Didda")
            let wrong = try holdings.last
            try holdings.add("ai-vibes-toolkit", learner, "Amina Dida")
            let selection = try select(holdings)
            #expect(selection.requests.isEmpty)
            let warning = try #require(selection.warnings.first)
            #expect(selection.warnings.count == 1)
            #expect(
                warning.kind == (learner.hasPrefix("-") ? .perhapsOneLearner : .namesDiffer))
            #expect(warning.message.contains("\(wrong.number) \"Amina Didda\""))
            try holdings.add("ai-vibes-workshop", learner, "Amina Dida")
            #expect(try names(holdings) == ["Amina Dida"])
        }
    }

    @Test("Names that differ in their Unicode form alone are one name, as the newest step has it")
    func unicodeForms() throws {
        var holdings = TestHoldings()
        try holdings.add("ai-vibes-webinar", "A -", "Zo\u{EB}")
        try holdings.add("ai-vibes-workshop", "A -", "Zoe\u{308}")
        try holdings.add("ai-vibes-toolkit", "A -", "Zo\u{EB}")
        let selection = try select(holdings)
        #expect(selection.warnings.isEmpty)
        #expect(selection.requests.count == 1)
    }

    @Test("A mailbox that several share makes no one learner of them")
    func sharedMailbox() throws {
        var holdings = TestHoldings()
        try holdings.addSteps("A office@school.example", "Amina Dida")
        try holdings.addSteps("B office@school.example", "Bo Ek")
        try holdings.add("ai-vibes-toolkit", "C office@school.example", "Chen Li")
        #expect(try names(holdings) == ["Amina Dida", "Bo Ek"])
    }

    @Test("One reference with two addresses is two learners, and that is told where it matters")
    func contradictingAddresses() throws {
        var holdings = TestHoldings()
        try holdings.add("ai-vibes-webinar", "A a@learners.example", "Amina Dida")
        try holdings.add("ai-vibes-workshop", "A a@learners.example", "Amina Dida")
        #expect(try names(holdings).isEmpty)
        try holdings.add("ai-vibes-toolkit", "A b@learners.example", "Amina Dida")
        let selection = try select(holdings)
        #expect(selection.requests.isEmpty)
        #expect(selection.warnings.map(\.kind) == [.perhapsOneLearner])
        #expect(selection.warnings.first?.certificates == holdings.all.map(\.number))
        try holdings.add("ai-vibes-toolkit", "A a@learners.example", "Amina Dida")
        #expect(try names(holdings) == ["Amina Dida"])
    }

    @Test("Who holds the series already gets it no second time, not even for a newer step")
    func held() throws {
        var holdings = TestHoldings()
        try holdings.addSteps("A -", "Amina Dida")
        let steps = holdings.all.map { Holding.Step(number: $0.number, state: .good) }
        // Issued by another organisation under a reference of its own: the evidence ties it.
        try holdings.add("ai-vibes", "ilo/A -", "Amina Dida", by: "undp", steps: steps)
        let series = try holdings.last
        try holdings.add("ai-vibes-toolkit", "A -", "Amina Dida", on: "2026-05-30")
        let selection = try select(holdings)
        #expect(selection.requests.isEmpty && selection.warnings.isEmpty)
        #expect(selection.held == [series.number])
    }

    @Test("A certificate of the series that was revoked makes room for one of newer steps")
    func takenBackSeries() throws {
        var holdings = TestHoldings()
        try holdings.addSteps("A -", "Amina Dida")
        let before = try #require(try select(holdings).requests.first)
        let steps = holdings.all.map { Holding.Step(number: $0.number, state: .good) }
        var suspended = holdings
        try suspended.add("ai-vibes", "A -", "Amina Dida", state: .suspended, steps: steps)
        try suspended.add("ai-vibes-toolkit", "A -", "Amina Dida")
        #expect(try select(suspended).requests.isEmpty)
        try holdings.add("ai-vibes", "A -", "Amina Dida", state: .revoked, steps: steps)
        // The same steps: the same key, which the record knows as issued.
        #expect(try select(holdings).requests.map(\.key) == [before.key])
        try holdings.add("ai-vibes-toolkit", "A -", "Amina Dida")
        let after = try select(holdings).requests
        #expect(after.count == 1 && after[0].key != before.key)
    }

    @Test(
        "A certificate of the series whose step was taken back is told with what to do",
        arguments: [Standing.State.revoked, .suspended])
    func unsound(state: Standing.State) throws {
        var holdings = TestHoldings()
        try holdings.addSteps("A -", "Amina Dida")
        let states: [Standing.State] = [.good, state, .good]
        let steps = zip(holdings.all, states).map {
            Holding.Step(number: $0.number, state: $1)
        }
        try holdings.add("ai-vibes", "A -", "Amina Dida", steps: steps)
        let series = try holdings.last
        let selection = try select(holdings)
        #expect(selection.requests.isEmpty)
        let warning = try #require(selection.warnings.first)
        #expect(warning.kind == .stepTakenBack)
        #expect(warning.certificates == [series.number, steps[1].number])
        #expect(
            warning.text.remedies == [
                .takeBack(series.number, isRevoked: state == .revoked, step: steps[1].number)
            ])
    }
}
