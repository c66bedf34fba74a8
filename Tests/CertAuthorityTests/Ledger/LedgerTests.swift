import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("The rules of the ledger")
struct LedgerTests {
    private static let seed = UInt64.random(in: 0 ... .max)

    @Test("At random, debits equal credits and no account is ever below zero")
    func random() throws {
        var generator = SeededGenerator(seed: Self.seed)
        var balances = LedgerBalances()
        var refused = 0
        for _ in 0..<20_000 {
            let kind = try #require(LedgerTransfer.Kind.allCases.randomElement(using: &generator))
            let units = Int64.random(in: 1...100, using: &generator)
            let before = balances
            do {
                try balances.apply(kind, minorUnits: units)
                #expect(balances[kind.debit] == before[kind.debit] + units)
                #expect(balances[kind.credit] == before[kind.credit] - units)
            } catch {
                refused += 1
                #expect(balances == before)
                #expect(before[kind.credit] < units || kind == .withdraw)
            }
            #expect(balances.sum == 0, "seed \(Self.seed)")
            #expect(balances[.funding] <= 0, "seed \(Self.seed)")
            for account in [LedgerAccount.available, .reserved, .spent] {
                #expect(balances[account] >= 0, "seed \(Self.seed)")
            }
        }
        #expect(refused > 100)
    }

    @Test("Amounts that are not above zero, or do not fit, are refused")
    func amounts() throws {
        var balances = LedgerBalances()
        #expect(throws: LedgerError.notPositive(0)) { try balances.apply(.fund, minorUnits: 0) }
        #expect(throws: LedgerError.notPositive(-1)) { try balances.apply(.fund, minorUnits: -1) }
        try balances.apply(.fund, minorUnits: .max)
        #expect(throws: LedgerError.overflow) { try balances.apply(.fund, minorUnits: 1) }
    }

    @Test(
        "Caps are read as they are written",
        arguments: [
            "country:KE=500.00", "country=500.00", "learner/year=40.00", "all/month=1000.00",
            "programme:advanced-generative-ai/month=1.00", "all=0.01",
        ])
    func caps(text: String) throws {
        let usd = try #require(Currency(code: "USD", digits: 2))
        #expect(try SponsorCap(text, currency: usd).text(usd) == text)
    }

    @Test(
        "What is no cap is refused, and told why",
        arguments: [
            ("country:KE", "no single ="), ("country:KE=1=2", "no single ="),
            ("place=5", "\"place\""), ("all/day=5", "\"day\""),
            ("all/month/year=5", "more than one"),
            ("all:x=5", "\"x\""), ("learner:L-1=5", "\"L-1\""), ("country:ke=5", "\"ke\""),
            ("programme:Two Words=5", "Two Words"), ("all=0", "\"0\""), ("all=-1", "\"-1\""),
            ("all=1.005", "more decimals"), ("all=", "not an amount"),
        ])
    func faults(text: String, part: String) throws {
        let usd = try #require(Currency(code: "USD", digits: 2))
        #expect {
            _ = try SponsorCap(text, currency: usd)
        } throws: { error in
            (error as? SponsorCapFault)?.description.contains(part) ?? false
        }
    }

    @Test("What counts together changes at the first instant of a month or year in UTC")
    func buckets() throws {
        let usd = try #require(Currency(code: "USD", digits: 2))
        let lastSecond = try #require(Timestamp("2026-12-31T23:59:59Z"))
        let first = lastSecond.adding(seconds: 1)
        for (text, before, after) in [
            ("country=1", "KE", "KE"), ("country/month=1", "KE 2026-12", "KE 2027-01"),
            ("country/year=1", "KE 2026", "KE 2027"), ("country:KE=1", "KE", "KE"),
        ] {
            let cap = try SponsorCap(text, currency: usd)
            #expect(cap.bucket(value: "KE", at: lastSecond) == before)
            #expect(cap.bucket(value: "KE", at: first) == after)
        }
        #expect(
            try SponsorCap("country:UG=1", currency: usd).bucket(value: "KE", at: first) == nil)
    }
}
