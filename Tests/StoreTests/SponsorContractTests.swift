import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("The contract of a store: sponsors")
struct SponsorContractTests {
    @Test(
        "Money is reserved with an order, captured with its certificate, released with its end",
        arguments: StoreKind.allCases)
    func life(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let pool = try await fixture.pool("fund", 50_000)
            let orders = try await fixture.open(1...3, price: 10_000)
            let sponsored = try await fixture.store.sponsor(
                orders, from: pool, most: nil, fixture.by("office"))
            #expect(sponsored.allSatisfy { $0.account.state == .settled })
            #expect(try await fixture.balances(pool) == [50_000, 20_000, 30_000, 0])
            // Two are issued, in the transaction that records their certificates.
            let rows = try fixture.rows(1...2)
            try await fixture.base.issue(
                rows, batch: fixture.base.batch(programme: MoneyFixture.programme))
            #expect(try await fixture.balances(pool) == [50_000, 20_000, 10_000, 20_000])
            // Asking once more moves nothing.
            let before = try await fixture.contents()
            try await fixture.store.capture(Array(orders[0...1]), fixture.by("office"))
            _ = try await fixture.store.sponsor(
                orders, from: pool, most: nil, fixture.by("office"))
            #expect(try await fixture.contents() == before)
            _ = try await fixture.store.cancel(orders[2], reason: "x", fixture.by("office"))
            #expect(try await fixture.balances(pool) == [50_000, 30_000, 0, 20_000])
            try await fixture.base.change(rows[0].number, to: .revoked)
            _ = try await fixture.store.cancel(orders[0], reason: "x", fixture.by("office"))
            #expect(try await fixture.balances(pool) == [50_000, 40_000, 0, 10_000])
            let statement = try await fixture.store.statement(of: pool, from: nil, until: nil)
            #expect(
                statement.transfers.map(\.kind) == [
                    .fund, .reserve, .reserve, .reserve, .capture, .capture, .release, .refund,
                ])
            #expect(statement.transfers.map(\.order) == [nil] + orders + orders + [orders[0]])
        }
    }

    @Test(
        "A pool that does not suffice for all orders gives to none", arguments: StoreKind.allCases)
    func insufficient(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let pool = try await fixture.pool("fund", 29_999)
            let orders = try await fixture.open(1...3, price: 10_000)
            try await fixture.expectRefusal(.conflict, "USD 99.99 available, less than USD 100.00")
            {
                _ = try await fixture.store.sponsor(
                    orders, from: pool, most: nil, fixture.by("office"))
            }
            _ = try await fixture.store.fund(pool, fixture.usd(1), note: nil, fixture.by("office"))
            _ = try await fixture.store.sponsor(
                orders, from: pool, most: nil, fixture.by("office"))
            #expect(try await fixture.balances(pool) == [30_000, 0, 30_000, 0])
            try await fixture.expectRefusal(.conflict, "available") {
                _ = try await fixture.store.withdraw(
                    pool, fixture.usd(1), note: nil, fixture.by("office"))
            }
        }
    }

    @Test(
        "Caps by country, programme, learner and period hold, and what comes back frees them",
        arguments: StoreKind.allCases)
    func caps(kind: StoreKind) async throws {
        // Of 300.00 in all, 100.00 an order, the cap lets 250.00 pass, and so two orders.
        for cap in [
            "country:KE=250", "country=250", "programme:\(MoneyFixture.programme)=250",
            "programme=250", "all/month=250", "all/year=250", "all=250",
        ] {
            try await MoneyFixture.with(kind) { fixture in
                let pool = try await fixture.pool("fund", 1_000_000, caps: [cap])
                let orders = try await fixture.open(1...3, price: 10_000)
                func sponsor(_ orders: [OrderReference]) async throws {
                    _ = try await fixture.store.sponsor(
                        orders, from: pool, most: nil, fixture.by("office"))
                }
                try await fixture.expectRefusal(.conflict, "under its cap") {
                    try await sponsor(orders)
                }
                try await sponsor(Array(orders[0...1]))
                try await fixture.expectRefusal(.conflict, "USD 50.00 left") {
                    try await sponsor([orders[2]])
                }
                _ = try await fixture.store.cancel(orders[0], reason: "x", fixture.by("office"))
                try await sponsor([orders[2]])
                #expect(try await fixture.balances(pool) == [1_000_000, 980_000, 20_000, 0])
            }
        }
    }

    @Test(
        "A cap for each value leaves other values alone, one for a country other countries",
        arguments: StoreKind.allCases)
    func otherValues(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let pool = try await fixture.pool(
                "fund", 1_000_000, caps: ["country:KE=50", "learner=100", "country=150"])
            let kenya = try await fixture.open(1...1, price: 10_000)
            let uganda = try await fixture.open(2...2, price: 10_000, country: "UG")
            let sudan = try await fixture.open(3...3, price: 10_001, country: "SD")
            let nowhere = try await fixture.open(4...4, price: 10_000, country: nil)
            for (orders, part) in [
                (kenya, "cap by country"), (sudan, "cap by learner"), (nowhere, "does not say"),
            ] {
                try await fixture.expectRefusal(.conflict, part) {
                    _ = try await fixture.store.sponsor(
                        orders, from: pool, most: nil, fixture.by("office"))
                }
            }
            _ = try await fixture.store.sponsor(
                uganda, from: pool, most: nil, fixture.by("office"))
            _ = try await fixture.store.sponsor(
                kenya, from: pool, most: fixture.usd(5_000), fixture.by("office"))
            _ = try await fixture.store.cancel(uganda[0], reason: "x", fixture.by("office"))
            try await fixture.expectRefusal(.conflict, "cancelled") {
                _ = try await fixture.store.sponsor(
                    uganda, from: pool, most: nil, fixture.by("office"))
            }
        }
    }

    @Test(
        "A cap by the month starts anew with the month; what comes back counts for its own",
        arguments: StoreKind.allCases)
    func periods(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let pool = try await fixture.pool("fund", 1_000_000, caps: ["all/month=100"])
            let orders = try await fixture.open(1...4, price: 10_000)
            // The tests' clock stands at the first instant of June 2026.
            let (may, june) = (fixture.by("office", after: -1), fixture.by("office"))
            _ = try await fixture.store.sponsor([orders[0]], from: pool, most: nil, may)
            _ = try await fixture.store.sponsor([orders[1]], from: pool, most: nil, june)
            for authorship in [may, june] {
                try await fixture.expectRefusal(.conflict, "under its cap") {
                    _ = try await fixture.store.sponsor(
                        [orders[2]], from: pool, most: nil, authorship)
                }
            }
            _ = try await fixture.store.cancel(orders[0], reason: "x", june)
            try await fixture.expectRefusal(.conflict, "under its cap") {
                _ = try await fixture.store.sponsor([orders[2]], from: pool, most: nil, june)
            }
            _ = try await fixture.store.sponsor([orders[2]], from: pool, most: nil, may)
        }
    }

    @Test("A pool is in one currency and has one name", arguments: StoreKind.allCases)
    func pools(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let pool = try await fixture.pool("fund", 100)
            let francs = Money(minorUnits: 5, try #require(Currency(code: "XOF", digits: 0)))
            try await fixture.expectRefusal(.conflict, "in USD, not in XOF") {
                _ = try await fixture.store.fund(pool, francs, note: nil, fixture.by("office"))
            }
            try await fixture.expectRefusal(.conflict, "already") {
                _ = try await fixture.pool("fund", 0)
            }
            for amount in [0, -1] as [Int64] {
                try await fixture.expectRefusal(.conflict, "above zero") {
                    _ = try await fixture.store.fund(
                        pool, fixture.usd(amount), note: nil, fixture.by("office"))
                }
            }
            try await fixture.expectRefusal(.notFound) {
                _ = try await fixture.store.fund(
                    slug("none"), fixture.usd(1), note: nil, fixture.by("office"))
            }
        }
    }

    @Test(
        "A statement of some days opens and closes with what was held then",
        arguments: StoreKind.allCases)
    func statement(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let pool = try await fixture.pool("fund", 0)
            for day in 0..<4 as Range<Int64> {
                _ = try await fixture.store.fund(
                    pool, fixture.usd(100), note: "day \(day)",
                    fixture.by("office", after: day * 86_400))
            }
            let start = Fixture.authorship.at
            let statement = try await fixture.store.statement(
                of: pool, from: start.adding(seconds: 86_400),
                until: start.adding(seconds: 3 * 86_400))
            #expect(statement.opening[.available] == 100)
            #expect(statement.transfers.map(\.note) == ["day 1", "day 2"])
            #expect(statement.closing[.available] == 300)
        }
    }
}
