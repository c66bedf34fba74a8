import Credentials
import Documents
import Testing
@testable import CertAuthority
@testable import TestSupport

@Suite("The rules of orders, vouchers and pools, whatever holds their rows")
struct LedgerRulesTests {
    private let rows = MemoryLedgerRows()
    private let programme = "advanced-generative-ai"

    private func ledger(_ actor: String = "office", after seconds: Int64 = 0) -> Ledger<
        MemoryLedgerRows
    > {
        Ledger(
            rows,
            Authorship(actor: actor, at: Timestamp(seconds: 1_780_272_000).adding(seconds: seconds))
        )
    }

    private func usd(_ units: Int64) throws -> Money {
        Money(minorUnits: units, try #require(Currency(code: "USD", digits: 2)))
    }

    private func key(_ learner: String) throws -> RowKey {
        RowKey(
            programme: try slug(programme), learner: learner, completedOn: try date("2026-05-30"))
    }

    private func open(
        _ learner: String, price: Int64? = 10_000, country: String? = "KE"
    ) throws -> OrderReference {
        let quote = try price.map { OrderQuote(id: "by hand", amount: try usd($0)) }
        let request = OrderRequest(
            rowKey: try key(learner), programme: try slug(programme),
            organisation: try slug("itu"), country: country, quote: quote)
        return try #require(try ledger().open([request]).first).order.reference
    }

    private func pool(_ units: Int64, caps: [String] = []) throws -> Slug {
        let currency = try usd(0).currency
        let pool = SponsorPool(
            id: try slug("fund"), sponsor: "A Fund", currency: currency,
            caps: try caps.map { try SponsorCap($0, currency: currency) },
            created: Timestamp(seconds: 1_780_272_000))
        rows.add(pool)
        _ = try ledger().move(.fund, pool.id, usd(units), note: nil)
        return pool.id
    }

    private func voucher(uses: Int = 1, takes units: Int64 = 10_000) throws -> VoucherCode {
        let code = try VoucherCode.random()
        rows.vouchers[code.digest] = VoucherRecord(
            digest: code.digest, batch: "VB-1", place: rows.vouchers.count + 1,
            terms: VoucherTerms(
                programmes: [try slug(programme)], organisation: nil,
                value: .amount(try usd(units)),
                uses: uses, expires: Timestamp(seconds: 1_790_000_000)), used: 0, isRevoked: false)
        return code
    }

    /// A row that owes something by the repository's fees; its order may stand already.
    private func fee(_ learner: String) throws -> RowFee {
        let contents = try CatalogueLoader.parse(SeedFiles.files(), pictures: .drawn)
        let quote = try #require(
            try contents.fees.quote(
                FeeRequest(
                    programme: slug(programme), country: "KE", groups: [], date: date("2026-06-01")),
                catalogue: contents.catalogue, reference: contents.reference))
        return RowFee(
            order: OrderRequest(
                rowKey: try key(learner), programme: try slug(programme),
                organisation: quote.organisation, country: "KE", quote: nil),
            learnerReference: learner, quote: quote,
            kept: StoredQuote(
                quote, id: try .random(), learner: learner, at: Timestamp(seconds: 1_780_272_000),
                schedule: contents.fees, catalogueVersion: 1))
    }

    private func refusal(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    // MARK: Four eyes

    @Test("A waiver is approved by another than who asked, however the name is written, and once")
    func fourEyes() throws {
        let order = try open("L-1")
        let request = try ledger("ada").requestWaiver(order, nil, reason: "a flood")
        let before = rows.writes
        for actor in ["ada", "Ada", " ADA "] {
            #expect(
                refusal { _ = try ledger(actor).approveWaiver(request.number) } != nil, "\(actor)")
        }
        #expect(rows.writes == before)
        let approved = try ledger("bo").approveWaiver(request.number)
        #expect(approved.account.state == .settled)
        #expect(rows.audit.last?.action == .approveWaiver)
        let again = refusal { _ = try ledger("cy").approveWaiver(request.number) }
        #expect(again == "waiver 1 is approved already")
    }

    @Test("A waiver takes no more than is left when it is approved, and nothing of a settled order")
    func waived() throws {
        let order = try open("L-1")
        let request = try ledger("ada").requestWaiver(order, usd(8_000), reason: "a flood")
        _ = try ledger().take(
            [
                Payment(
                    provider: slug("bank"), id: "1", amount: usd(6_000),
                    paid: Timestamp(seconds: 1_780_272_000), order: .one(order))
            ], returns: [], source: "export.csv", digest: "d")
        let approved = try ledger("bo").approveWaiver(request.number)
        #expect(approved.account.granted == 4_000 && approved.account.state == .settled)
        let more = refusal { _ = try ledger("ada").requestWaiver(order, usd(1), reason: "more") }
        #expect(more == "\(order) has nothing outstanding to waive")
    }

    // MARK: Pools and caps

    @Test("A cap bounds what it counts, and an order that it refuses leaves nothing behind")
    func caps() throws {
        let pool = try pool(100_000, caps: ["country:KE=150.00", "learner=300.00"])
        let orders = try ["L-1", "L-2"].map { try open($0) }
        _ = try ledger().sponsor([orders[0]], from: pool, most: nil)
        let before = (rows.writes, rows.counts)
        let refused = refusal { _ = try ledger().sponsor([orders[1]], from: pool, most: nil) }
        #expect(
            refused
                == "the pool fund has USD 50.00 left for \(orders[1]) under its cap by country, "
                + "less than USD 100.00")
        #expect(rows.writes == before.0 && rows.counts == before.1)
        let part = try ledger().sponsor([orders[1]], from: pool, most: usd(5_000))
        #expect(part[0].account.granted == 5_000)
        let abroad = try open("L-3", country: "UG")
        #expect(
            try ledger().sponsor([abroad], from: pool, most: nil)[0].account.state == .settled)
        let unknown = try open("L-4", country: nil)
        #expect(
            refusal { _ = try ledger().sponsor([unknown], from: pool, most: nil) }
                == "\(unknown) does not say the learner's country, which a cap of the pool asks for"
        )
    }

    @Test("What is given up goes back to the pool, its caps and its vouchers")
    func cancelled() throws {
        let pool = try pool(20_000, caps: ["all=150.00"])
        let order = try open("L-1")
        let code = try voucher(takes: 2_000)
        _ = try ledger().redeem(try ledger().voucher(code).get(), for: order)
        _ = try ledger().sponsor([order], from: pool, most: nil)
        #expect(rows.counts.values.reduce(0, +) == 8_000)
        _ = try ledger().cancel(order, reason: "asked for twice")
        #expect(rows.counts.values.reduce(0, +) == 0)
        #expect(rows.transfers.map(\.kind) == [.fund, .reserve, .release])
        #expect(try ledger().voucher(code).get().used == 0)
        // Once it was captured it is refunded.
        let other = try open("L-2")
        _ = try ledger().sponsor([other], from: pool, most: nil)
        try ledger().capture(issued: [try key("L-2"), try key("L-9")])
        #expect(rows.settling == [try key("L-2"): other])
        _ = try ledger().cancel(other, reason: "asked for twice")
        #expect(rows.transfers.suffix(3).map(\.kind) == [.reserve, .capture, .refund])
    }

    @Test("An order whose certificate was issued, or waits in a plan, is not given up")
    func issued() throws {
        let order = try open("L-1")
        rows.certificates[try key("L-1")] = "7K3M"
        #expect(
            refusal { _ = try ledger().cancel(order, reason: "asked") }
                == "\(order) settles the certificate 7K3M; revoke that first")
        rows.certificates = [:]
        rows.plans[try key("L-1")] = "a-batch"
        #expect(refusal { _ = try ledger().cancel(order, reason: "asked") } != nil)
        rows.plans = [:]
        #expect(try ledger().cancel(order, reason: "asked").account.state == .cancelled)
    }

    // MARK: Settling

    @Test("A learner's own code goes first, then those for anyone, and then the pool, row by row")
    func means() throws {
        for learner in ["L-1", "L-2", "L-3", "L-4"] { _ = try open(learner) }
        let (own, common) = (try voucher(), try voucher(uses: 1))
        let pool = try pool(10_000)
        let (outcome, misses) = try ledger().settle(
            try ["L-1", "L-2", "L-3", "L-4"].map(fee),
            by: SettlementMeans(
                vouchers: [
                    VoucherLine(line: 1, learner: nil, code: common),
                    VoucherLine(line: 2, learner: "L-2", code: own),
                    VoucherLine(line: 3, learner: nil, code: try .random()),
                ], pool: pool))
        #expect(outcome.rows.map(\.vouchers) == [["VB-1/2"], ["VB-1/1"], [], []])
        #expect(outcome.rows.map { $0.sponsored?.minorUnits } == [nil, nil, 10_000, nil])
        #expect(outcome.rows.map(\.isSettled) == [true, true, true, false])
        #expect(outcome.refusedVouchers.map(\.line) == [3] && misses == 1)
        #expect(outcome.refusedByPool?.contains("USD 0.00 available") == true)
    }

    @Test("A row without an order gets one at today's price, and a new price once its hold ran out")
    func priced() throws {
        let first = try ledger().settle(
            [try fee("L-1")], by: SettlementMeans(vouchers: [], pool: nil)
        ).outcome.rows[0]
        #expect(first.quote == rows.quotes.first && !first.isSettled)
        _ = try ledger().settle([try fee("L-1")], by: SettlementMeans(vouchers: [], pool: nil))
        #expect(rows.quotes.count == 1, "a price that holds stays")
        let held = rows.quotes[0]
        rows.quotes[0] = StoredQuote(
            id: held.id, at: held.at, date: held.date, heldUntil: held.date,
            programme: held.programme, organisation: held.organisation, list: held.list,
            amount: held.amount, scheduleVersion: "1", catalogueVersion: 1, eligibility: nil)
        let again = try ledger().settle(
            [try fee("L-1")], by: SettlementMeans(vouchers: [], pool: nil)
        ).outcome.rows[0]
        #expect(rows.quotes.count == 2 && again.quote == rows.quotes[1])
        #expect(again.order.order.reference == first.order.order.reference)
    }

    @Test("A code goes on from row to row until it is used up, and is not told as refused then")
    func passedOn() throws {
        for learner in ["L-1", "L-2", "L-3"] { _ = try open(learner) }
        let code = try voucher(uses: 2)
        let outcome = try ledger().settle(
            try ["L-1", "L-2", "L-3"].map(fee),
            by: SettlementMeans(
                vouchers: [VoucherLine(line: 1, learner: nil, code: code)], pool: nil)
        ).outcome
        #expect(outcome.rows.map(\.isSettled) == [true, true, false])
        #expect(outcome.refusedVouchers.isEmpty)
    }

    @Test("After a hundred unknown codes within an hour none is looked at, not even a good one")
    func guessing() throws {
        let good = try voucher()
        for _ in 0..<VoucherGuessing.most {
            #expect(try ledger().voucher(.random()) == .failure(.unknown))
        }
        #expect(try ledger().voucher(good) == .failure(.tooManyUnknown))
        #expect(try ledger(after: VoucherGuessing.window).voucher(good).get().place == 1)
    }

    @Test("A row whose latest order is not settled is not issued; one without an order is")
    func settledFirst() throws {
        let open = try TestInstallation.request("L-1", programme: programme)
        let none = try TestInstallation.request("L-2", row: 2, programme: programme)
        for request in [open, none] { try ledger().checkSettled(request) }
        let order = try #require(
            try ledger().open([
                OrderRequest(
                    rowKey: open.key, programme: slug(programme), organisation: slug("itu"),
                    country: nil, quote: OrderQuote(id: "by hand", amount: usd(1)))
            ]).first
        ).order.reference
        try ledger().checkSettled(none)
        #expect(
            refusal { try ledger().checkSettled(open) }
                == "row 1: its order \(order) is quoted; settle it, or open another")
    }
}
