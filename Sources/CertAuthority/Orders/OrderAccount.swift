/// Where an order stands: a pure function of what was written to it.
///
/// ```
/// created ─ quoted ─ partly settled ─ settled
///    └────────┴────────────┴────────────┴── cancelled ── refunded
/// ```
///
/// Any sum of payments, waivers, vouchers and sponsors settles an order. Only payments can come to
/// more than the price; what is over is credit. An order that is settled by mistake is cancelled
/// first: all that was paid is credit then, and only credit can be refunded.
public struct OrderAccount: Sendable, Equatable {
    /// The states of an order.
    public enum State: String, Sendable, CaseIterable {
        /// Without a price yet.
        case created
        /// With a price, and nothing settled of it.
        case quoted
        /// Some of the price is settled.
        case partlySettled = "partly-settled"
        /// All of the price is settled.
        case settled
        /// Cancelled, and all that was paid went back.
        case refunded
        /// Given up.
        case cancelled
    }

    /// The price, or nil before there is one.
    public private(set) var quote: OrderQuote?
    /// In minor units: what arrived less what went back.
    public private(set) var paid: Int64 = 0
    /// In minor units: what went back.
    public private(set) var refunded: Int64 = 0
    /// In minor units: waivers, vouchers and sponsors; never more than the price.
    public private(set) var granted: Int64 = 0
    /// Whether it was given up.
    public private(set) var isCancelled = false

    /// An order without a price.
    public init() {}

    /// What some events come to.
    ///
    /// - Throws: ``OrderError`` at the first that contradicts those before it.
    public init(_ events: [OrderEvent]) throws(OrderError) {
        for event in events { try apply(event) }
    }

    /// The state.
    public var state: State {
        if isCancelled { return refunded > 0 && paid == 0 ? .refunded : .cancelled }
        guard let quote else { return .created }
        if paid + granted >= quote.amount.minorUnits { return .settled }
        return paid + granted > 0 ? .partlySettled : .quoted
    }

    /// What is still to be settled, or nil where there is no price.
    public var outstanding: Money? {
        quote.map { quote in
            let open = isCancelled ? 0 : max(0, quote.amount.minorUnits - paid - granted)
            return Money(minorUnits: open, quote.amount.currency)
        }
    }

    /// What was paid and is owed to the payer, or nil where there is no price.
    public var credit: Money? {
        quote.map { quote in
            let over = isCancelled ? paid : max(0, paid + granted - quote.amount.minorUnits)
            return Money(minorUnits: over, quote.amount.currency)
        }
    }

    /// Takes an event in.
    ///
    /// - Throws: ``OrderError``; nothing is changed then.
    public mutating func apply(_ event: OrderEvent) throws(OrderError) {
        switch event {
        case .quoted(let new):
            guard !isCancelled else { throw .cancelled }
            guard paid == 0, refunded == 0, granted == 0 else { throw .settlementBegan }
            guard new.amount.minorUnits >= 0 else { throw .notPositive(new.amount) }
            quote = new
        case .paid(let money, _):
            let (sum, overflow) = paid.addingReportingOverflow(try checked(money))
            let (_, tooMuch) = sum.addingReportingOverflow(granted)
            guard !overflow, !tooMuch else { throw .overflow }
            paid = sum
        case .waived(let money, _), .vouchered(let money, _), .sponsored(let money, _, _):
            guard !isCancelled else { throw .cancelled }
            let units = try checked(money)
            guard let outstanding, units <= outstanding.minorUnits else {
                throw .exceedsOutstanding(money, outstanding: outstanding ?? .zero(money.currency))
            }
            granted += units
        case .refunded(let money, _):
            let units = try checked(money)
            guard let credit, units <= credit.minorUnits else {
                throw .exceedsCredit(money, credit: credit ?? .zero(money.currency))
            }
            let (sum, overflow) = refunded.addingReportingOverflow(units)
            guard !overflow else { throw .overflow }
            paid -= units
            refunded = sum
        case .cancelled:
            guard !isCancelled else { throw .cancelled }
            isCancelled = true
            granted = 0
        }
    }

    private func checked(_ money: Money) throws(OrderError) -> Int64 {
        guard let quote else { throw .notQuoted }
        guard money.currency == quote.amount.currency else {
            throw .wrongCurrency(money, expected: quote.amount.currency.code)
        }
        guard money.minorUnits > 0 else { throw .notPositive(money) }
        return money.minorUnits
    }
}

/// Why something cannot be written to an order.
public enum OrderError: Error, Hashable, Sendable {
    /// It has no price yet.
    case notQuoted
    /// It was cancelled.
    case cancelled
    /// A price cannot be changed once some of it is settled.
    case settlementBegan
    /// An amount is not above zero.
    case notPositive(Money)
    /// An amount is in another currency than the price.
    case wrongCurrency(Money, expected: String)
    /// More than what is still to be settled.
    case exceedsOutstanding(Money, outstanding: Money)
    /// More than what is owed to the payer.
    case exceedsCredit(Money, credit: Money)
    /// The amounts do not fit into 64 bits of minor units.
    case overflow
}

extension OrderError: CustomStringConvertible {
    /// What is in the way, as the rest of a sentence that begins with the order's reference.
    public var description: String {
        switch self {
        case .notQuoted: "has no price yet"
        case .cancelled: "is cancelled, and that is final; open another order"
        case .settlementBegan:
            "is settled in part, so its price stays; cancel it and open another order"
        case .notPositive(let money): "takes only amounts above zero, not \(money)"
        case .wrongCurrency(let money, let expected): "is in \(expected), not in \(money.currency)"
        case .exceedsOutstanding(let money, let outstanding):
            "has \(outstanding) outstanding, less than \(money)"
        case .exceedsCredit(let money, let credit):
            "has a credit of \(credit), less than \(money); to refund what settles it, cancel it "
                + "first"
        case .overflow: "would come to more than can be counted"
        }
    }
}
