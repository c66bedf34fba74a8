public import Credentials

/// What somebody owes for one certificate that is to be issued: the row it stands for, and what
/// was written to it since.
public struct Order: Sendable, Equatable {
    /// What payers name it by.
    public let reference: OrderReference
    /// The row of a cohort that it settles; for the office only, since it names a learner.
    public let rowKey: RowKey
    /// What is certified.
    public let programme: Slug
    /// Who issues.
    public let organisation: Slug
    /// When it was opened.
    public let opened: Timestamp

    /// Describes an order.
    public init(
        reference: OrderReference, rowKey: RowKey, programme: Slug, organisation: Slug,
        opened: Timestamp
    ) {
        self.reference = reference
        self.rowKey = rowKey
        self.programme = programme
        self.organisation = organisation
        self.opened = opened
    }
}

/// A price that was worked out for an order.
public struct OrderQuote: Sendable, Equatable {
    /// The quote's identifier.
    public let id: String
    /// The price; zero where nothing is to be paid.
    public let amount: Money

    /// Names a quote and its price.
    public init(id: String, amount: Money) {
        self.id = id
        self.amount = amount
    }
}

/// Something that happens to an order. Amounts are above zero but for quotes.
public enum OrderEvent: Sendable, Equatable {
    /// It was given a price.
    case quoted(OrderQuote)
    /// Money arrived; the payment's number in the store.
    case paid(Money, payment: Int64)
    /// Some of it was waived; the request's number.
    case waived(Money, request: Int64)
    /// A voucher was redeemed; which of a batch, such as `VB-7K3M9QXDC/12`.
    case vouchered(Money, voucher: String)
    /// A sponsor's pool reserved money for it; the reservation's number in the ledger.
    case sponsored(Money, pool: Slug, reservation: Int64)
    /// Money went back to the payer; how it was sent.
    case refunded(Money, note: String)
    /// It was given up; what was reserved is released and vouchers can be used again.
    case cancelled(reason: String)
}

/// An event with its author and instant.
public struct OrderEntry: Sendable, Equatable {
    /// The place among the entries of all orders.
    public let sequence: Int64
    /// When it was written.
    public let at: Timestamp
    /// Who wrote it.
    public let actor: String
    /// What happened.
    public let event: OrderEvent

    package init(sequence: Int64, at: Timestamp, actor: String, event: OrderEvent) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.event = event
    }
}

/// An order with all that was written to it, and what it comes to.
public struct OrderRecord: Sendable, Equatable {
    /// The order.
    public let order: Order
    /// Its entries, oldest first.
    public let entries: [OrderEntry]
    /// Waivers that were asked for and not approved.
    public let waivers: [WaiverRequest]
    /// What the entries come to.
    public let account: OrderAccount

    /// - Throws: ``OrderError`` when the entries contradict each other.
    package init(
        order: Order, entries: [OrderEntry], waivers: [WaiverRequest]
    ) throws(OrderError) {
        self.order = order
        self.entries = entries
        self.waivers = waivers
        account = try OrderAccount(entries.map(\.event))
    }
}

/// A wish that a fee be waived, which somebody else than who wishes it must approve.
public struct WaiverRequest: Sendable, Equatable {
    /// Its number.
    public let number: Int64
    /// The order.
    public let order: OrderReference
    /// How much at most; nil for all that is outstanding.
    public let amount: Money?
    /// Why.
    public let reason: String
    /// Who asks.
    public let requester: String
    /// When.
    public let at: Timestamp

    package init(
        number: Int64, order: OrderReference, amount: Money?, reason: String, requester: String,
        at: Timestamp
    ) {
        self.number = number
        self.order = order
        self.amount = amount
        self.reason = reason
        self.requester = requester
        self.at = at
    }
}

/// An order that is to be opened.
public struct OrderRequest: Sendable {
    /// The row that it is for.
    public let rowKey: RowKey
    /// What is certified.
    public let programme: Slug
    /// Who issues.
    public let organisation: Slug
    /// The learner's country, ISO 3166-1 alpha-2, where sponsors' caps may ask for it; it is kept
    /// for that alone and shown nowhere.
    public let country: String?
    /// The price, where it is known.
    public let quote: OrderQuote?

    /// Requests an order.
    public init(
        rowKey: RowKey, programme: Slug, organisation: Slug, country: String?, quote: OrderQuote?
    ) {
        self.rowKey = rowKey
        self.programme = programme
        self.organisation = organisation
        self.country = country
        self.quote = quote
    }
}

extension RowKey {
    /// The learner's reference, or else the address, that the key was made of.
    public var learner: String {
        let parts = text.unicodeScalars.split(separator: "\u{1F}", omittingEmptySubsequences: false)
        return parts.count == 3 ? String(parts[1]) : ""
    }
}
