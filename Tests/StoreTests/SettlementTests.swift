import CertAuthority
import Credentials
import Documents
import GRDB
import Testing
@testable import StoreSQLite
@testable import StoreSQL
@testable import TestSupport

@Suite("Settling rows in the store")
struct SettlementTests {
    private static let programme = "advanced-generative-ai"

    /// What a row owes by the repository's fees on a day.
    private func fee(
        _ test: TestInstallation, _ learner: String, country: String = "KE",
        groups: Set<LearnerGroup> = [], after days: Int = 0, contents: CatalogueContents? = nil
    ) async throws -> RowFee {
        let contents = contents ?? test.contents
        let instant = TestInstallation.instant.adding(seconds: Int64(days) * 86_400)
        let day = try #require(CivilDate(unixTime: instant.seconds))
        let quote = try #require(
            try contents.fees.quote(
                FeeRequest(
                    programme: slug(Self.programme), country: country, groups: groups, date: day),
                catalogue: contents.catalogue, reference: contents.reference))
        return RowFee(
            order: OrderRequest(
                rowKey: RowKey(
                    programme: try slug(Self.programme), learner: learner,
                    completedOn: try date("2025-05-30")),
                programme: try slug(Self.programme), organisation: quote.organisation,
                country: country, quote: nil),
            learnerReference: learner, quote: quote,
            kept: StoredQuote(
                quote, id: try QuoteID.random(), learner: learner, at: instant,
                schedule: contents.fees,
                catalogueVersion: try await test.store.catalogue().version))
    }

    private func by(after days: Int = 0) -> Authorship {
        Authorship(
            actor: "office", at: TestInstallation.instant.adding(seconds: Int64(days) * 86_400))
    }

    private func vouchers(
        _ test: TestInstallation, _ value: VoucherTerms.Value, uses: Int = 1, count: Int = 1
    ) async throws -> [VoucherCode] {
        let codes = try (0..<count).map { _ in try VoucherCode.random() }
        try await test.store.create(
            VoucherBatch(
                id: try VoucherBatch.newIdentifier(),
                terms: VoucherTerms(
                    programmes: [try slug(Self.programme)], organisation: nil, value: value,
                    uses: uses, expires: TestInstallation.instant.adding(seconds: 86_400 * 4_000)),
                note: nil, created: TestInstallation.instant), codes: codes, by())
        return codes
    }

    private func pool(_ test: TestInstallation, _ units: Int64, caps: [String] = []) async throws
        -> Slug
    {
        let usd = try #require(Currency(code: "USD", digits: 2))
        let id = try slug("fund")
        try await test.store.create(
            SponsorPool(
                id: id, sponsor: "A Fund", currency: usd,
                caps: try caps.map { try SponsorCap($0, currency: usd) },
                created: TestInstallation.instant), by())
        _ = try await test.store.fund(id, Money(minorUnits: units, usd), note: nil, by())
        return id
    }

    private let nothing = SettlementMeans(vouchers: [], pool: nil)

    @Test("A quote is given anew once its hold has run out, never above one that holds")
    func requotes() async throws {
        try await TestInstallation.with { test in
            let first = try await test.store.settle([fee(test, "L-1")], by: nothing, by())
            let order = try #require(first.rows.first).order
            #expect(order.account.outstanding?.description == "USD 30.00")
            let head = try await test.store.auditHead()
            let dearer = try await fee(test, "L-1", country: "US", after: 59)
            let held = try await test.store.settle([dearer], by: nothing, by(after: 59))
            #expect(held.rows.first?.order == order)
            #expect(try await test.store.auditHead() == head, "a quote that holds is left alone")

            // The learner asked again meanwhile, and that quote holds still.
            let asked = try await fee(test, "L-1", groups: [.woman], after: 59)
            try await test.store.record(asked.kept, by(after: 59))
            let later = try await fee(test, "L-1", country: "US", after: 61)
            let lower = try await test.store.settle([later], by: nothing, by(after: 61))
            #expect(lower.rows.first?.order.account.quote?.id == asked.kept.id.description)
            #expect(lower.rows.first?.order.account.quote?.amount.description == "USD 15.00")
            #expect(lower.rows.first?.order.order.reference == order.order.reference)

            let last = try await fee(test, "L-1", country: "US", after: 130)
            let anew = try await test.store.settle([last], by: nothing, by(after: 130))
            #expect(anew.rows.first?.order.account.quote?.amount.description == "USD 120.00")
        }
    }

    @Test("Vouchers go first, each until it is used up, and the pool pays what is left in order")
    func means() async throws {
        try await TestInstallation.with { test in
            let half = try await vouchers(test, .share(try #require(BasisPoints(5_000))), uses: 2)
            let own = try await vouchers(test, .share(.whole))
            let pool = try await pool(test, 7_500)
            let rows = [
                try await fee(test, "L-1", country: "US"), try await fee(test, "L-2"),
                try await fee(test, "L-3"), try await fee(test, "L-4", country: "RW"),
                try await fee(test, "L-5"),
            ]
            let means = SettlementMeans(
                vouchers: [
                    VoucherLine(line: 1, learner: nil, code: half[0]),
                    VoucherLine(line: 2, learner: "L-5", code: own[0]),
                ], pool: pool)
            let rehearsed = try await test.store.rehearsing().settle(rows, by: means, by())
            #expect(try await test.store.orders(OrderFilter()).isEmpty)
            let outcome = try await test.store.settle(rows, by: means, by())
            for result in [rehearsed, outcome] {
                #expect(result.rows.map(\.isSettled) == [true, true, false, true, true])
                #expect(
                    result.rows.map { $0.sponsored?.minorUnits } == [6_000, 1_500, nil, nil, nil])
                #expect(result.rows.map(\.vouchers.count) == [1, 1, 0, 0, 1])
                #expect(result.refusedVouchers.isEmpty)
                #expect(result.refusedByPool != nil)
            }
            let head = try await test.store.auditHead()
            _ = try await test.store.settle(rows, by: means, by())
            #expect(try await test.store.auditHead() == head)
        }
    }

    @Test(
        "Unknown codes are told by line and counted, in rehearsals too; a hundred end the looking")
    func unknown() async throws {
        try await TestInstallation.with { test in
            let rows = [try await fee(test, "L-1")]
            let means = SettlementMeans(
                vouchers: try (1...60).map {
                    VoucherLine(line: $0, learner: nil, code: try VoucherCode.random())
                }, pool: nil)
            let rehearsed = try await test.store.rehearsing().settle(rows, by: means, by())
            #expect(rehearsed.refusedVouchers.map(\.error) == Array(repeating: .unknown, count: 60))
            let outcome = try await test.store.settle(rows, by: means, by())
            #expect(outcome.refusedVouchers.count { $0.error == .unknown } == 40)
            #expect(outcome.refusedVouchers.last == .init(line: 60, error: .tooManyUnknown))
        }
    }

    @Test("A cap that runs dry leaves its rows, and the others are sponsored")
    func caps() async throws {
        try await TestInstallation.with { test in
            let pool = try await pool(test, 100_000, caps: ["country:KE=45.00"])
            let rows = [
                try await fee(test, "L-1"), try await fee(test, "L-2"),
                try await fee(test, "L-3", country: "US"),
                try await fee(test, "L-4", groups: [.woman]),
            ]
            let outcome = try await test.store.settle(
                rows, by: SettlementMeans(vouchers: [], pool: pool), by())
            #expect(outcome.rows.map(\.isSettled) == [true, false, true, true])
            let statement = try await test.store.statement(of: pool, from: nil, until: nil)
            #expect(statement.record.amount(.reserved).minorUnits == 3_000 + 12_000 + 1_500)
            #expect(statement.transfers.count == 4, "what did not fit left no entry")
        }
    }

    @Test("Erasing a row's orders removes whom their quotes were for")
    func erasing() async throws {
        try await TestInstallation.with { test in
            let row = try await fee(test, "L-1", groups: [.woman])
            _ = try await test.store.settle([row], by: nothing, by())
            #expect(try await test.store.quote(row.kept.id)?.eligibility != nil)
            try await test.store.write { db in
                try SQLStore.eraseOrders(of: row.order.rowKey, in: db)
            }
            #expect(try await test.store.quote(row.kept.id)?.eligibility == nil)
        }
    }

    @Test("A woman teacher in Senegal: nothing to settle now, a voucher once she owes something")
    func senegal() async throws {
        try await TestInstallation.with { test in
            let groups: Set<LearnerGroup> = [.woman, .tvetTeacher]
            let whole = try await vouchers(test, .share(.whole))
            let half = try await vouchers(test, .share(try #require(BasisPoints(5_000))))
            let row = try await fee(test, "L-1", country: "SN", groups: groups)
            let today = try await test.store.settle(
                [row],
                by: SettlementMeans(
                    vouchers: [VoucherLine(line: 2, learner: "L-1", code: whole[0])], pool: nil),
                by())
            #expect(today.rows.map(\.isSettled) == [true])
            #expect(today.rows.map(\.vouchers) == [[]])
            #expect(try await test.store.voucherReports().map(\.redemptions) == [0, 0])

            let stored = try await test.store.catalogue()
            var files = try #require(CatalogueFiles(stored: stored))
            files.countryGroups = SourceFile(
                path: "new.csv",
                text: "country,list,group,from,until,until_status,source\n"
                    + "SN,un-ldc,ldc,,2029-12-19,confirmed,a\n")
            let prepared = try CataloguePreparation(
                files, over: stored, history: try await test.store.history(of: "fees.yaml"),
                on: try date("2026-06-01"), pictures: .drawn)
            try await test.store.replace(
                StoredCatalogue(version: stored.version, files: prepared.files.contents),
                as: .reference, by())
            // From 2026-06-01 to 2030-12-19.
            let days = 1_662
            var results: [String] = []
            for (learner, code) in [("L-2", whole[0]), ("L-3", half[0])] {
                let owed = try await fee(
                    test, learner, country: "SN", groups: groups, after: days,
                    contents: prepared.contents)
                #expect(owed.quote.request.date == (try date("2030-12-19")))
                let outcome = try await test.store.settle(
                    [owed],
                    by: SettlementMeans(
                        vouchers: [VoucherLine(line: 2, learner: learner, code: code)], pool: nil),
                    by(after: days))
                let account = try #require(outcome.rows.first).order.account
                results.append(
                    "\(try #require(account.quote).amount), \(try #require(account.outstanding))")
            }
            #expect(results == ["USD 15.00, USD 0.00", "USD 15.00, USD 7.50"])
        }
    }
}
