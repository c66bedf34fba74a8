import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("The contract of a store: refunds and chargebacks that a provider tells of")
struct ReturnContractTests {
    private func charge(
        _ fixture: MoneyFixture, _ id: Int, _ units: Int64, _ order: Payment.NamedOrder,
        reference: String? = nil
    ) throws -> Payment {
        Payment(
            provider: try slug("stripe"), id: "txn-\(id)", amount: try fixture.usd(units),
            paid: Fixture.authorship.at, order: order, line: id + 1,
            reference: reference ?? "ch-\(id)")
    }

    private func back(
        _ fixture: MoneyFixture, _ id: Int, _ units: Int64, of charge: Int,
        _ kind: PaymentReturn.Kind = .refund
    ) throws -> PaymentReturn {
        PaymentReturn(
            kind: kind, provider: try slug("stripe"), id: "re-\(id)", payment: "ch-\(charge)",
            amount: try fixture.usd(units), at: Fixture.authorship.at, line: id + 1)
    }

    @discardableResult
    private func take(
        _ fixture: MoneyFixture, _ payments: [Payment] = [], _ returns: [PaymentReturn] = []
    ) async throws -> PaymentImport {
        try await fixture.store.take(
            payments, returns: returns, source: "export.csv", digest: "d", fixture.by("office"))
    }

    @Test(
        "The refund of an excess is applied once, in its own file or before its payment",
        arguments: StoreKind.allCases, [false, true])
    func orderOfFiles(kind: StoreKind, isBefore: Bool) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try #require(try await fixture.open(1...1).first)
            let payment = try charge(fixture, 1, 12_500, .one(order))
            let refund = try back(fixture, 1, 500, of: 1)
            if isBefore {
                let early = try await take(fixture, [], [refund])
                #expect(early.returns.map(\.wait) == [.unknownPayment])
                let late = try await take(fixture, [payment])
                #expect(late.applied.map(\.kept.end) == [.applied(order)])
            } else {
                let both = try await take(fixture, [payment], [refund])
                #expect(both.returns.map(\.kept.end) == [.applied(order)])
            }
            let account = try await fixture.account(order)
            #expect(account.state == .settled && account.refunded == 500)
            #expect(try account.credit == fixture.usd(0))
            let before = try await fixture.contents()
            let again = try await take(fixture, [payment], [refund])
            #expect(again.returns.isEmpty && again.repeatedReturns == 1)
            #expect(try await fixture.contents() == before)
            #expect(try await fixture.store.returns(waiting: true).isEmpty)
        }
    }

    @Test(
        "A chargeback of a certified order waits, changes nothing, and names the certificate",
        arguments: StoreKind.allCases)
    func chargeback(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try #require(try await fixture.open(1...1).first)
            try await take(fixture, [charge(fixture, 1, 12_000, .one(order))])
            let issued = try await fixture.base.issue(
                fixture.rows(1...1),
                batch: fixture.base.batch(programme: MoneyFixture.programme))
            let number = try #require(issued.first).number
            let outcome = try await take(
                fixture, [], [back(fixture, 1, 12_000, of: 1, .chargeback)])
            #expect(
                outcome.returns.map(\.wait) == [
                    .order(
                        order,
                        .exceedsCredit(try fixture.usd(12_000), credit: try fixture.usd(0)),
                        certificate: "\(number)")
                ])
            #expect(try await fixture.account(order).state == .settled)
            #expect(try await fixture.store.certificate(number)?.standing.state == .good)

            try await fixture.base.change(number, to: .revoked)
            let cancelled = try await fixture.store.cancel(
                order, reason: "charged back", fixture.by("office"))
            #expect(cancelled.account.state == .refunded)
            let ended = try await fixture.store.returns(waiting: false)
            #expect(ended.map(\.kept.end) == [.applied(order)])
        }
    }

    @Test(
        "A chargeback that is won comes back to its order, and both cancel out",
        arguments: StoreKind.allCases)
    func won(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try #require(try await fixture.open(1...1).first)
            let restored = Payment(
                provider: try slug("stripe"), id: "txn-9", amount: try fixture.usd(12_000),
                paid: Fixture.authorship.at, order: .asPayment("ch-1"))
            // As an export that begins with the newest has it.
            let outcome = try await take(
                fixture, [restored, charge(fixture, 1, 12_000, .one(order))],
                [back(fixture, 1, 12_000, of: 1, .chargeback)])
            #expect(outcome.taken.allSatisfy { $0.destination == .order(order) })
            #expect(outcome.returns.map(\.kept.end) == [.applied(order)])
            let account = try await fixture.account(order)
            #expect(account.state == .settled && account.paid == 12_000)
            let stray = Payment(
                provider: try slug("stripe"), id: "txn-10", amount: try fixture.usd(1),
                paid: Fixture.authorship.at, order: .asPayment("ch-7"))
            #expect(try await take(fixture, [stray]).taken.first?.reasonAside != nil)
        }
    }

    @Test(
        "A return waits for an unassigned payment, and for no more than was paid",
        arguments: StoreKind.allCases)
    func waiting(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let orders = try await fixture.open(1...2)
            let outcome = try await take(
                fixture, [charge(fixture, 1, 13_000, .none), charge(fixture, 2, 100, .none)],
                [back(fixture, 1, 800, of: 1), back(fixture, 2, 101, of: 2)])
            #expect(outcome.returns.map(\.wait) == [.unassigned, .unassigned])
            let number = try #require(outcome.taken.first).number
            let record = try await fixture.store.assign(
                payment: number, to: orders[0], fixture.by("office"))
            #expect(record.account.refunded == 800)
            _ = try await fixture.store.assign(
                payment: number + 1, to: orders[0], fixture.by("office"))
            let waits = try await fixture.store.returns(waiting: true).map(\.wait)
            #expect(waits == [.exceedsPayment(try fixture.usd(100))])
            // Another order's money is not this payment's.
            try await take(fixture, [charge(fixture, 3, 12_900, .one(orders[0]))])
            #expect(try await fixture.store.returns(waiting: true).count == 1)
        }
    }

    @Test(
        "A return that was recorded by hand is closed once, and one that ended is not",
        arguments: StoreKind.allCases)
    func closing(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try #require(try await fixture.open(1...1).first)
            try await take(fixture, [charge(fixture, 1, 12_500, .one(order))])
            _ = try await fixture.store.refund(
                order, fixture.usd(500), note: "x", fixture.by("office"))
            let outcome = try await take(
                fixture, [],
                [back(fixture, 1, 500, of: 1)])
            let number = try #require(outcome.returns.first).kept.number
            let closed = try await fixture.store.close(
                return: number, reason: "by hand", fixture.by("office"))
            #expect(closed.kept.end == .closed("by hand") && closed.wait == nil)
            #expect(try await fixture.account(order).refunded == 500)
            try await fixture.expectRefusal(.conflict, "closed already") {
                _ = try await fixture.store.close(
                    return: number, reason: "x", fixture.by("office"))
            }
            try await fixture.expectRefusal(.notFound, "no return 99") {
                _ = try await fixture.store.close(return: 99, reason: "x", fixture.by("office"))
            }
        }
    }

    @Test(
        "A return that comes back with another amount, and a charge of two payments, refuse the file",
        arguments: StoreKind.allCases)
    func changed(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try #require(try await fixture.open(1...1).first)
            let payment = try charge(fixture, 1, 12_500, .one(order))
            try await take(fixture, [payment], [back(fixture, 1, 300, of: 1)])
            let before = try await fixture.contents()
            for (payments, returns) in [
                ([], [try back(fixture, 1, 301, of: 1)]), ([], [try back(fixture, 1, 300, of: 2)]),
                ([try charge(fixture, 2, 1, .none, reference: "ch-1")], []),
                ([try charge(fixture, 1, 12_500, .none, reference: "ch-2")], []),
            ] as [([Payment], [PaymentReturn])] {
                await #expect(throws: SourceFaults.self) {
                    try await take(fixture, payments, returns)
                }
                #expect(try await fixture.contents() == before)
            }
        }
    }

    @Test(
        "A payment that was taken before its returns could be told apart is matched afterwards",
        arguments: StoreKind.allCases)
    func linkedLater(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let order = try #require(try await fixture.open(1...1).first)
            let payment = try charge(fixture, 1, 12_500, .one(order))
            try await take(
                fixture,
                [
                    Payment(
                        provider: payment.provider, id: payment.id, amount: payment.amount,
                        paid: payment.paid, order: payment.order)
                ])
            let outcome = try await take(fixture, [payment], [back(fixture, 1, 500, of: 1)])
            #expect(outcome.repeated == 1)
            #expect(outcome.returns.map(\.kept.end) == [.applied(order)])
        }
    }
}
