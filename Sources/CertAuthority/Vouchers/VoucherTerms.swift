public import Credentials

/// What the vouchers of a batch are good for.
public struct VoucherTerms: Sendable, Equatable {
    /// What a voucher takes off a price.
    public enum Value: Sendable, Equatable {
        /// A share of the price, rounded half to even; all of it with ``BasisPoints/whole``.
        case share(BasisPoints)
        /// A fixed amount, for orders in its currency.
        case amount(Money)
    }

    /// The programmes; never empty.
    public let programmes: [Slug]
    /// The organisation that issues, or nil for any.
    public let organisation: Slug?
    /// What it takes off.
    public let value: Value
    /// How many orders one code can be redeemed for, at least 1.
    public let uses: Int
    /// The first instant at which it is no longer good.
    public let expires: Timestamp

    /// Sets terms.
    public init(
        programmes: [Slug], organisation: Slug?, value: Value, uses: Int, expires: Timestamp
    ) {
        self.programmes = programmes
        self.organisation = organisation
        self.value = value
        self.uses = uses
        self.expires = expires
    }

    /// What a voucher takes off an order.
    ///
    /// - Throws: ``VoucherError`` where the terms do not cover it.
    public func amount(
        for order: Order, _ account: OrderAccount, at instant: Timestamp
    ) throws(VoucherError) -> Money {
        guard instant < expires else { throw .expired(expires) }
        guard programmes.contains(order.programme) else { throw .otherProgramme(order.programme) }
        guard organisation == nil || organisation == order.organisation else {
            throw .otherOrganisation(order.organisation)
        }
        guard let price = account.quote?.amount, let outstanding = account.outstanding,
            !outstanding.isZero
        else { throw .nothingOutstanding }
        let worth: Money
        switch value {
        case .share(let share):
            do throws(MoneyError) { worth = try price.share(share, rounding: .halfEven) } catch {
                throw .worthless
            }
        case .amount(let money):
            guard money.currency == price.currency else {
                throw .otherCurrency(price.currency.code)
            }
            worth = money
        }
        let amount = Money(
            minorUnits: min(worth.minorUnits, outstanding.minorUnits), price.currency)
        guard amount.minorUnits > 0 else { throw .worthless }
        return amount
    }
}

/// Why a voucher is not redeemed.
public enum VoucherError: Error, Hashable, Sendable {
    /// There is no such code.
    case unknown
    /// So many codes that do not exist were tried that none is looked at for now.
    case tooManyUnknown
    /// It was revoked.
    case revoked
    /// It was used as often as it can be.
    case usedUp
    /// It was redeemed for this order already.
    case usedForThisOrder
    /// It was good until this instant.
    case expired(Timestamp)
    /// It is not for this programme.
    case otherProgramme(Slug)
    /// It is not for this organisation.
    case otherOrganisation(Slug)
    /// It is not for this currency.
    case otherCurrency(String)
    /// Nothing is outstanding that it could settle.
    case nothingOutstanding
    /// Its share of this price is less than half the smallest coin.
    case worthless
}

extension VoucherError: CustomStringConvertible {
    /// What is in the way; the code itself is not repeated.
    public var description: String {
        switch self {
        case .unknown: "there is no such voucher; check the code"
        case .tooManyUnknown:
            "too many unknown voucher codes were tried; wait an hour, and find out who tries them"
        case .revoked: "the voucher was revoked"
        case .usedUp: "the voucher was used as often as it can be"
        case .usedForThisOrder: "the voucher was redeemed for this order already"
        case .expired(let instant): "the voucher expired at \(instant)"
        case .otherProgramme(let programme): "the voucher is not for the programme \(programme)"
        case .otherOrganisation(let organisation):
            "the voucher is not for certificates of \(organisation)"
        case .otherCurrency(let code): "the voucher is not for fees in \(code)"
        case .nothingOutstanding: "nothing is outstanding that the voucher could settle"
        case .worthless: "the voucher is worth nothing for this price"
        }
    }
}
