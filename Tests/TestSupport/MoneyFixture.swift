import CertAuthority
import Credentials
import Testing

/// What the tests of orders, sponsors, vouchers and payments start from.
struct MoneyFixture {
    static let programme = "advanced-generative-ai"

    let base: Fixture
    let store: any OfficeRecord

    /// Runs the body with a new store of a kind.
    static func with(
        _ kind: StoreKind, _ body: (MoneyFixture) async throws -> Void
    ) async throws {
        try await Fixture.with(kind) { fixture in
            try await body(
                MoneyFixture(base: fixture, store: fixture.store))
        }
    }

    func by(_ actor: String, after seconds: Int64 = 0) -> Authorship {
        Authorship(actor: actor, at: Fixture.authorship.at.adding(seconds: seconds))
    }

    func usd(_ units: Int64) throws -> Money {
        Money(minorUnits: units, try #require(Currency(code: "USD", digits: 2)))
    }

    /// Rows of an advanced programme, one learner each.
    func rows(_ numbers: ClosedRange<Int>) throws -> [CertificateRequest] {
        try numbers.map {
            try TestInstallation.request("Learner \($0)", row: $0, programme: Self.programme)
        }
    }

    func request(
        _ row: CertificateRequest, price: Money?, country: String? = "KE"
    ) throws -> OrderRequest {
        OrderRequest(
            rowKey: row.key, programme: try slug(Self.programme), organisation: try slug("itu"),
            country: country, quote: price.map { OrderQuote(id: "Q-1", amount: $0) })
    }

    /// Opens an order for each row.
    @discardableResult
    func open(
        _ numbers: ClosedRange<Int>, price units: Int64 = 12_000, country: String? = "KE"
    ) async throws -> [OrderReference] {
        let price = try usd(units)
        return try await store.open(
            rows(numbers).map { try request($0, price: price, country: country) }, by("office")
        ).map(\.order.reference)
    }

    /// Makes a pool and funds it.
    func pool(
        _ name: String, _ units: Int64, caps: [String] = []
    ) async throws -> Slug {
        let currency = try usd(0).currency
        let id = try slug(name)
        try await store.create(
            SponsorPool(
                id: id, sponsor: "A Fund", currency: currency,
                caps: try caps.map { try SponsorCap($0, currency: currency) },
                created: Fixture.authorship.at), by("office"))
        if units > 0 { _ = try await store.fund(id, usd(units), note: nil, by("office")) }
        return id
    }

    func account(_ reference: OrderReference) async throws -> OrderAccount {
        try #require(try await store.order(reference)).account
    }

    /// The minor units in the four accounts of a pool: given, available, reserved, spent.
    func balances(_ pool: Slug) async throws -> [Int64] {
        let record = try #require(try await store.pools().first { $0.pool.id == pool })
        // The statement adds all entries up and refuses to differ.
        let statement = try await store.statement(of: pool, from: nil, until: nil)
        #expect(statement.closing == record.balances)
        return [LedgerAccount.funding, .available, .reserved, .spent].map {
            record.amount($0).minorUnits
        }
    }

    /// All that a store tells of money: equal before and after means that nothing was changed.
    func contents() async throws -> Contents {
        let head = try await store.auditHead()
        return Contents(
            orders: try await store.orders(OrderFilter()),
            pools: try await store.pools(), vouchers: try await store.voucherReports(),
            payments: try await store.payments(aside: false), auditCount: head.count,
            auditDigest: head.digest)
    }

    struct Contents: Equatable {
        let orders: [OrderRecord]
        let pools: [SponsorPoolRecord]
        let vouchers: [VoucherReport]
        let payments: [PaymentRecord]
        let auditCount: Int64
        let auditDigest: String
    }

    /// Expects an error of a code whose words hold a text, and that nothing was changed.
    func expectRefusal(
        _ code: StoreError.Code, _ part: String = "",
        sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
    ) async throws {
        let before = try await contents()
        await #expect(sourceLocation: sourceLocation) {
            try await body()
        } throws: { error in
            guard let error = error as? StoreError else { return false }
            return error.code == code && error.description.contains(part)
        }
        #expect(try await contents() == before, sourceLocation: sourceLocation)
    }
}
