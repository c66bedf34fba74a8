import CertAuthority
import Credentials
import Testing

/// A year of orders, payments, refunds, waivers, vouchers and sponsors, in three currencies and for
/// two organisations, by chance and the same for the same seed. What a store refuses is part of it.
struct RandomYear {
    static let organisations = ["itu", "northwind-academy"]
    static let programmes = ["advanced-generative-ai", "advanced-edge-ai"]

    /// How often each kind of step was taken, and not refused.
    private(set) var taken: [Step: Int] = [:]
    /// How many steps were refused.
    private(set) var refused = 0

    private let fixture: MoneyFixture
    private let currencies: [Currency]
    private var random: SeededGenerator
    private var orders: [(reference: OrderReference, currency: Currency)] = []
    private var payments = 0
    private var returns = 0
    private var codes: [VoucherCode] = []
    private var pools: [Currency: Slug] = [:]

    enum Step: CaseIterable {
        case open, reprice, pay, payUnassigned, assign, waive, redeem, sponsor, capture, cancel
        case refund, fund, withdraw, sendBack, close
    }

    init(_ fixture: MoneyFixture, seed: UInt64) throws {
        self.fixture = fixture
        random = SeededGenerator(seed: seed)
        currencies = try [("USD", 2), ("JPY", 0), ("KWD", 3)].map {
            try #require(Currency(code: $0.0, digits: $0.1))
        }
    }

    /// Lives through it, from the day of the fixture on.
    mutating func run(steps: Int) async throws {
        try await prepare()
        for step in 0..<steps {
            let office = fixture.by(
                "office", after: Int64(step) * (365 * 86_400) / Int64(steps))
            let kind = Step.allCases.randomElement(using: &random) ?? .open
            do {
                try await take(orders.isEmpty ? .open : kind, office)
                taken[kind, default: 0] += 1
            } catch is StoreError {
                refused += 1
            } catch is VoucherError {
                refused += 1
            }
        }
    }

    private mutating func prepare() async throws {
        for currency in currencies {
            let pool = try slug("fund-\(currency.code.lowercased())")
            try await fixture.store.create(
                SponsorPool(
                    id: pool, sponsor: "A Fund", currency: currency, caps: [],
                    created: Fixture.authorship.at), fixture.by("office"))
            pools[currency] = pool
        }
        for share: Int in [10_000, 3_333] {
            let code = try VoucherCode.random()
            try await fixture.store.create(
                VoucherBatch(
                    id: try VoucherBatch.newIdentifier(),
                    terms: VoucherTerms(
                        programmes: try Self.programmes.map(slug), organisation: nil,
                        value: .share(try #require(BasisPoints(share))), uses: 10_000,
                        expires: Fixture.authorship.at.adding(seconds: 400 * 86_400)), note: nil,
                    created: Fixture.authorship.at), codes: [code], fixture.by("office"))
            codes.append(code)
        }
    }

    private mutating func amount(_ currency: Currency) -> Money {
        Money(minorUnits: .random(in: 1...20_000, using: &random), currency)
    }

    private mutating func take(_ step: Step, _ office: Authorship) async throws {
        let store = fixture.store
        let currency = currencies.randomElement(using: &random) ?? currencies[0]
        guard step != .open else { return try await open(currency, office) }
        let order = orders[Int.random(in: 0..<orders.count, using: &random)]
        let pool = try #require(pools[order.currency])
        switch step {
        case .open: break
        case .reprice:
            let quote = OrderQuote(id: "Q-2", amount: amount(order.currency))
            _ = try await store.price(order.reference, at: quote, office)
        case .pay: try await pay(.one(order.reference), amount(order.currency), office)
        case .payUnassigned: try await pay(.none, amount(currency), office)
        case .assign:
            let aside = try await store.payments(aside: true)
            guard let payment = aside.randomElement(using: &random) else { return }
            _ = try await store.assign(payment: payment.number, to: order.reference, office)
        case .waive:
            let request = try await store.requestWaiver(
                order.reference, Bool.random(using: &random) ? amount(order.currency) : nil,
                reason: "x", office)
            _ = try await store.approveWaiver(
                request.number, Authorship(actor: "bo", at: office.at))
        case .redeem:
            let code = codes[Int.random(in: 0..<codes.count, using: &random)]
            _ = try await store.redeem(code, for: order.reference, office)
        case .sponsor:
            _ = try await store.sponsor(
                [order.reference], from: pool,
                most: Bool.random(using: &random) ? amount(order.currency) : nil, office)
        case .capture: try await store.capture([order.reference], office)
        case .cancel: _ = try await store.cancel(order.reference, reason: "x", office)
        case .refund:
            let credit = try await fixture.account(order.reference).credit
            let most = credit?.minorUnits ?? 0
            let units = most > 0 ? Int64.random(in: 1...most, using: &random) : 1
            _ = try await store.refund(
                order.reference, Money(minorUnits: units, order.currency), note: "x", office)
        case .sendBack: try await sendBack(currency, office)
        case .close:
            let waiting = try await store.returns(waiting: true)
            // Rarely, so that most end as refunds.
            guard waiting.count > 20 else { return }
            _ = try await store.close(return: waiting[0].kept.number, reason: "x", office)
        case .fund: _ = try await store.fund(pool, amount(order.currency), note: "x", office)
        case .withdraw:
            _ = try await store.withdraw(pool, amount(order.currency), note: nil, office)
        }
    }

    private mutating func open(_ currency: Currency, _ office: Authorship) async throws {
        let number = orders.count + 1
        let row = try #require(try fixture.rows(number...number).first)
        let units = Int64.random(in: 0...15_000, using: &random)
        // One in ten has no price yet, one in some has a price of zero.
        let price = units % 10 == 3 ? nil : Money(minorUnits: units < 500 ? 0 : units, currency)
        let request = OrderRequest(
            rowKey: row.key,
            programme: try slug(Self.programmes.randomElement(using: &random) ?? ""),
            organisation: try slug(Self.organisations.randomElement(using: &random) ?? ""),
            country: nil, quote: price.map { OrderQuote(id: "Q-1", amount: $0) })
        let opened = try await fixture.store.open([request], office)
        orders += opened.map { ($0.order.reference, currency) }
    }

    private mutating func pay(
        _ order: Payment.NamedOrder, _ amount: Money, _ office: Authorship
    ) async throws {
        payments += 1
        let payment = Payment(
            provider: try slug("bank"), id: "\(payments)", amount: amount, paid: office.at,
            order: order, reference: "ch-\(payments)")
        _ = try await fixture.store.take(
            [payment], source: "export.csv", digest: "d", office)
    }

    /// Some of a payment, or of one that arrives later or never, goes back.
    private mutating func sendBack(_ currency: Currency, _ office: Authorship) async throws {
        returns += 1
        let number = Int.random(in: 1...(payments + 20), using: &random)
        let known = try await fixture.store.payments(aside: false).first { $0.id == "\(number)" }
        let most = known?.amount ?? amount(currency)
        let units = Bool.random(using: &random) ? most.minorUnits : max(1, most.minorUnits / 3)
        _ = try await fixture.store.take(
            [],
            returns: [
                PaymentReturn(
                    kind: Bool.random(using: &random) ? .refund : .chargeback,
                    provider: slug("bank"), id: "re-\(returns)",
                    payment: returns % 10 == 0 ? "ch-lost-\(returns)" : "ch-\(number)",
                    amount: Money(minorUnits: units, most.currency), at: office.at)
            ], source: "export.csv", digest: "d", office)
    }
}
