import CertAuthority
import Testing
@testable import TestSupport

@Suite("The account of an order")
struct OrderAccountTests {
    private static let seed = UInt64.random(in: 0 ... .max)

    private func usd(_ units: Int64) throws -> Money {
        Money(minorUnits: units, try #require(Currency(code: "USD", digits: 2)))
    }

    private func quoted(_ units: Int64) throws -> OrderEvent {
        .quoted(OrderQuote(id: "Q-1", amount: try usd(units)))
    }

    @Test("Any sum of payments, waivers, vouchers and sponsors settles")
    func settles() throws {
        var account = OrderAccount()
        #expect(account.state == .created && account.outstanding == nil && account.credit == nil)
        let pool = try slug("fund")
        for (event, state, outstanding) in [
            (try quoted(100), OrderAccount.State.quoted, 100),
            (.paid(try usd(10), payment: 1), .partlySettled, 90),
            (.waived(try usd(20), request: 1), .partlySettled, 70),
            (.vouchered(try usd(30), voucher: "VB/1"), .partlySettled, 40),
            (.sponsored(try usd(40), pool: pool, reservation: 1), .settled, 0),
        ] as [(OrderEvent, OrderAccount.State, Int64)] {
            try account.apply(event)
            #expect(account.state == state)
            #expect(try account.outstanding == usd(outstanding))
            #expect(try account.credit == usd(0))
        }
        #expect(try OrderAccount([quoted(0)]).state == .settled, "nothing is to be paid")
    }

    @Test("What is paid beyond the price is credit; only credit goes back")
    func credit() throws {
        var account = try OrderAccount([quoted(100), .paid(usd(70), payment: 1)])
        #expect(throws: OrderError.exceedsCredit(try usd(1), credit: try usd(0))) {
            try account.apply(.refunded(usd(1), note: ""))
        }
        try account.apply(.paid(usd(50), payment: 2))
        #expect(try account.state == .settled && account.credit == usd(20))
        #expect(throws: OrderError.exceedsCredit(try usd(21), credit: try usd(20))) {
            try account.apply(.refunded(usd(21), note: ""))
        }
        try account.apply(.refunded(usd(20), note: ""))
        #expect(try account.state == .settled && account.credit == usd(0))
    }

    @Test("A cancelled order owes all that was paid, and is refunded once that went back")
    func cancelled() throws {
        var account = try OrderAccount([
            quoted(100), .paid(usd(60), payment: 1), .waived(usd(40), request: 1),
            .cancelled(reason: "withdrew"),
        ])
        #expect(account.state == .cancelled)
        #expect(try account.credit == usd(60) && account.outstanding == usd(0))
        // Money that arrives afterwards is credit too.
        try account.apply(.paid(usd(5), payment: 2))
        #expect(try account.credit == usd(65))
        try account.apply(.refunded(usd(25), note: ""))
        #expect(account.state == .cancelled)
        try account.apply(.refunded(usd(40), note: ""))
        #expect(try account.state == .refunded && account.credit == usd(0))
        let unpaid = try OrderAccount([quoted(100), .cancelled(reason: "withdrew")])
        #expect(unpaid.state == .cancelled)
    }

    @Test("What contradicts the order is refused and changes nothing")
    func refused() throws {
        let kes = Money(minorUnits: 1, try #require(Currency(code: "KES", digits: 2)))
        let open = try [quoted(100)]
        let begun = try [quoted(100), .paid(usd(1), payment: 1)]
        let over = try [quoted(100), .cancelled(reason: "")]
        for (events, event, error) in [
            ([], .paid(try usd(1), payment: 1), OrderError.notQuoted),
            ([], .waived(try usd(1), request: 1), .notQuoted),
            ([], try quoted(-1), .notPositive(try usd(-1))),
            (open, .paid(try usd(0), payment: 1), .notPositive(try usd(0))),
            (open, .paid(try usd(-5), payment: 1), .notPositive(try usd(-5))),
            (open, .paid(kes, payment: 1), .wrongCurrency(kes, expected: "USD")),
            (open, .waived(kes, request: 1), .wrongCurrency(kes, expected: "USD")),
            (
                begun, .vouchered(try usd(100), voucher: ""),
                .exceedsOutstanding(try usd(100), outstanding: try usd(99))
            ),
            (begun, try quoted(50), .settlementBegan),
            (over, try quoted(50), .cancelled),
            (over, .sponsored(try usd(1), pool: try slug("fund"), reservation: 1), .cancelled),
            (over, .cancelled(reason: ""), .cancelled),
            (open, .refunded(try usd(1), note: ""), .exceedsCredit(try usd(1), credit: try usd(0))),
            (begun, .paid(try usd(.max), payment: 2), .overflow),
        ] as [([OrderEvent], OrderEvent, OrderError)] {
            var account = try OrderAccount(events)
            let before = account
            #expect(throws: error) { try account.apply(event) }
            #expect(account == before)
        }
    }

    @Test("At random, nothing is granted beyond the price and no money is made or lost")
    func random() throws {
        var generator = SeededGenerator(seed: Self.seed)
        let pool = try slug("fund")
        for _ in 0..<500 {
            let price = Int64.random(in: 0...200, using: &generator)
            var account = try OrderAccount([quoted(price)])
            var (paid, refunded) = (Int64(0), Int64(0))
            for _ in 0..<20 {
                let money = try usd(Int64.random(in: -3...90, using: &generator))
                let event: OrderEvent =
                    switch Int.random(in: 0..<12, using: &generator) {
                    case 0..<4: .paid(money, payment: 1)
                    case 4..<6: .waived(money, request: 1)
                    case 6..<8: .vouchered(money, voucher: "")
                    case 8..<10: .sponsored(money, pool: pool, reservation: 1)
                    case 10: .refunded(money, note: "")
                    default: .cancelled(reason: "")
                    }
                guard (try? account.apply(event)) != nil else { continue }
                if case .paid = event { paid += money.minorUnits }
                if case .refunded = event { refunded += money.minorUnits }
                let outstanding = try #require(account.outstanding?.minorUnits)
                let credit = try #require(account.credit?.minorUnits)
                #expect(account.paid == paid - refunded && account.paid >= 0, "seed \(Self.seed)")
                #expect(account.granted <= price && account.granted >= 0, "seed \(Self.seed)")
                #expect(min(outstanding, credit) == 0, "seed \(Self.seed)")
                if account.isCancelled {
                    #expect(credit == account.paid, "seed \(Self.seed)")
                } else {
                    #expect(
                        account.paid + account.granted + outstanding - credit == price,
                        "seed \(Self.seed)")
                    #expect(
                        (account.state == .settled) == (outstanding == 0), "seed \(Self.seed)")
                }
            }
        }
    }
}
