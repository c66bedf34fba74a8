/// The sponsors' pools in reports: what the ledger says, to the last unit, as in their statements.
enum PoolTables {
    /// What moved in the days of the report.
    static func moved(_ pools: [PoolTally]) -> ReportTable {
        let kinds: [(LedgerTransfer.Kind, String)] = [
            (.fund, "Funded"), (.withdraw, "Withdrawn"), (.reserve, "Reserved"),
            (.capture, "Captured"), (.release, "Released"), (.refund, "Given back"),
        ]
        var table = ReportTable(
            "pools", "Sponsors' pools: what moved in these days",
            [.init("pool", "Pool"), .init("sponsor", "Sponsor")]
                + kinds.map { .init($0.0.rawValue, $0.1) })
        table.rows = pools.map { tally in
            let zero = Money.zero(tally.closing.pool.currency)
            return .init(
                tally.pool.text, tally.pool.text,
                [.text(tally.sponsor)] + kinds.map { .money(tally.moved[$0.0] ?? zero) })
        }
        return table
    }

    /// What the pools held at the end.
    static func closing(_ pools: [PoolTally]) -> ReportTable {
        var table = ReportTable(
            "pool-balances", "Sponsors' pools: what they held at the end",
            [
                .init("pool", "Pool"), .init("given", "Given"), .init("spent", "Spent"),
                .init("reserved", "Reserved"), .init("available", "Balance available"),
            ])
        table.rows = pools.map { tally in
            .init(
                tally.pool.text, tally.pool.text,
                [LedgerAccount.funding, .spent, .reserved, .available].map {
                    .money(tally.closing.amount($0))
                })
        }
        return table
    }

    /// A bar for each pool, as long as what was given; nil without pools.
    static func chart(_ pools: [PoolTally]) -> ReportChart? {
        guard !pools.isEmpty else { return nil }
        let accounts: [(LedgerAccount, String)] = [
            (.spent, "spent"), (.reserved, "reserved"), (.available, "available"),
        ]
        return ReportChart(
            table: "pool-balances", title: "What became of sponsors' money",
            bars: pools.map { tally in
                let given = tally.closing.amount(.funding)
                return .init(
                    label: "\(tally.pool.text), \(given) given",
                    parts: accounts.map { account, name in
                        let amount = tally.closing.amount(account)
                        return .init(
                            name: name, value: "\(amount)",
                            length: ReportChart.length(amount.minorUnits, of: given.minorUnits))
                    })
            })
    }
}
