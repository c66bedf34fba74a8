import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("The contract of a store: payments")
struct PaymentContractTests {
    private func payment(
        _ fixture: MoneyFixture, _ id: String, _ units: Int64, _ order: OrderReference?,
        currency: String = "USD", line: Int? = 2
    ) throws -> Payment {
        Payment(
            provider: try slug("bank"), id: id,
            amount: Money(
                minorUnits: units, try #require(Currency(code: currency, digits: 2))),
            paid: Fixture.authorship.at, order: order.map { .one($0) } ?? .none, line: line)
    }

    private func take(
        _ fixture: MoneyFixture, _ payments: [Payment]
    ) async throws -> PaymentImport {
        try await fixture.store.take(
            payments, source: "export.csv", digest: "d", fixture.by("office"))
    }

    @Test("The same file taken twice settles once", arguments: StoreKind.allCases)
    func idempotent(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let orders = try await fixture.open(1...3)
            let file = try [
                payment(fixture, "1", 12_000, orders[0]), payment(fixture, "2", 5_000, orders[1]),
                payment(fixture, "3", 7_000, orders[1]), payment(fixture, "4", 12_500, orders[2]),
                payment(fixture, "5", 9_900, nil),
            ]
            let first = try await take(fixture, file)
            #expect(first.taken.map(\.id) == ["1", "2", "3", "4", "5"] && first.repeated == 0)
            for order in orders { #expect(try await fixture.account(order).state == .settled) }
            #expect(try await fixture.account(orders[2]).credit == fixture.usd(500))
            let before = try await fixture.contents()
            let second = try await take(fixture, file)
            #expect(second.taken.isEmpty && second.repeated == 5)
            #expect(try await fixture.contents() == before)
            // The same identifier of another provider is another payment.
            let other = Payment(
                provider: try slug("stripe"), id: "1", amount: try fixture.usd(1),
                paid: Fixture.authorship.at, order: .none)
            #expect(try await take(fixture, [other]).taken.count == 1)
        }
    }

    @Test(
        "A payment that comes back with another amount refuses the file, by line",
        arguments: StoreKind.allCases)
    func changed(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let orders = try await fixture.open(1...2)
            _ = try await take(fixture, [payment(fixture, "1", 12_000, orders[0])])
            let before = try await fixture.contents()
            await #expect {
                _ = try await take(
                    fixture,
                    [
                        payment(fixture, "2", 12_000, orders[1], line: 2),
                        payment(fixture, "1", 12_001, orders[0], line: 3),
                        payment(fixture, "1", 12_000, orders[0], currency: "KES", line: 4),
                    ])
            } throws: { error in
                (error as? SourceFaults)?.faults.map(\.line) == [3, 4]
            }
            #expect(try await fixture.contents() == before)
        }
    }

    @Test(
        "What names no order, or one that cannot take it, is set aside and can be put right",
        arguments: StoreKind.allCases)
    func aside(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try await fixture.open(1...1)[0]
            let stranger = try OrderReference.random()
            let several = Payment(
                provider: try slug("bank"), id: "4", amount: try fixture.usd(1),
                paid: Fixture.authorship.at, order: .several)
            let outcome = try await take(
                fixture,
                [
                    payment(fixture, "1", 12_000, nil), payment(fixture, "2", 12_000, stranger),
                    payment(fixture, "3", 12_000, order, currency: "KES"), several,
                ])
            let reasons = outcome.taken.map { $0.reasonAside ?? "" }
            for (reason, part) in zip(
                reasons, ["names no order", "\(stranger)", "in USD, not in KES", "several"])
            {
                #expect(reason.contains(part))
            }
            #expect(try await fixture.account(order).state == .quoted)
            #expect(
                try await fixture.store.payments(aside: true).map(\.id) == ["1", "2", "3", "4"])
            let number = outcome.taken[0].number
            let record = try await fixture.store.assign(
                payment: number, to: order, fixture.by("office"))
            #expect(record.account.state == .settled)
            #expect(try await fixture.store.payments(aside: true).map(\.id) == ["2", "3", "4"])
            try await fixture.expectRefusal(.conflict, "already") {
                _ = try await fixture.store.assign(
                    payment: number, to: order, fixture.by("office"))
            }
            try await fixture.expectRefusal(.conflict, "in USD, not in KES") {
                _ = try await fixture.store.assign(
                    payment: outcome.taken[2].number, to: order, fixture.by("office"))
            }
            try await fixture.expectRefusal(.notFound) {
                _ = try await fixture.store.assign(payment: 99, to: order, fixture.by("office"))
            }
        }
    }

    @Test(
        "Money for a settled or cancelled order is kept as credit, and can go back",
        arguments: StoreKind.allCases)
    func credit(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try await fixture.open(1...1)[0]
            _ = try await take(fixture, [payment(fixture, "1", 12_000, order)])
            _ = try await fixture.store.cancel(order, reason: "x", fixture.by("office"))
            _ = try await take(fixture, [payment(fixture, "2", 100, order)])
            #expect(try await fixture.account(order).credit == fixture.usd(12_100))
            try await fixture.expectRefusal(.conflict, "credit of USD 121.00") {
                _ = try await fixture.store.refund(
                    order, fixture.usd(12_101), note: "x", fixture.by("office"))
            }
            let record = try await fixture.store.refund(
                order, fixture.usd(12_100), note: "transfer 4711", fixture.by("office"))
            #expect(record.account.state == .refunded)
        }
    }
}
