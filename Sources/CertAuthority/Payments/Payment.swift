public import Credentials

/// Money that arrived, as a bank or payment provider tells it.
public struct Payment: Sendable, Equatable {
    /// Who tells of it.
    public let provider: Slug
    /// What the provider knows it by; with the provider's name it is taken once.
    public let id: String
    /// How much the payer paid, before the provider's fees.
    public let amount: Money
    /// When it was paid.
    public let paid: Timestamp
    /// The order that the payer named.
    public let order: NamedOrder
    /// The line of the file that it was read from, or nil.
    public let line: Int?
    /// What the provider's refunds and chargebacks name it by, or nil.
    public let reference: String?

    /// What a payer named as the order.
    public enum NamedOrder: Sendable, Equatable {
        /// No reference was found.
        case none
        /// This one.
        case one(OrderReference)
        /// More than one; which part is for which cannot be told.
        case several
        /// The order of the payment that the provider knows by that ``Payment/reference``: money of
        /// it had gone back, and came again.
        case asPayment(String)
    }

    /// Describes a payment.
    public init(
        provider: Slug, id: String, amount: Money, paid: Timestamp, order: NamedOrder,
        line: Int? = nil, reference: String? = nil
    ) {
        self.provider = provider
        self.id = id
        self.amount = amount
        self.paid = paid
        self.order = order
        self.line = line
        self.reference = reference
    }
}

extension Payment {
    /// True where it is dated after an instant.
    ///
    /// - Parameter isDay: Whether it is dated by a day alone, which begins anywhere fourteen hours
    ///   before it does in UTC; a time may be five minutes ahead, as clocks are.
    public func isFuture(at instant: Timestamp, isDay: Bool) -> Bool {
        paid.seconds > instant.seconds + (isDay ? 14 * 3_600 : 300)
    }
}

/// A payment as the store keeps it.
public struct PaymentRecord: Sendable, Equatable {
    /// Its number in the store.
    public let number: Int64
    /// Who told of it.
    public let provider: Slug
    /// What the provider knows it by.
    public let id: String
    /// How much was paid.
    public let amount: Money
    /// When it was paid.
    public let paid: Timestamp
    /// The line of the file that it was read from, or nil.
    public let line: Int?
    /// Where it went.
    public let destination: Destination

    package init(
        number: Int64, provider: Slug, id: String, amount: Money, paid: Timestamp, line: Int?,
        destination: Destination
    ) {
        self.number = number
        self.provider = provider
        self.id = id
        self.amount = amount
        self.paid = paid
        self.line = line
        self.destination = destination
    }

    /// Where a payment went.
    public enum Destination: Sendable, Equatable {
        /// To this order.
        case order(OrderReference)
        /// Set aside, and why.
        case aside(String)
    }

    /// Why it is set aside, or nil.
    public var reasonAside: String? {
        if case .aside(let reason) = destination { reason } else { nil }
    }
}

/// What came of importing payments.
public struct PaymentImport: Sendable, Equatable {
    /// What is new, in the order of the file.
    public let taken: [PaymentRecord]
    /// How many had been taken before.
    public let repeated: Int
    /// The refunds and chargebacks that are new, in the order of the file.
    public let returns: [ReturnRecord]
    /// How many of these had been taken before.
    public let repeatedReturns: Int
    /// Earlier ones that waited and became refunds of their orders now.
    public let applied: [ReturnRecord]

    package init(
        taken: [PaymentRecord], repeated: Int, returns: [ReturnRecord], repeatedReturns: Int,
        applied: [ReturnRecord]
    ) {
        self.taken = taken
        self.repeated = repeated
        self.returns = returns
        self.repeatedReturns = repeatedReturns
        self.applied = applied
    }
}
