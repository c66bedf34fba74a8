import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("The contract of a store: orders")
struct OrderContractTests {
    @Test(
        "A row has one order that stands, however often it is opened", arguments: StoreKind.allCases
    )
    func open(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let first = try await fixture.open(1...3)
            #expect(Set(first).count == 3)
            let head = try await fixture.store.auditHead()
            #expect(try await fixture.open(1...3, price: 1) == first, "the price stays too")
            #expect(try await fixture.store.auditHead().count == head.count)
            let keys = try fixture.rows(1...4).map(\.key)
            let found = try await fixture.store.orders(rowKeys: keys)
            #expect(keys.map { found[$0]?.order.reference } == first + [nil])
            // Once it is cancelled, the row can have another.
            _ = try await fixture.store.cancel(first[0], reason: "a slip", fixture.by("office"))
            let again = try await fixture.open(1...1)
            #expect(again != [first[0]])
            #expect(try await fixture.store.orders(OrderFilter()).count == 4)
            func listed(_ change: (inout OrderFilter) throws -> Void) async throws
                -> [OrderReference]
            {
                var filter = OrderFilter()
                try change(&filter)
                return try await fixture.store.orders(filter).map(\.order.reference)
            }
            #expect(try await listed { $0.state = .cancelled } == [first[0]])
            let key = keys[1].text.split(separator: "\u{1F}").map(String.init)
            #expect(try await listed { $0.learner = key[1] } == [first[1]])
            #expect(try await listed { $0.learner = String(key[1].dropLast()) } == [])
            let opened = Fixture.authorship.at
            #expect(try await listed { $0.openedBefore = opened } == [])
            #expect(
                try await listed { $0.openedBefore = opened.adding(seconds: 1) }.count == 4)
            #expect(try await listed { $0.programme = try slug("ai-foundations") } == [])
        }
    }

    @Test(
        "An order can wait for its price, which stays once something is settled",
        arguments: StoreKind.allCases)
    func price(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let row = try fixture.rows(1...1)[0]
            let record = try await fixture.store.open(
                [fixture.request(row, price: nil)], fixture.by("office"))[0]
            let reference = record.order.reference
            #expect(record.account.state == .created)
            for units in [12_000, 100] as [Int64] {
                let priced = try await fixture.store.price(
                    reference, at: OrderQuote(id: "Q", amount: fixture.usd(units)),
                    fixture.by("office"))
                #expect(try priced.account.outstanding == fixture.usd(units))
            }
            let pool = try await fixture.pool("fund", 1_000)
            _ = try await fixture.store.sponsor(
                [reference], from: pool, most: fixture.usd(1), fixture.by("office"))
            try await fixture.expectRefusal(.conflict, "settled in part") {
                _ = try await fixture.store.price(
                    reference, at: OrderQuote(id: "Q", amount: fixture.usd(5)),
                    fixture.by("office"))
            }
        }
    }

    @Test("A waiver needs two people", arguments: StoreKind.allCases)
    func waiver(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let reference = try await fixture.open(1...1)[0]
            let request = try await fixture.store.requestWaiver(
                reference, nil, reason: "flood", fixture.by("Ana"))
            #expect(try await fixture.account(reference).state == .quoted, "asked, not granted")
            for name in ["Ana", "ana", " ANA ", "Aná", "\u{410}\u{43F}\u{430}", "a-n-a"] {
                try await fixture.expectRefusal(.conflict, "another person") {
                    _ = try await fixture.store.approveWaiver(request.number, fixture.by(name))
                }
            }
            for name in ["", " ", "B\u{200B}o", "\u{412}o"] {
                try await fixture.expectRefusal(.conflict, "the name of who does this") {
                    _ = try await fixture.store.approveWaiver(request.number, fixture.by(name))
                }
            }
            let record = try await fixture.store.approveWaiver(request.number, fixture.by("Bo"))
            #expect(record.account.state == .settled && record.waivers.isEmpty)
            try await fixture.expectRefusal(.conflict, "already") {
                _ = try await fixture.store.approveWaiver(request.number, fixture.by("Bo"))
            }
            try await fixture.expectRefusal(.notFound) {
                _ = try await fixture.store.approveWaiver(99, fixture.by("Bo"))
            }
            try await fixture.expectRefusal(.conflict, "nothing outstanding") {
                _ = try await fixture.store.requestWaiver(
                    reference, nil, reason: "more", fixture.by("Ana"))
            }
        }
    }

    @Test(
        "A waiver covers no more than what is outstanding when it is approved",
        arguments: StoreKind.allCases)
    func partialWaiver(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let reference = try await fixture.open(1...1)[0]
            let request = try await fixture.store.requestWaiver(
                reference, fixture.usd(9_000), reason: "flood", fixture.by("Ana"))
            try await fixture.expectRefusal(.conflict, "outstanding") {
                _ = try await fixture.store.requestWaiver(
                    reference, fixture.usd(12_001), reason: "flood", fixture.by("Ana"))
            }
            let pool = try await fixture.pool("fund", 10_000)
            _ = try await fixture.store.sponsor(
                [reference], from: pool, most: fixture.usd(5_000), fixture.by("office"))
            let record = try await fixture.store.approveWaiver(request.number, fixture.by("Bo"))
            #expect(record.account.state == .settled)
            #expect(
                try record.entries.map(\.event).last == .waived(try fixture.usd(7_000), request: 1))
        }
    }

    @Test(
        "An order whose certificate is planned or issued is given up only once that is revoked",
        arguments: StoreKind.allCases)
    func cancelIssued(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let orders = try await fixture.open(1...2)
            let rows = try fixture.rows(1...2)
            let batch = try fixture.base.batch(
                programme: MoneyFixture.programme, settledBy: "INV-7")
            let planned = try await fixture.base.plan([rows[0]], batch)
            try await fixture.expectRefusal(.conflict, batch.id) {
                _ = try await fixture.store.cancel(orders[0], reason: "x", fixture.by("office"))
            }
            try await fixture.base.record(planned, of: batch)
            let number = rows[0].number
            try await fixture.expectRefusal(.conflict, "\(number)") {
                _ = try await fixture.store.cancel(orders[0], reason: "x", fixture.by("office"))
            }
            _ = try await fixture.store.cancel(orders[1], reason: "x", fixture.by("office"))
            try await fixture.base.change(number, to: .revoked)
            let record = try await fixture.store.cancel(
                orders[0], reason: "x", fixture.by("office"))
            #expect(record.account.state == .cancelled)
            try await fixture.expectRefusal(.conflict, "cancelled") {
                _ = try await fixture.store.cancel(orders[0], reason: "x", fixture.by("office"))
            }
        }
    }

    @Test(
        "A row whose latest order does not settle it is not planned", arguments: StoreKind.allCases)
    func plannedUnsettled(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let orders = try await fixture.open(1...2)
            let rows = try fixture.rows(1...3)
            let pool = try await fixture.pool("fund", 100_000)
            func plan() async throws {
                _ = try await fixture.base.plan(
                    rows, fixture.base.batch(programme: MoneyFixture.programme))
            }
            _ = try await fixture.store.sponsor(
                [orders[0]], from: pool, most: nil, fixture.by("office"))
            try await fixture.expectRefusal(.conflict, "row 2: its order \(orders[1]) is quoted") {
                try await plan()
            }
            _ = try await fixture.store.sponsor(
                [orders[1]], from: pool, most: nil, fixture.by("office"))
            _ = try await fixture.store.cancel(orders[0], reason: "x", fixture.by("office"))
            try await fixture.expectRefusal(.conflict, "row 1: its order \(orders[0]) is cancelled")
            {
                try await plan()
            }
            let anew = try await fixture.open(1...1)
            _ = try await fixture.store.sponsor(
                anew, from: pool, most: nil, fixture.by("office"))
            try await plan()
        }
    }

    @Test("A batch that is settled otherwise needs no orders", arguments: StoreKind.allCases)
    func plannedOtherwise(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            try await fixture.open(1...2)
            let batch = try fixture.base.batch(
                programme: MoneyFixture.programme, settledBy: "INV-7")
            #expect(try await fixture.base.plan(fixture.rows(1...2), batch).count == 2)
        }
    }

    @Test("An order that does not exist is not found", arguments: StoreKind.allCases)
    func unknown(kind: StoreKind) async throws {
        try await MoneyFixture.with(kind) { fixture in
            let reference = try OrderReference.random()
            let money = try fixture.usd(1)
            let pool = try await fixture.pool("fund", 100)
            let actor = fixture.by("office")
            #expect(try await fixture.store.order(reference) == nil)
            for body in [
                { _ = try await fixture.store.cancel(reference, reason: "x", actor) },
                { _ = try await fixture.store.refund(reference, money, note: "x", actor) },
                {
                    _ = try await fixture.store.requestWaiver(
                        reference, nil, reason: "x", actor)
                },
                { _ = try await fixture.store.sponsor([reference], from: pool, most: nil, actor) },
                { try await fixture.store.capture([reference], actor) },
                {
                    _ = try await fixture.store.price(
                        reference, at: OrderQuote(id: "Q", amount: money), actor)
                },
            ] as [() async throws -> Void] {
                try await fixture.expectRefusal(.notFound, "\(reference)", body)
            }
        }
    }

    @Test("The audit tells of each change and of no learner", arguments: StoreKind.allCases)
    func audit(kind: StoreKind) async throws {
        try await TestInstallation.with { test in
            let fixture = MoneyFixture(
                base: Fixture(
                    store: test.store,
                    key: SigningKey(
                        id: test.keyID, organisation: try slug("itu"),
                        publicKey: test.key.publicKey, created: TestInstallation.instant)),
                store: test.store)
            let orders = try await fixture.open(1...2)
            let pool = try await fixture.pool(
                "fund", 50_000, caps: ["country:KE=400", "learner=300"])
            _ = try await fixture.store.sponsor(
                orders, from: pool, most: fixture.usd(6_000), fixture.by("office"))
            let request = try await fixture.store.requestWaiver(
                orders[0], nil, reason: "flood", fixture.by("Ana"))
            _ = try await fixture.store.approveWaiver(request.number, fixture.by("Bo"))
            _ = try await fixture.store.cancel(orders[1], reason: "x", fixture.by("office"))
            let actions = try #require(
                try test.fetch(
                    String.self,
                    "SELECT group_concat(action, ' ') FROM audit WHERE sequence > 3"))
            #expect(
                actions == "open-orders create-pool fund-pool sponsor-orders request-waiver "
                    + "approve-waiver cancel-order")
            let details = try #require(
                try test.fetch(
                    String.self, "SELECT group_concat(subject || details, '') FROM audit"))
            #expect(!details.contains("REF-Learner") && !details.contains("learner1@"))
        }
    }
}
