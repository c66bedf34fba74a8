import Documents
import Testing
@testable import CertAuthority
@testable import TestSupport

@Suite("The check of tiers")
struct FeeCheckTests {
    private static func contents(
        fees: (String, String)? = nil, groups: (String, String)? = nil
    ) throws -> CatalogueContents {
        var files = try SeedFiles.files()
        if let fees { files.fees = try SeedFiles.edit(files.fees, fees.0, fees.1) }
        if let groups {
            files.countryGroups = try SeedFiles.edit(files.countryGroups, groups.0, groups.1)
        }
        return try CatalogueLoader.parse(files, pictures: .drawn)
    }

    private static func check(
        _ contents: CatalogueContents, from: String = "2026-01-01", years: Int = 10
    ) throws -> FeeCheck {
        FeeCheck(
            contents.fees, catalogue: contents.catalogue, reference: contents.reference,
            days: CataloguePreparation.days(from: try date(from), years: years))
    }

    @Test("The shipped schedule has exactly one price for everyone, on all days of its records")
    func shipped() throws {
        let check = try Self.check(Self.contents(), from: "2020-01-01", years: 20)
        #expect(check.problems.isEmpty, "\(check.problems)")
        #expect(check.countries == 249)
        #expect(check.groupSets == 16)
        #expect(check.programmes == 3)
        #expect(check.idle.isEmpty)
        #expect(try Self.check(Self.contents(), from: "2030-01-01").idle.isEmpty)
    }

    @Test("A planted hole is named with its countries, learners and days")
    func hole() throws {
        let contents = try Self.contents(
            fees: (
                "where: {lists: [world-bank-income/lower-middle]}",
                "until: 2027-03-01\n    where: {lists: [world-bank-income/lower-middle]}"
            ))
        let check = try Self.check(contents)
        let holes = check.problems.filter { $0.kind == .hole }
        #expect(holes.count == check.problems.count)
        // Of those in least developed countries none is without a price.
        let kenya = try #require(holes.first { $0.region?.countries.contains("KE") ?? false })
        let region = try #require(kenya.region)
        #expect(region.from == (try date("2027-03-01")))
        #expect(region.until == nil)
        #expect(region.groups.count == 16)
        #expect(region.learners == "all learners")
        #expect(region.programmes.count == 3)
        #expect(!region.countries.contains("BD"))
        // Viet Nam has the price of its new group beside that of its time of grace.
        #expect(holes.allSatisfy { !($0.region?.countries.contains("VN") ?? true) })
        #expect(kenya.description.hasPrefix("hole: no tier applies"))
    }

    @Test("A hole of one organisation, or of one group of learners, is found too")
    func narrow() throws {
        let byIssuer = try Self.check(
            Self.contents(
                fees: (
                    "share: 100%\n    where: {lists: [world-bank-income/high]}",
                    "share: 100%\n    where: {lists: [world-bank-income/high], "
                        + "organisations: [itu, microsoft, undp]}"
                )))
        let regions = byIssuer.problems.compactMap(\.region)
        #expect(regions.contains { $0.countries.contains("CH") })
        for region in regions {
            #expect(region.organisations.map(\.text) == ["aws"])
            #expect(region.programmes.map(\.text) == ["advanced-machine-learning"])
        }

        let byGroup = try Self.check(
            Self.contents(
                fees: (
                    "share: 100%\n    where: {lists: [world-bank-income/high]}",
                    "share: 100%\n    where: {lists: [world-bank-income/high], "
                        + "groups: [woman]}"
                )))
        let learners = try #require(byGroup.problems.first?.region)
        #expect(learners.groups.count == 8)
        #expect(learners.groups.allSatisfy { !$0.contains(.woman) })
    }

    @Test("A planted tie is named; another rank, or less evidence, resolves it")
    func tie() throws {
        let tied = try Self.contents(fees: ("    rank: 2\n", "    rank: 1\n"))
        let check = try Self.check(tied)
        let names = try ["women", "youth"].map(slug)
        #expect(check.problems.allSatisfy { $0.kind == .tie(names) })
        let region = try #require(check.problems.first?.region)
        #expect(region.groups.allSatisfy { $0.isSuperset(of: [.woman, .youth]) })
        #expect(region.groups.count == 4)
        // Least developed countries pay nothing, and no relief counts.
        #expect(check.problems.allSatisfy { !($0.region?.countries.contains("RW") ?? true) })
        let byEvidence = try Self.contents(
            fees: ("evidence: self-declared\n    rank: 2", "evidence: none\n    rank: 1"))
        #expect(try Self.check(byEvidence).problems.isEmpty)
    }

    @Test("Two tiers with one result tie from the day on which both apply, not the day before")
    func tieOfTiers() throws {
        let contents = try Self.contents(
            fees: (
                "tiers:\n",
                "tiers:\n  - {id: special, share: 50%, from: 2028-02-29, "
                    + "until: 2028-03-02, where: {countries: [BR]}}\n"
            ))
        let problems = try Self.check(contents).problems
        #expect(problems.count == 1)
        let region = try #require(problems.first?.region)
        #expect(region.countries == ["BR"])
        #expect(region.from == (try date("2028-02-29")))
        #expect(region.until == (try date("2028-03-02")))
        #expect(
            problems.first?.kind == .tie(try ["special", "upper-middle-income"].map(slug)))
    }

    @Test("Planted overlaps are found: of two rules, and of two records")
    func overlap() throws {
        let twice =
            "  - {id: low-2027, share: 15%, from: 2027-01-01, "
            + "where: {lists: [world-bank-income/low]}}\n"
        let check = try Self.check(Self.contents(fees: ("tiers:\n", "tiers:\n" + twice)))
        #expect(check.problems.map(\.kind) == [.overlap(try ["low-2027", "low-income"].map(slug))])
        let mended = try Self.contents(
            fees: (
                "tiers:\n  - id: high-income\n",
                "tiers:\n\(twice)  - id: high-income\n"
            ))
        #expect(!(try Self.check(mended, from: "2026-01-01")).problems.isEmpty)
        var files = try SeedFiles.files()
        files.fees = try SeedFiles.edit(
            SeedFiles.edit(files.fees, "tiers:\n", "tiers:\n" + twice),
            "where: {lists: [world-bank-income/low]}\n  - id: least",
            "until: 2027-01-01\n    where: {lists: [world-bank-income/low]}\n  - id: least")
        #expect(try Self.check(CatalogueLoader.parse(files, pictures: .drawn)).problems.isEmpty)

        files = try SeedFiles.files()
        files.countryGroups = try SeedFiles.edit(
            files.countryGroups, "VN,world-bank-income,upper-middle,2026-07-01",
            "VN,world-bank-income,upper-middle,2026-06-30")
        #expect(
            try SeedFiles.faults(files).contains { $0.reason.contains("the dates overlap") })
    }

    @Test("What the check says of stretches of days is so on every single day")
    func everyDay() throws {
        let contents = try Self.contents(
            fees: (
                "tiers:\n",
                "tiers:\n  - {id: autumn, share: 20%, from: 2026-09-01, until: 2026-12-01, "
                    + "where: {countries: [VN, BR, ET]}}\n"
            ))
        let grid = FeeGrid(
            schedule: contents.fees, catalogue: contents.catalogue, reference: contents.reference)
        let days = try date("2023-06-25")..<(try date("2027-07-10"))
        let programme = try #require(contents.catalogue.programme(slug("advanced-generative-ai")))
        let organisation = try #require(contents.catalogue.organisation(slug("itu")))
        let scoped = grid.scoped(programme, organisation)
        for country in ["VN", "BR", "ET", "BT", "CK"] {
            let points = Set(grid.turningPoints(country, in: days))
            var expected: [FeeGrid.Outcome] = []
            for number in days.lowerBound.daysSinceEpoch..<days.upperBound.daysSinceEpoch {
                let day = try #require(CivilDate(daysSinceEpoch: number))
                if points.contains(day) {
                    expected = grid.outcomes(scoped, placed: grid.placed(country, on: day))
                }
                let quote = try contents.fees.quote(
                    FeeRequest(
                        programme: programme.slug, country: country, groups: [.woman], date: day),
                    catalogue: contents.catalogue, reference: contents.reference)
                let index = try #require(FeeGrid.groupSets.firstIndex(of: [.woman]))
                let found = try #require(quote)
                #expect(
                    expected[index] == .price(found.amount, rules: found.ruleIDs, ties: []),
                    "\(country) on \(day)")
            }
        }
    }

    @Test("The difference of two schedules names whose price changes and from when")
    func difference() throws {
        let old = try Self.contents()
        let new = try Self.contents(
            fees: (
                "share: 50%\n    where: {lists: [world-bank-income/upper-middle]}",
                "share: 60%\n    where: {lists: [world-bank-income/upper-middle]}"
            ))
        let days = CataloguePreparation.days(from: try date("2026-03-01"))
        #expect(FeeDifference(from: old, to: old, days: days).changes.isEmpty)
        let changes = FeeDifference(from: old, to: new, days: days).changes
        // Tuvalu is a least developed country too, and its price stays nothing.
        #expect(changes.allSatisfy { !$0.region.countries.contains("TV") })
        let viet = changes.filter { $0.region.countries.contains("VN") }
        #expect(viet.allSatisfy { $0.region.from.description == "2027-07-01" })
        let generative = try slug("advanced-generative-ai")
        let brazil = changes.filter {
            $0.region.countries.contains("BR") && $0.region.programmes.contains(generative)
        }
        #expect(
            brazil.map { "\($0.old) -> \($0.new): \($0.region.learners) \($0.region.from)" }
                .sorted() == [
                    "USD 30.00 -> USD 36.00: learners in any group 2026-03-01",
                    "USD 60.00 -> USD 72.00: learners in no group 2026-03-01",
                ])
    }
}
