/// What certificates cost and who paid: the tables of `certctl report fees`.
public enum FeesReport {
    /// The report.
    public static func document(_ figures: ReportFigures) -> ReportDocument {
        let currencies = figures.priceCurrencies
        return ReportDocument(
            kind: "fees", title: "What certificates cost, and who paid",
            coalition: figures.coalition, period: figures.period,
            tables: [
                accounts(figures), standing(figures), PoolTables.moved(figures.pools),
                PoolTables.closing(figures.pools), figures.breakdown(.programme, currencies).table,
                figures.breakdown(.band, currencies).table,
                figures.breakdown(.income, currencies).table,
                figures.breakdown(.leastDeveloped, currencies).table,
                figures.breakdown(.payer).table, sponsored(figures),
            ],
            charts: [PoolTables.chart(figures.pools)].compactMap(\.self))
    }

    private static func accounts(_ figures: ReportFigures) -> ReportTable {
        var table = ReportTable(
            "money", "Money of orders, as it moved in these days",
            [
                .init("currency", "Currency"), .init("paid", "Payments"),
                .init("refunded", "Refunds"), .init("waived", "Waived"),
                .init("vouchered", "Vouchers"), .init("sponsored", "Sponsors"),
            ])
        let currencies = Set(figures.accounts.map(\.amount.currency))
        for currency in currencies.sorted(by: { $0.code < $1.code }) {
            let hidden = figures.hiddenAccounts(currency)
            let cells = [AccountTally.Kind.paid, .refunded, .waived, .vouchered, .sponsored].map {
                kind -> ReportCell in
                guard let account = figures.account(kind, currency) else {
                    return .money(.zero(currency))
                }
                let isShown =
                    switch kind {
                    // The ledger of the pools tells it to the last entry.
                    case .sponsored: true
                    case .refunded: Disclosure.isHarmless(account.orders)
                    case .paid, .waived, .vouchered: hidden.map { !$0.contains(kind) } ?? false
                    }
                return isShown ? .money(account.amount) : .hidden
            }
            table.rows.append(.init(currency.code, currency.code, cells))
        }
        table.notes.append(
            "Less what was given back of waivers, vouchers and sponsors when an order was "
                + "cancelled. Currencies are never added up.")
        table.notes += figures.uncountedNotes
        return table
    }

    private static func standing(_ figures: ReportFigures) -> ReportTable {
        var table = ReportTable(
            "open", "What stood open at the end",
            [
                .init("currency", "Currency"), .init("orders", "Open orders"),
                .init("outstanding", "Outstanding"), .init("credit", "Credit of payers"),
                .init("aside", "Unassigned payments"),
            ])
        for tally in figures.standing {
            func cell(_ cell: ReportCell, _ count: Int) -> ReportCell {
                Disclosure.isHarmless(count) ? cell : .hidden
            }
            let code = tally.outstanding.currency.code
            table.rows.append(
                .init(
                    code, code,
                    [
                        cell(.count(tally.openOrders), tally.openOrders),
                        cell(.money(tally.outstanding), tally.openOrders),
                        cell(.money(tally.credit), tally.creditOrders),
                        cell(.money(tally.aside), tally.asidePayments),
                    ]))
        }
        return table
    }

    /// Several pools may sponsor one certificate, so that there is no total; hidden is as if there
    /// were one, and where the breakdown by payer hides what sponsors settled.
    private static func sponsored(_ figures: ReportFigures) -> ReportTable {
        var table = ReportTable(
            "by-pool", "Certificates by sponsors' pool",
            [
                .init("pool", "Pool"), .init("certificates", "Certificates"),
                .init("amount", "Given towards them"),
            ])
        let suppression = figures.suppression
        let isTold = [PayerKind.sponsor, .mixed].allSatisfy {
            suppression.shows(ReportTopic.payer.rawValue, $0.rawValue)
        }
        let hidden = isTold ? Disclosure.hidden(figures.sponsored.map(\.count)) : nil
        for (place, tally) in figures.sponsored.enumerated() {
            let isShown =
                hidden.map { !$0.contains(place) } ?? false
                && suppression.shows(ReportTableName.pools, tally.pool.text)
            table.rows.append(
                .init(
                    tally.pool.text, tally.pool.text,
                    isShown ? [.count(tally.count), .money(tally.amount)] : [.hidden, .hidden]))
        }
        return table
    }
}
