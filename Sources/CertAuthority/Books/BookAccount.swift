/// The accounts of the books. A positive balance is a debit, a negative one a credit.
public enum BookAccount: String, Sendable, CaseIterable {
    /// Money at banks and payment providers, and in hand.
    case cash
    /// Fees that are still to be settled: what `report fees` calls outstanding.
    case receivables
    /// Fees that pools of sponsors have reserved and not paid yet: as much as `sponsor-reserved`.
    case sponsorClaims = "sponsor-claims"
    /// Money that a provider sent or took back and that is no refund of an order yet.
    case returnedPayments = "returned-payments"
    /// Fees that were waived.
    case waivers
    /// Fees that vouchers settled.
    case vouchers
    /// Payments without an order: owed, to a payer or to an order.
    case unassignedPayments = "unassigned-payments"
    /// What payers paid beyond the price, or for an order that was cancelled: owed to them.
    case payerCredit = "payer-credit"
    /// Sponsors' money that nothing is reserved of.
    case sponsorAvailable = "sponsor-available"
    /// Sponsors' money that is reserved for orders.
    case sponsorReserved = "sponsor-reserved"
    /// The prices of orders that were not cancelled.
    case fees
}

/// One side of an entry.
public struct BookLine: Sendable, Equatable {
    /// The account.
    public let account: BookAccount
    /// Minor units, never zero: above zero a debit, below it a credit.
    public let units: Int64

    /// A debit, in minor units; zero for a credit.
    public var debit: Int64 { max(0, units) }
    /// A credit, in minor units; zero for a debit.
    public var credit: Int64 { max(0, -units) }

    package init(_ account: BookAccount, _ units: Int64) {
        self.account = account
        self.units = units
    }
}
