import Credentials

/// What an order comes to in each account of the books. An entry is the difference of two of these,
/// and the accounts of each are the payments together: so no entry can be out of balance.
struct BookPosition {
    private(set) var account = OrderAccount()
    /// Waivers, vouchers and sponsors by account, in minor units.
    private var grants: [BookAccount: Int64] = [:]

    /// The currency of the price, or nil before there is one.
    var currency: Currency? { account.quote?.amount.currency }

    /// Takes an event in.
    ///
    /// - Throws: `OrderError`; nothing is changed then.
    mutating func apply(_ event: OrderEvent) throws(OrderError) {
        try account.apply(event)
        switch event {
        case .waived(let amount, _): grants[.waivers, default: 0] += amount.minorUnits
        case .vouchered(let amount, _): grants[.vouchers, default: 0] += amount.minorUnits
        case .sponsored(let amount, _, _): grants[.sponsorClaims, default: 0] += amount.minorUnits
        case .cancelled: grants = [:]
        case .quoted, .paid, .refunded: break
        }
    }

    /// Minor units by account, a debit above zero; together what was paid and did not go back, as a
    /// credit.
    var balances: [BookAccount: Int64] {
        grants.merging(
            [
                .receivables: account.outstanding?.minorUnits ?? 0,
                .payerCredit: -(account.credit?.minorUnits ?? 0),
                .fees: account.isCancelled ? 0 : -(account.quote?.amount.minorUnits ?? 0),
            ], uniquingKeysWith: +)
    }
}
