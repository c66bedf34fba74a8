public import Credentials

/// Money of a payment that a provider sent or took back, as its export tells it.
public struct PaymentReturn: Sendable, Equatable {
    /// Why it went back.
    public enum Kind: String, Sendable, CaseIterable {
        /// The office sent it back, at the provider.
        case refund
        /// The payer's bank took it back, since the payer disputes the payment.
        case chargeback
    }

    /// Why.
    public let kind: Kind
    /// Who tells of it.
    public let provider: Slug
    /// What the provider knows it by; with the provider's name it is taken once.
    public let id: String
    /// What the provider knows the payment by: ``Payment/reference``.
    public let payment: String
    /// How much went back, above zero.
    public let amount: Money
    /// When.
    public let at: Timestamp
    /// The line of the file that it was read from, or nil.
    public let line: Int?

    /// Describes a return.
    public init(
        kind: Kind, provider: Slug, id: String, payment: String, amount: Money, at: Timestamp,
        line: Int? = nil
    ) {
        self.kind = kind
        self.provider = provider
        self.id = id
        self.payment = payment
        self.amount = amount
        self.at = at
        self.line = line
    }
}

/// A return as the store keeps it: what was told never changes, and it ends once.
public struct StoredReturn: Sendable, Equatable {
    /// How a return ended.
    public enum End: Sendable, Equatable {
        /// It is a refund of this order.
        case applied(OrderReference)
        /// Somebody closed it, since it was recorded otherwise; why.
        case closed(String)
    }

    /// Its number in the store.
    public let number: Int64
    /// What was told.
    public let told: PaymentReturn
    /// How it ended; nil while it waits.
    public let end: End?

    package init(number: Int64, told: PaymentReturn, end: End?) {
        self.number = number
        self.told = told
        self.end = end
    }
}

/// A return with the payment that it is of, and what it waits for.
public struct ReturnRecord: Sendable, Equatable {
    /// The return.
    public let kept: StoredReturn
    /// The payment, or nil where it was not taken yet.
    public let payment: PaymentRecord?
    /// What it waits for; nil where it ended.
    public let wait: Wait?

    package init(kept: StoredReturn, payment: PaymentRecord?, wait: Wait?) {
        self.kept = kept
        self.payment = payment
        self.wait = wait
    }

    /// Why a return is not a refund of an order yet. It becomes one by itself once that is changed.
    public enum Wait: Sendable, Equatable {
        /// No payment has that identifier of the provider.
        case unknownPayment
        /// The payment is not assigned to an order.
        case unassigned
        /// More went back than was paid; what is left of the payment.
        case exceedsPayment(Money)
        /// The order does not allow the refund, as ``OrderError`` says: what was paid settles it, or
        /// went back already. With the certificate of the order's row, where there is one that is
        /// not revoked: whether that is to stand is for somebody to decide.
        case order(OrderReference, OrderError, certificate: String?)
    }
}
