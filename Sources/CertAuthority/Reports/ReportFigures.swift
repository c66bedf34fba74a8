/// All that a report is made of, as the store added it up.
public struct ReportFigures: Sendable {
    /// The installation's name.
    public let coalition: String
    /// The days.
    public let period: ReportPeriod
    /// The certificates.
    public let certificates: CertificateTotals
    /// What pools gave towards them.
    public let sponsored: [SponsoredTally]
    /// What moved on orders.
    public let accounts: [AccountTally]
    /// What stood open at the end.
    public let standing: [StandingTally]
    /// The pools.
    public let pools: [PoolTally]
    /// The entries that no sum has, since nobody pays such amounts.
    public let uncounted: [String]
    /// What is hidden of the certificates, in both reports alike.
    let suppression: Suppression

    /// Takes the figures.
    public init(
        coalition: String, period: ReportPeriod, certificates: CertificateTotals,
        sponsored: [SponsoredTally], accounts: [AccountTally], standing: [StandingTally],
        pools: [PoolTally], uncounted: [String] = []
    ) {
        self.coalition = coalition
        self.period = period
        self.certificates = certificates
        self.sponsored = sponsored
        self.accounts = accounts
        self.standing = standing
        self.pools = pools
        self.uncounted = uncounted
        suppression = Suppression(certificates.system(sponsored))
    }

    /// Asks a store for them.
    ///
    /// - Parameter reference: Says where each country stood on the day of issue.
    /// - Throws: ``StoreError``.
    public init(
        _ store: some ReportStore, coalition: String, period: ReportPeriod,
        reference: ReferenceData
    ) async throws(StoreError) {
        self.init(
            coalition: coalition, period: period,
            certificates: try await store.tally(
                period, into: CertificateTotals(reference: reference)
            ) { total, tally in try total.add(tally) },
            sponsored: try await store.sponsored(period),
            accounts: try await store.accounts(period),
            standing: try await store.standing(period), pools: try await store.pools(period),
            uncounted: try await store.uncounted(period))
    }
}

extension ReportFigures {
    private static let longestList = 20

    /// What is said of entries that are not counted; empty where all are.
    var uncountedNotes: [String] {
        guard !uncounted.isEmpty else { return [] }
        let more = uncounted.count - Self.longestList
        return [
            "Not counted, because the amount is implausible: "
                + uncounted.prefix(Self.longestList).joined(separator: ", ")
                + (more > 0 ? " and \(more) more" : "")
                + ". docs/reports.md says how that is mended."
        ]
    }

    /// The places of payments, waivers and vouchers of a currency that are hidden, and nil where
    /// sums of prices could tell them all the same.
    func hiddenAccounts(_ currency: Currency) -> Set<AccountTally.Kind>? {
        let kinds: [AccountTally.Kind] = [.paid, .waived, .vouchered]
        let orders = kinds.map { account($0, currency)?.orders ?? 0 }
        return Disclosure.hidden(orders).map { Set($0.map { kinds[$0] }) }
    }

    /// What moved of a kind in a currency.
    func account(_ kind: AccountTally.Kind, _ currency: Currency) -> AccountTally? {
        accounts.first { $0.kind == kind && $0.amount.currency == currency }
    }

    /// The currencies whose prices may be shown beside certificates. All breakdowns have the same sum
    /// of prices, so that one which cannot show it keeps it from the others.
    var priceCurrencies: [Currency] {
        let breakdowns = [ReportTopic.programme, .band, .income, .leastDeveloped].map {
            breakdown($0)
        }
        return certificates.currencies.filter { currency in
            hiddenAccounts(currency) != nil && breakdowns.allSatisfy { $0.canTell(currency) }
        }
    }
}
