import Testing
@testable import CertAuthority
@testable import TestSupport

@Suite("Reports hide what could be reckoned from them")
struct RecoveryTests {
    private static func documents(_ figures: ReportFigures) -> [ReportDocument] {
        [FeesReport.document(figures), ImpactReport.document(figures)]
    }

    /// A sponsors' pool that helped with some of what sponsors may have helped with.
    private static func pools(
        _ tallies: [CertificateTally], using random: inout SeededGenerator
    ) throws -> [SponsoredTally] {
        let sponsored = tallies.filter { [.sponsor, .mixed].contains($0.payer) }
            .reduce(0) { $0 + $1.count }
        let count = Int.random(in: 0...sponsored, using: &random)
        guard count > 0 else { return [] }
        return [
            SponsoredTally(
                pool: try slug("fund"), count: count, amount: try ReportSamples.money("USD", 1))
        ]
    }

    /// Of every count of one to four there are other certificates of which both reports would show
    /// the same, and of which the count is five or more: so nobody can reckon it, nor that it is one
    /// to four. The other certificates are made and counted, so that nothing is taken on trust.
    @Test("For every count of one to four, other certificates agree with all that is shown")
    func counts() throws {
        var random = SeededGenerator(seed: 5)
        var (secrets, showed) = (0, 0)
        for round in stride(from: 0, to: 60, by: 3) {
            let tallies = try ReportSamples.tallies(round % 40 + 1, using: &random)
            let figures = try ReportSamples.figures(
                tallies, sponsored: Self.pools(tallies, using: &random))
            let documents = Self.documents(figures)
            let published = PublishedCounts(documents, figures.certificates)
            for (name, count) in published.shown {
                #expect(!(1...4).contains(count), "\(name)")
                showed += 1
            }
            guard figures.certificates.all.count >= Suppression.leastTotal else {
                let known = published.shown.keys.filter {
                    !$0.hasSuffix("/total/certificates") && $0 != "affordability/all/certificates"
                }
                #expect(known.isEmpty, "round \(round)")
                continue
            }
            for secret in published.secrets {
                secrets += 1
                #expect(!published.shown.keys.contains(secret), "round \(round): \(secret)")
                let other = try Self.other(
                    published, secret, near: published.guess(secret, figures))
                guard let counts = other else {
                    Issue.record("round \(round): \(secret) can be reckoned")
                    continue
                }
                try Self.check(published, counts, secret)
            }
        }
        #expect(secrets > 150 && showed > 400, "\(secrets) secrets, \(showed) shown")
    }

    private static func other(
        _ published: PublishedCounts, _ secret: String, near guess: [String: Int]
    ) throws -> [String: Int]? {
        var solver = published.knowledge
        solver.require(try #require(published.meaning[secret]).sorted(), 5...published.total)
        return solver.solution(near: guess)
    }

    /// Makes the other certificates, and counts them as any are counted.
    private static func check(
        _ published: PublishedCounts, _ counts: [String: Int], _ secret: String
    ) throws {
        let figures = try ReportSamples.figures(try published.certificates(counts))
        let recount = PublishedCounts([], figures.certificates)
        func count(_ name: String) -> Int {
            (published.meaning[name] ?? []).reduce(0) { $0 + recount.truth[$1, default: 0] }
        }
        for (name, shown) in published.shown {
            if name.hasSuffix("/total/certificates") || name == "affordability/all/certificates" {
                #expect(figures.certificates.all.count == shown)
            } else if name.hasPrefix("by-pool/") {
                #expect(count(name) >= shown)
            } else {
                #expect(count(name) == shown, "\(name) for \(secret)")
            }
        }
        #expect(count(secret) >= 5, "\(secret)")
    }

    @Test("The solver finds what would be known if only small counts were hidden")
    func naive() throws {
        var random = SeededGenerator(seed: 7)
        var known = 0
        for round in 0..<20 {
            let figures = try ReportSamples.figures(
                ReportSamples.tallies(round + 10, using: &random))
            var published = PublishedCounts(Self.documents(figures), figures.certificates)
            published.showAllButSecrets()
            for secret in published.secrets
            where try Self.other(published, secret, near: published.truth) == nil { known += 1 }
        }
        #expect(known > 20)
    }

    @Test("Money is hidden where fewer than five were charged, and is not the rest of a total")
    func money() throws {
        var random = SeededGenerator(seed: 6)
        var hid = 0
        for round in 0..<100 {
            let figures = try ReportSamples.figures(
                ReportSamples.tallies(round % 60 + 1, using: &random))
            let currencies = figures.priceCurrencies
            for topic in [ReportTopic.programme, .band, .income, .leastDeveloped] {
                let breakdown = figures.breakdown(topic, currencies)
                let table = breakdown.table
                for currency in currencies {
                    let column = try #require(
                        table.columns.dropFirst().firstIndex { $0.id == "price-\(currency.code)" })
                    var secret = 0
                    for row in table.rows where !row.isTotal {
                        let part = try #require(breakdown.parts.first { $0.id == row.id })
                        let charged = part.cell.prices[currency]?.count ?? 0
                        let isHidden = row.cells[column - 1] == .hidden
                        if (1...4).contains(charged) { #expect(isHidden, "\(row)") }
                        if isHidden, charged > 0 { secret += 1 }
                    }
                    #expect(secret != 1, "round \(round), \(table.id), \(currency): alone")
                    hid += secret
                }
            }
        }
        #expect(hid > 100)
    }
}
