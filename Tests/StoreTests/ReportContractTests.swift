import StoreSQL
import CertAuthority
import Credentials
import StoreSQLite
import Testing
@testable import TestSupport

@Suite("The contract of a store: reports")
struct ReportContractTests {
    private static let everything = ReportPeriod(from: nil, through: nil)

    private static func tallies(
        _ store: any ReportStore, _ period: ReportPeriod
    ) async throws -> [CertificateTally] {
        try await store.tally(period, into: [CertificateTally]()) { $0.append($1) }
    }

    /// Ten orders of USD 120.00, each settled in another way; eight of them issued.
    private func settle(_ fixture: MoneyFixture) async throws -> [OrderReference] {
        let (store, office) = (fixture.store, fixture.by("office"))
        let orders = try await fixture.open(1...10)
        let pool = try await fixture.pool("fund", 100_000)
        func pay(_ order: OrderReference?, _ units: Int64) throws -> Payment {
            Payment(
                provider: try slug("bank"), id: "\(order.map { "\($0)" } ?? "none")",
                amount: try fixture.usd(units), paid: Fixture.authorship.at,
                order: order.map { .one($0) } ?? .none)
        }
        _ = try await store.take(
            [
                pay(orders[0], 12_000), pay(orders[1], 5_000), pay(orders[7], 12_500),
                pay(nil, 900),
            ], source: "export.csv", digest: "d", office)
        for (order, part) in [(2, 12_000), (5, 6_000), (8, 12_000)] as [(Int, Int64)] {
            let request = try await store.requestWaiver(
                orders[order], fixture.usd(part), reason: "x", fixture.by("ana"))
            _ = try await store.approveWaiver(request.number, fixture.by("bo"))
        }
        let code = try VoucherCode.random()
        try await store.create(
            VoucherBatch(
                id: try VoucherBatch.newIdentifier(),
                terms: VoucherTerms(
                    programmes: [try slug(MoneyFixture.programme)], organisation: nil,
                    value: .share(.whole), uses: 1,
                    expires: Fixture.authorship.at.adding(seconds: 86_400)), note: nil,
                created: Fixture.authorship.at), codes: [code], office)
        _ = try await store.redeem(code, for: orders[3], office)
        _ = try await store.sponsor(
            [orders[1], orders[4], orders[5], orders[9]], from: pool, most: nil, office)
        _ = try await store.cancel(orders[8], reason: "x", office)
        _ = try await store.cancel(orders[9], reason: "x", office)
        // The seventh is issued by a reference to something outside.
        try await fixture.base.issue(
            fixture.rows(1...8),
            batch: fixture.base.batch(programme: MoneyFixture.programme, settledBy: "INV-7"))
        return orders
    }

    @Test("Certificates are added up by who settled them", arguments: StoreKind.allCases)
    func payers(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            _ = try await settle(fixture)
            let store = fixture.store
            let all = try await Self.tallies(store, try #require(Self.everything))
            let counts = Dictionary(all.map { ($0.payer, $0.count) }, uniquingKeysWith: +)
            #expect(
                counts == [
                    .paid: 3, .waived: 1, .voucher: 1, .sponsor: 1, .mixed: 1, .elsewhere: 1,
                ])
            #expect(try all.allSatisfy { try $0.price == fixture.usd(12_000 * Int64($0.count)) })
            #expect(try all.allSatisfy { try $0.day == date("2026-06-01") && $0.country == "KE" })
            #expect(all.allSatisfy { $0.band == .unknown }, "no quote of the orders is on record")
            let pools = try await store.sponsored(try #require(Self.everything))
            #expect(pools.map(\.count) == [3])
            #expect(try pools.map(\.amount) == [fixture.usd(25_000)])
        }
    }

    @Test("Absurd amounts of an older store are named, and all else is added up without them")
    func absurd() async throws {
        try await TestInstallation.with { test in
            let store = test.store
            let usd = try #require(Currency(code: "USD", digits: 2))
            func pay(_ id: String, _ units: Int64) throws -> Payment {
                Payment(
                    provider: try slug("bank"), id: id, amount: Money(minorUnits: units, usd),
                    paid: TestInstallation.instant, order: .none)
            }
            _ = try await store.take(
                [pay("1", 900), pay("2", 1_000), pay("3", 1_100)], source: "export.csv",
                digest: "d",
                TestInstallation.authorship)
            for absurd in [Money.mostPlausible + 1, .max] {
                await #expect(throws: SourceFaults.self) {
                    _ = try await store.take(
                        [pay("4", absurd)], source: "export.csv", digest: "d",
                        TestInstallation.authorship)
                }
            }
            let pool = try slug("fund")
            try await store.create(
                SponsorPool(
                    id: pool, sponsor: "A Fund", currency: usd, caps: [],
                    created: TestInstallation.instant), TestInstallation.authorship)
            _ = try await store.fund(
                pool, Money(minorUnits: 5_000, usd), note: nil, TestInstallation.authorship)
            await #expect(throws: StoreError.self) {
                _ = try await store.fund(
                    pool, Money(minorUnits: .max - 5_000, usd), note: nil,
                    TestInstallation.authorship)
            }
            // As a store of an earlier version may have them.
            try test.tamper("DROP TRIGGER payment_is_append_only_update")
            try test.tamper("UPDATE payment SET amount = 9223372036854775807 WHERE sequence > 1")
            for (sequence, kind, debit, credit) in [
                (2, "fund", "available", "funding"), (3, "withdraw", "funding", "available"),
                (4, "fund", "available", "funding"),
            ] {
                try test.tamper(
                    """
                    INSERT INTO ledger_transfer (sequence, pool, kind, debit, credit, amount, at, actor)
                    VALUES (\(sequence), 'fund', '\(kind)', '\(debit)', '\(credit)',
                        9223372036854770807, \(TestInstallation.instant.seconds), 'x')
                    """)
            }
            let period = try #require(Self.everything)
            let figures = try await ReportFigures(
                store, coalition: "Test", period: period, reference: test.contents.reference)
            #expect(figures.standing.map(\.aside.minorUnits) == [900])
            #expect(figures.standing.map(\.asidePayments) == [1])
            #expect(figures.pools.map { $0.moved[.fund]?.minorUnits } == [5_000])
            #expect(figures.pools.map { $0.moved[.withdraw]?.minorUnits } == [0])
            #expect(
                figures.pools.map { $0.closing.balances[.available] } == [9_223_372_036_854_775_807]
            )
            let named = [
                "entry 2 of the pool fund (fund)", "entry 3 of the pool fund (withdraw)",
                "entry 4 of the pool fund (fund)", "payment 2", "payment 3",
            ]
            #expect(figures.uncounted == named)
            for report in [FeesReport.document(figures), ImpactReport.document(figures)] {
                #expect(report.tables[0].notes.last?.contains("payment 2, payment 3") == true)
            }
        }
    }

    @Test("Days are UTC, the last one included", arguments: StoreKind.allCases)
    func period(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            _ = try await settle(fixture)
            let store = fixture.store
            func count(_ from: String?, _ through: String?) async throws -> Int {
                let period = try #require(
                    ReportPeriod(from: try from.map(date), through: try through.map(date)))
                let certificates = try await Self.tallies(store, period).reduce(0) {
                    $0 + $1.count
                }
                let accounts = try await store.accounts(period)
                #expect(accounts.isEmpty == (certificates == 0))
                return certificates
            }
            #expect(try await count("2026-06-01", "2026-06-01") == 8)
            #expect(try await count(nil, "2026-05-31") == 0)
            #expect(try await count("2026-06-02", nil) == 0)
            #expect(
                ReportPeriod(from: try date("2026-06-02"), through: try date("2026-06-01")) == nil)
        }
    }

    @Test(
        "Money is what moved, less what was given back; pools agree with their statements",
        arguments: StoreKind.allCases)
    func money(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let orders = try await settle(fixture)
            _ = try await fixture.store.refund(
                orders[7], fixture.usd(200), note: "x", fixture.by("office"))
            let store = fixture.store
            let period = try #require(Self.everything)
            let moved = try await store.accounts(period)
            let units = Dictionary(
                uniqueKeysWithValues: moved.map { ($0.kind, $0.amount.minorUnits) })
            #expect(
                units == [
                    .paid: 29_500, .refunded: 200, .waived: 18_000, .vouchered: 12_000,
                    .sponsored: 25_000,
                ])
            let standing = try #require(try await store.standing(period).first)
            #expect(try standing.outstanding == fixture.usd(12_000) && standing.openOrders == 1)
            #expect(try standing.credit == fixture.usd(300) && standing.creditOrders == 1)
            #expect(try standing.aside == fixture.usd(900) && standing.asidePayments == 1)
            let pool = try #require(try await store.pools(period).first)
            let statement = try await fixture.store.statement(
                of: pool.pool, from: nil, until: nil)
            #expect(pool.closing.balances == statement.closing)
            for kind in LedgerTransfer.Kind.allCases {
                let sum = statement.transfers.filter { $0.kind == kind }
                    .reduce(0) { $0 + $1.amount.minorUnits }
                #expect((pool.moved[kind]?.minorUnits ?? 0) == sum, "\(kind)")
            }
            let before = try #require(ReportPeriod(from: nil, through: date("2026-05-31")))
            #expect(try await store.pools(before).isEmpty)
            #expect(try await store.standing(before).isEmpty)
        }
    }

    @Test(
        "A correction counts once, on the day of the first issue; what is revoked does not, and what is erased has no country",
        arguments: StoreKind.allCases)
    func corrected(kind: StoreKind) async throws {
        try await Fixture.with(kind) { fixture in
            let requests = try fixture.requests(1...4)
            let issued = try await fixture.issue(requests)
            _ = try await fixture.correct(issued[0].number, to: "Other", as: requests[0])
            try await fixture.change(issued[1].number, to: .revoked)
            _ = try await fixture.store.erase(
                [issued[2].number], reason: "asked", Fixture.authorship)
            let store = fixture.store
            let all = try await Self.tallies(store, try #require(Self.everything))
            #expect(all.map(\.count).reduce(0, +) == 3)
            #expect(all.filter { $0.country == nil }.map(\.count) == [1])
            #expect(try all.allSatisfy { try $0.day == date("2026-06-01") && $0.payer == .free })
            #expect(all.allSatisfy { $0.band == .free && $0.price == nil })
        }
    }
}
