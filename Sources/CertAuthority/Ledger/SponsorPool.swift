public import Credentials

/// Money that a sponsor gives for certificates, with the bounds it comes with.
public struct SponsorPool: Sendable, Equatable {
    /// Names the pool.
    public let id: Slug
    /// Who gives.
    public let sponsor: String
    /// The one currency of the pool.
    public let currency: Currency
    /// Its bounds; fixed for good, so that a statement always shows what held.
    public let caps: [SponsorCap]
    /// When it was made.
    public let created: Timestamp

    /// Describes a pool.
    public init(
        id: Slug, sponsor: String, currency: Currency, caps: [SponsorCap], created: Timestamp
    ) {
        self.id = id
        self.sponsor = sponsor
        self.currency = currency
        self.caps = caps
        self.created = created
    }
}

/// A pool and what its accounts hold.
public struct SponsorPoolRecord: Sendable, Equatable {
    /// The pool.
    public let pool: SponsorPool
    /// Its balances.
    public let balances: LedgerBalances

    /// Pairs both.
    public init(pool: SponsorPool, balances: LedgerBalances) {
        self.pool = pool
        self.balances = balances
    }

    /// A balance as money; what was given is shown above zero.
    public func amount(_ account: LedgerAccount) -> Money {
        let units = balances[account]
        return Money(minorUnits: account == .funding ? -units : units, pool.currency)
    }
}

/// What went in and out of a pool.
public struct SponsorStatement: Sendable, Equatable {
    /// The pool with its balances now.
    public let record: SponsorPoolRecord
    /// Before the first of the transfers.
    public let opening: LedgerBalances
    /// The transfers, oldest first.
    public let transfers: [LedgerTransfer]
    /// After the last of the transfers.
    public let closing: LedgerBalances

    package init(
        record: SponsorPoolRecord, opening: LedgerBalances, transfers: [LedgerTransfer],
        closing: LedgerBalances
    ) {
        self.record = record
        self.opening = opening
        self.transfers = transfers
        self.closing = closing
    }
}
