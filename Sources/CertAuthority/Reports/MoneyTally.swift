/// What moved on orders in a period, in one currency.
public struct AccountTally: Sendable, Hashable {
    /// What moved.
    public enum Kind: String, Sendable, CaseIterable {
        /// Payments put to orders.
        case paid
        /// Waivers, less those of orders that were cancelled.
        case waived
        /// Vouchers, less those given back.
        case vouchered
        /// Sponsors' money reserved, less what was given back.
        case sponsored
        /// Payments that went back.
        case refunded
    }

    /// What moved.
    public let kind: Kind
    /// The sum; below zero where more was given back than granted.
    public let amount: Money
    /// On how many orders.
    public let orders: Int

    package init(kind: Kind, amount: Money, orders: Int) {
        self.kind = kind
        self.amount = amount
        self.orders = orders
    }
}

/// What stood open at the end of a period, in one currency.
public struct StandingTally: Sendable, Hashable {
    /// Still to be settled.
    public var outstanding: Money
    /// On how many orders.
    public var openOrders = 0
    /// Paid, and owed to payers.
    public var credit: Money
    /// On how many orders.
    public var creditOrders = 0
    /// Paid, and put to no order yet.
    public var aside: Money
    /// In how many payments.
    public var asidePayments = 0

    package init(_ currency: Currency) {
        (outstanding, credit, aside) = (.zero(currency), .zero(currency), .zero(currency))
    }
}

/// What moved in a sponsors' pool in a period, and what it held at its end.
public struct PoolTally: Sendable, Equatable {
    /// The pool.
    public let pool: Slug
    /// Who gives.
    public let sponsor: String
    /// What moved in the period, by kind of transfer.
    public let moved: [LedgerTransfer.Kind: Money]
    /// The balances at its end.
    public let closing: SponsorPoolRecord

    package init(
        pool: Slug, sponsor: String, moved: [LedgerTransfer.Kind: Money], closing: SponsorPoolRecord
    ) {
        self.pool = pool
        self.sponsor = sponsor
        self.moved = moved
        self.closing = closing
    }
}
