import CertAuthority
import Credentials
import LinkedData
import Testing
@testable import TestSupport

@Suite("The contract of a store: the books")
struct BookContractTests {
    private func entries(
        _ store: any BookStore, _ filter: BookFilter
    ) async throws -> [BookEntry] {
        try await store.movements(filter, into: [BookEntry]()) { entries, movement in
            if let entry = try BookEntry(movement) { entries.append(entry) }
            return true
        }
    }

    private func totals(_ entries: [BookEntry]) throws -> BookTotals {
        var totals = BookTotals()
        for entry in entries { try totals.add(entry) }
        return totals
    }

    private func period(_ from: String?, _ through: String?) throws -> ReportPeriod {
        try #require(ReportPeriod(from: try from.map(date), through: try through.map(date)))
    }

    /// What moved on an account by entries of some kinds, a debit above zero.
    private func moved(
        _ entries: [BookEntry], _ account: BookAccount, _ kinds: Set<BookEntry.Kind>,
        _ currency: Currency
    ) -> Int64 {
        entries.filter { kinds.contains($0.kind) && $0.currency == currency }
            .flatMap(\.lines).filter { $0.account == account }.reduce(0) { $0 + $1.units }
    }

    /// Holds the entries of a period, and all until its end, against what the report states.
    private func compare(
        _ store: any OfficeRecord, _ period: ReportPeriod
    ) async throws {
        let entries = try await entries(store, BookFilter(period: period))
        let accounts = try await store.accounts(period)
        for tally in accounts {
            let currency = tally.amount.currency
            let units =
                switch tally.kind {
                case .paid:
                    moved(entries, .cash, [.payment], currency)
                        + moved(entries, .unassignedPayments, [.assign], currency)
                case .refunded:
                    -moved(entries, .cash, [.refund], currency)
                        - moved(entries, .returnedPayments, [.apply], currency)
                case .waived: moved(entries, .waivers, [.waiver, .cancel], currency)
                case .vouchered: moved(entries, .vouchers, [.voucher, .cancel], currency)
                case .sponsored: moved(entries, .sponsorClaims, [.sponsor, .cancel], currency)
                }
            #expect(units == tally.amount.minorUnits, "\(tally.kind) \(currency) \(period)")
        }
        for currency in Set(entries.map(\.currency)).subtracting(accounts.map(\.amount.currency)) {
            let kinds: Set<BookEntry.Kind> = [
                .payment, .assign, .refund, .apply, .waiver, .voucher,
            ]
            #expect(!entries.contains { $0.currency == currency && kinds.contains($0.kind) })
        }
        let upToEnd = try totals(
            await self.entries(
                store,
                BookFilter(
                    period: try #require(
                        ReportPeriod(from: nil, through: period.through)))))
        for tally in try await store.standing(period) {
            let currency = tally.outstanding.currency
            let told = [tally.outstanding, tally.credit, tally.aside].map { Int128($0.minorUnits) }
            #expect(
                told == [
                    upToEnd[currency, .receivables].balance,
                    -upToEnd[currency, .payerCredit].balance,
                    -upToEnd[currency, .unassignedPayments].balance,
                ], "\(currency) \(period)")
        }
        for tally in try await store.pools(period) {
            let currency = tally.closing.pool.currency
            let own = entries.filter { $0.pool == tally.pool }
            for (kind, booked) in [
                (LedgerTransfer.Kind.fund, BookEntry.Kind.fund), (.withdraw, .withdraw),
                (.reserve, .reserve), (.capture, .capture), (.release, .release),
                (.refund, .giveBack),
            ] {
                let units = own.filter { $0.kind == booked }.flatMap(\.lines)
                    .reduce(0) { $0 + $1.debit }
                #expect(units == tally.moved[kind]?.minorUnits ?? 0, "\(kind) \(period)")
            }
            let balances = tally.closing.balances
            #expect(upToEnd[currency, .sponsorAvailable].balance == -Int128(balances[.available]))
            #expect(upToEnd[currency, .sponsorReserved].balance == -Int128(balances[.reserved]))
            #expect(upToEnd[currency, .sponsorClaims].balance == Int128(balances[.reserved]))
        }
    }

    @Test(
        "A year by chance balances in every entry and currency, and is what the report states, in every month and in all",
        arguments: StoreKind.allCases, [1, 20_261_201] as [UInt64])
    func year(kind: StoreKind, seed: UInt64) async throws {
        try await MoneyFixture.with(kind) { fixture in
            var year = try RandomYear(fixture, seed: seed)
            try await year.run(steps: 4_000)
            #expect(year.refused > 0 && year.taken.count == RandomYear.Step.allCases.count)
            let store = fixture.store
            let all = BookFilter(period: try period(nil, nil))
            let entries = try await entries(store, all)
            #expect(Set(entries.map(\.kind)) == Set(BookEntry.Kind.allCases))
            #expect(Set(entries.map(\.number)).count == entries.count)
            for entry in entries {
                #expect(entry.lines.reduce(0) { $0 + $1.units } == 0, "\(entry.number)")
                #expect(!entry.lines.isEmpty)
            }
            let totals = try totals(entries)
            #expect(totals.currencies.map(\.code) == ["JPY", "KWD", "USD"])
            for currency in totals.currencies {
                #expect(totals[currency].debit == totals[currency].credit)
                #expect(totals[currency].debit > 0)
            }
            try await compare(store, all.period)
            let waiting = try await store.returns(waiting: true)
            #expect(waiting.contains { $0.wait == .unknownPayment })
            for currency in totals.currencies {
                let units = waiting.filter { $0.kept.told.amount.currency == currency }
                    .reduce(0 as Int128) { $0 + Int128($1.kept.told.amount.minorUnits) }
                #expect(totals[currency, .returnedPayments].balance == units)
            }

            // From June of 2026 on; months are told apart and add up.
            var parts: [BookEntry] = []
            let monthly = try #require(CalendarDuration("P1M"))
            var month = try date("2026-06-01")
            while month < (try date("2027-07-01")) {
                let next = try #require(month.adding(monthly))
                let last = try #require(next.adding(days: -1))
                let period = try #require(ReportPeriod(from: month, through: last))
                parts += try await self.entries(store, BookFilter(period: period))
                try await compare(store, period)
                month = next
            }
            #expect(parts == entries)

            var kept: [BookEntry] = []
            for organisation in RandomYear.organisations {
                for programme in RandomYear.programmes {
                    kept += try await self.entries(
                        store,
                        BookFilter(
                            period: all.period, organisation: slug(organisation),
                            programme: slug(programme)))
                }
            }
            let ofNone = entries.filter { $0.organisation == nil }
            #expect(
                Set(ofNone.map(\.kind)) == [.unassigned, .returned, .close, .fund, .withdraw])
            #expect(
                (kept + ofNone).map(\.number).sorted() == entries.map(\.number).sorted())
        }
    }

    @Test(
        "The file has every entry once, as a table and as JSON, and says whose order it is but not whose fee",
        arguments: StoreKind.allCases)
    func file(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try #require(try await fixture.open(1...1).first)
            _ = try await fixture.store.take(
                [
                    Payment(
                        provider: slug("bank"), id: "of Learner 1", amount: fixture.usd(12_500),
                        paid: Fixture.authorship.at, order: .one(order))
                ], source: "export.csv", digest: "d", fixture.by("office"))
            _ = try await fixture.store.refund(
                order, fixture.usd(500), note: "to Learner 1", fixture.by("office"))
            let filter = BookFilter(period: try period("2026-06-01", "2026-06-01"))
            let entries = try await entries(fixture.store, filter)
            var table = BookExport(.csv, coalition: "Test", filter)
            var document = BookExport(.json, coalition: "Test", filter)
            for entry in entries {
                try table.add(entry)
                try document.add(entry)
            }
            let csv = String(decoding: table.finish(), as: UTF8.self)
            #expect(
                csv.replacing("\"", with: "") == """
                    entry,day,kind,account,debit,credit,debit_minor,credit_minor,currency,organisation,programme,order,pool,text\r
                    order-1,2026-06-01,price,receivables,120.00,,12000,,USD,itu,advanced-generative-ai,\(order),,price\r
                    order-1,2026-06-01,price,fees,,120.00,,12000,USD,itu,advanced-generative-ai,\(order),,price\r
                    order-2,2026-06-01,payment,cash,125.00,,12500,,USD,itu,advanced-generative-ai,\(order),,payment 1, bank, paid 2026-06-01\r
                    order-2,2026-06-01,payment,receivables,,120.00,,12000,USD,itu,advanced-generative-ai,\(order),,payment 1, bank, paid 2026-06-01\r
                    order-2,2026-06-01,payment,payer-credit,,5.00,,500,USD,itu,advanced-generative-ai,\(order),,payment 1, bank, paid 2026-06-01\r
                    order-3,2026-06-01,refund,payer-credit,5.00,,500,,USD,itu,advanced-generative-ai,\(order),,refund\r
                    order-3,2026-06-01,refund,cash,,5.00,,500,USD,itu,advanced-generative-ai,\(order),,refund\r

                    """)
            let text = document.finish()
            let json = try JSON.parse(text)
            #expect(json.canonicalBytes() + [0x0A] == text)
            #expect(json["entries"]?.arrayValue?.count == 3)
            let sums = try #require(json["sums"]?.arrayValue?.first)
            #expect(sums["balance"]?["minorUnits"]?.stringValue == "0")
            #expect(sums["debit"]?["amount"]?.stringValue == "250.00")
            #expect(!String(decoding: text, as: UTF8.self).contains("Learner"))
            let before = BookFilter(period: try period(nil, "2026-05-31"))
            #expect(try await self.entries(fixture.store, before).isEmpty)
        }
    }
}
