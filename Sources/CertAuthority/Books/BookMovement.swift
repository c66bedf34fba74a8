public import Credentials

/// Something on record that moved money, as a store tells it for the books. Nothing in it leads to a
/// learner.
public enum BookMovement: Sendable {
    /// Something was written to an order.
    case order(OrderMovement)
    /// A payment arrived that no order took then.
    case unassigned(payment: Int64, provider: Slug, amount: Money, paid: Timestamp, at: Timestamp)
    /// A provider sent or took money of a payment back.
    case returned(
        Int64, PaymentReturn.Kind, provider: Slug, amount: Money, on: Timestamp, at: Timestamp)
    /// A return was closed, since it was recorded otherwise.
    case returnClosed(Int64, amount: Money, at: Timestamp)
    /// Money of a sponsors' pool moved; with the order's organisation and programme where it is for
    /// one.
    case pool(Slug, LedgerTransfer, organisation: Slug?, programme: Slug?)
}

/// One entry of an order, with what the order came to before.
public struct OrderMovement: Sendable {
    /// The order.
    public let order: OrderReference
    /// What is certified.
    public let programme: Slug
    /// Who issues.
    public let organisation: Slug
    /// What was written before, oldest first.
    public let before: [OrderEvent]
    /// What was written.
    public let entry: OrderEntry
    /// Where the entry is a payment: which.
    public let payment: PaymentOrigin?
    /// Where the entry is a refund that a provider told of: its number.
    public let paymentReturn: Int64?

    /// Where a payment came from.
    public struct PaymentOrigin: Sendable {
        /// Who told of it.
        public let provider: Slug
        /// When it was paid.
        public let paid: Timestamp
        /// Whether it was unassigned until this entry.
        public let wasUnassigned: Bool

        package init(provider: Slug, paid: Timestamp, wasUnassigned: Bool) {
            self.provider = provider
            self.paid = paid
            self.wasUnassigned = wasUnassigned
        }
    }

    package init(
        order: OrderReference, programme: Slug, organisation: Slug, before: [OrderEvent],
        entry: OrderEntry, payment: PaymentOrigin?, paymentReturn: Int64?
    ) {
        self.order = order
        self.programme = programme
        self.organisation = organisation
        self.before = before
        self.entry = entry
        self.payment = payment
        self.paymentReturn = paymentReturn
    }
}

/// Which movements the books are asked for.
public struct BookFilter: Sendable, Equatable {
    /// The days on which they were written.
    public var period: ReportPeriod
    /// Only those of orders of this organisation; nil for all, also those of no order.
    public var organisation: Slug?
    /// Only those of orders of this programme; nil for all, also those of no order.
    public var programme: Slug?

    /// A filter.
    public init(period: ReportPeriod, organisation: Slug? = nil, programme: Slug? = nil) {
        self.period = period
        self.organisation = organisation
        self.programme = programme
    }
}
