import CertAuthority
import Credentials
import Testing
@testable import TestSupport

/// Properties that hold for every schedule, on schedules drawn at random from printed seeds.
@Suite("Fee properties")
struct FeePropertyTests {
    /// The lines of a random `fees.yaml`, rules apart so that they can be shuffled.
    private struct RandomSchedule {
        var prices: [String] = []
        var tiers: [String] = []
        var reliefs: [String] = []

        init(using random: inout SeededGenerator) {
            let currencies = [("XOF", 0), ("CHF", 2), ("KWD", 3)].shuffled(using: &random)
            let programmes = [
                "advanced-generative-ai", "advanced-machine-learning", "advanced-ai-governance",
            ]
            for (programme, (code, digits)) in zip(programmes, currencies) {
                func amount(_ units: Int) -> String {
                    let text = String(repeating: "0", count: digits) + String(units)
                    guard digits > 0 else { return "\(code) \(units)" }
                    let whole = text.dropLast(digits)
                    return "\(code) \(whole.isEmpty ? "0" : whole).\(text.suffix(digits))"
                }
                let list = Int.random(in: 1...2_000_000, using: &random)
                let cap = Int.random(in: 0...list, using: &random)
                let floor = Int.random(in: 0...cap, using: &random)
                prices.append(
                    "  - {programme: \(programme), list: \(amount(list)), "
                        + "floor: \(amount(floor)), cap: \(amount(cap))}")
                tiers.append(
                    "  - {id: fixed-\(code.lowercased()), amount: "
                        + "\(amount(Int.random(in: 0...list, using: &random))), "
                        + "where: {programmes: [\(programme)], countries: [KE, VN, RW, FR]}}")
            }
            tiers.append("  - {id: all, basis-points: 10000}")
            let groups = ["low", "lower-middle", "upper-middle", "high"]
            for index in 0..<Int.random(in: 0...12, using: &random) {
                let group = groups.randomElement(using: &random) ?? "low"
                // Few values, so that rules often tie.
                let points = Int.random(in: 0...5, using: &random) * 2_000
                tiers.append(
                    "  - {id: t\(index), basis-points: \(points), "
                        + "where: {lists: [world-bank-income/\(group)]}}")
            }
            for index in 0..<Int.random(in: 0...8, using: &random) {
                let group = LearnerGroup.allCases.randomElement(using: &random)?.rawValue ?? "woman"
                let points = Int.random(in: 0...4, using: &random) * 2_500
                reliefs.append(
                    "  - {id: r\(index), basis-points: \(points), where: {groups: [\(group)]}}")
            }
        }

        var text: String {
            let head = ["version: random", "rounding: half-even", "hold: P30D", "grace: P6M"]
            let reliefs = reliefs.isEmpty ? [] : ["reliefs:"] + reliefs
            return (head + ["prices:"] + prices + ["tiers:"] + tiers + reliefs)
                .joined(separator: "\n")
        }

        func shuffled(using random: inout SeededGenerator) -> RandomSchedule {
            var copy = self
            copy.prices.shuffle(using: &random)
            copy.tiers.shuffle(using: &random)
            copy.reliefs.shuffle(using: &random)
            return copy
        }
    }

    @Test(
        "A price keeps its bounds, ignores the order of rules, is the best one, and replays equal",
        arguments: [1, 2, 3, 5, 8, 13, 21, 34] as [UInt64])
    func properties(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let contents = try SeedFiles.load()
        func schedule(_ source: RandomSchedule) throws -> FeeSchedule {
            try FeeSchedule(
                SourceFile(path: "fees.yaml", text: source.text), catalogue: contents.catalogue,
                reference: contents.reference)
        }
        for _ in 0..<6 {
            let source = RandomSchedule(using: &random)
            let first = try schedule(source)
            let second = try schedule(source.shuffled(using: &random))
            #expect(first == second, "seed \(seed)")
            for _ in 0..<60 {
                let programme = try #require(first.prices.randomElement(using: &random))
                let country = try #require(
                    contents.reference.countries.randomElement(using: &random))
                let day = try #require(
                    CivilDate(daysSinceEpoch: Int.random(in: 19_000...22_500, using: &random)))
                let groups = Set(LearnerGroup.allCases.filter { _ in Bool.random(using: &random) })
                let request = FeeRequest(
                    programme: programme.programme, country: country.alpha2, groups: groups,
                    date: day)
                let quote = try #require(
                    try first.quote(
                        request, catalogue: contents.catalogue, reference: contents.reference))
                let again = try second.quote(
                    request, catalogue: contents.catalogue, reference: contents.reference)
                #expect(quote == again, "seed \(seed), \(request)")
                try check(quote, programme, "seed \(seed), \(request)")
            }
        }
    }

    @Test(
        "A learner who asks again is never given more than a quote of theirs that holds",
        arguments: [3, 9, 27] as [UInt64])
    func neverRises(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let contents = try SeedFiles.load()
        let currencies = ["USD", "CHF", "XOF"]
        let prices = zip(contents.fees.prices.map(\.programme), currencies)
        let schedules = try (0..<8).map { number in
            let points = Int.random(in: 0...10_000, using: &random)
            let text =
                """
                {version: v\(number), rounding: half-up, hold: P\(Int.random(in: 1...60, using: &random))D,
                 prices: [\(prices.map { "{programme: \($0), list: \($1) 100}" }.joined(separator: ", "))],
                 tiers: [{id: all, basis-points: \(points)}]}
                """
            return try FeeSchedule(
                SourceFile(path: "fees.yaml", text: text), catalogue: contents.catalogue,
                reference: contents.reference)
        }
        var kept: [StoredQuote] = []
        var (day, refused) = (try date("2026-01-01"), 0)
        for _ in 0..<300 {
            day = try #require(day.adding(days: Int.random(in: 0...5, using: &random)))
            let schedule = try #require(schedules.randomElement(using: &random))
            let quote = try #require(
                try schedule.quote(
                    FeeRequest(
                        programme: slug("advanced-generative-ai"), country: "KE", date: day),
                    catalogue: contents.catalogue, reference: contents.reference))
            let held = StoredQuote.held(of: kept, below: quote)
            let given = held?.amount ?? quote.amount
            for earlier in kept where earlier.isHeld(on: day) {
                #expect(try !earlier.amount.isLess(than: given), "seed \(seed), \(day)")
            }
            if held == nil {
                kept.append(
                    StoredQuote(
                        quote, id: try QuoteID.random(), learner: "L",
                        at: Timestamp(seconds: day.startUnixTime), schedule: schedule,
                        catalogueVersion: 1))
            } else {
                refused += 1
            }
        }
        #expect(refused > 0 && kept.count > 10)
    }

    private func check(
        _ quote: FeeQuote, _ price: FeeSchedule.ListPrice, _ comment: String
    ) throws {
        let floor = try #require(price.floor)
        let cap = try #require(price.cap)
        #expect(quote.amount.currency == price.list.currency, "\(comment)")
        #expect(try !quote.amount.isLess(than: floor), "\(comment)")
        #expect(try !cap.isLess(than: quote.amount), "\(comment)")
        for outcomes in [quote.tiers, quote.reliefs] {
            let counted = outcomes.compactMap { outcome -> Money? in
                if case .counted(let money) = outcome.result { money } else { nil }
            }
            #expect(counted.count <= 1, "\(comment)")
            for outcome in outcomes {
                guard case .outdone(let other) = outcome.result, let best = counted.first else {
                    continue
                }
                #expect(try !other.isLess(than: best), "\(comment)")
            }
        }
        #expect(quote.tiers.contains { $0.rule == quote.tier }, "\(comment)")
    }

    @Test("Being in a group never makes a programme dearer")
    func moreGroupsNeverDearer() throws {
        let contents = try SeedFiles.load()
        let day = try date("2026-03-01")
        for country in contents.reference.countries {
            for price in contents.fees.prices {
                func amount(_ groups: Set<LearnerGroup>) throws -> Money {
                    try #require(
                        try contents.fees.quote(
                            FeeRequest(
                                programme: price.programme, country: country.alpha2,
                                groups: groups, date: day),
                            catalogue: contents.catalogue, reference: contents.reference)
                    ).amount
                }
                let without = try amount([])
                for group in LearnerGroup.allCases {
                    #expect(try !without.isLess(than: amount([group])))
                }
            }
        }
    }
}
