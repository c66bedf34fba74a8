import Credentials
import Testing
@testable import CertAuthority
@testable import TestSupport

/// Invented figures for reports.
enum ReportSamples {
    static let reference = Result { try SeedFiles.load().reference }

    static let coalition = "Coalition <of> \"A\" & 'B'"

    static func money(_ code: String, _ units: Int64) throws -> Money {
        let digits = ["XOF": 0, "KWD": 3][code] ?? 2
        return Money(minorUnits: units, try #require(Currency(code: code, digits: digits)))
    }

    /// So many groups of certificates at random.
    static func tallies(
        _ groups: Int, using random: inout SeededGenerator
    ) throws -> [CertificateTally] {
        try (0..<groups).map { _ in
            let payer = try #require(PayerKind.allCases.randomElement(using: &random))
            let count = Int.random(in: 1...(Bool.random(using: &random) ? 3 : 12), using: &random)
            let bands = PriceBand.allCases.filter { $0 != .free }
            let code = try #require(["USD", "XOF", "KWD"].randomElement(using: &random))
            return CertificateTally(
                programme: try slug(
                    #require(["one", "two", "three", "four"].randomElement(using: &random))),
                organisation: try slug(
                    #require(["itu", "school"].randomElement(using: &random))),
                country: ["KE", "RW", "CH", "BD", "BR", "FJ", "MN", "AQ", nil]
                    .randomElement(using: &random) ?? nil,
                language: try ["en", "pt-BR", "ar", nil].randomElement(using: &random)?
                    .map { try language($0) },
                delivery: try #require(DeliveryMode.allCases.randomElement(using: &random)),
                ageBand: ([nil] + AgeBand.allCases).randomElement(using: &random) ?? nil,
                groups: Set(
                    LearnerGroup.allCases.filter { _ in
                        Int.random(in: 0...2, using: &random) == 0
                    }),
                day: try date("2026-0\(Int.random(in: 1...5, using: &random))-15"),
                payer: payer,
                band: payer == .free ? .free : try #require(bands.randomElement(using: &random)),
                price: payer == .free ? nil : try money(code, Int64(count) * 1_000), count: count)
        }
    }

    static func figures(
        _ tallies: [CertificateTally], pools: [PoolTally] = [], accounts: [AccountTally]? = nil,
        sponsored: [SponsoredTally] = []
    ) throws -> ReportFigures {
        var totals = CertificateTotals(reference: try reference.get())
        for tally in tallies { try totals.add(tally) }
        let paid = totals.currencies.map { currency in
            AccountTally(
                kind: .paid, amount: Money(minorUnits: 5_000, currency), orders: 50)
        }
        return ReportFigures(
            coalition: coalition,
            period: try #require(
                ReportPeriod(from: date("2026-01-01"), through: date("2026-12-31"))),
            certificates: totals, sponsored: sponsored, accounts: accounts ?? paid, standing: [],
            pools: pools)
    }
}
