/// Whom certificates reached and whether they had to pay: the tables of `certctl report impact`.
public enum ImpactReport {
    /// The report.
    public static func document(_ figures: ReportFigures) -> ReportDocument {
        let affordability = affordability(figures)
        let trend = ReachTrend(figures)
        let hasAges = figures.certificates.ageBands.keys.contains { $0 != nil }
        let topics: [ReportTopic] =
            (hasAges ? [.ageBand] : []) + [
                .region, .income, .leastDeveloped, .smallIsland, .landlocked, .language, .delivery,
                .organisation, .programme, .month,
            ]
        return ReportDocument(
            kind: "impact", title: "Whom certificates reached, and what they had to pay",
            coalition: figures.coalition, period: figures.period,
            tables: [affordability, figures.breakdown(.payer).table, groups(figures)]
                + topics.map { figures.breakdown($0).table } + [
                    trend.table, PoolTables.closing(figures.pools),
                ],
            charts: [chart(affordability), PoolTables.chart(figures.pools)].compactMap(\.self),
            trends: trend.drawings)
    }

    private static func affordability(_ figures: ReportFigures) -> ReportTable {
        var table = ReportTable(
            ReportTableName.affordability, "Certificates for which the learner paid nothing",
            [
                .init("learners", "Learners"), .init("certificates", "Certificates"),
                .init("unpaid", "Paid nothing"), .init("share", "Share"),
            ])
        let (totals, suppression) = (figures.certificates, figures.suppression)
        func row(_ id: String, _ label: String, _ all: Int?, _ unpaid: Int) {
            let unpaid = suppression.shows(table.id, id) ? unpaid : nil
            table.rows.append(
                .init(
                    id, label,
                    [
                        all.map { .count($0) } ?? .hidden, unpaid.map { .count($0) } ?? .hidden,
                        all.flatMap { all in unpaid.map { .share($0, of: all) } } ?? .hidden,
                    ]))
        }
        let inside = totals.cell(where: \.isLeastDeveloped).count
        row(
            ReportTableName.unpaid, "All learners",
            Disclosure.isHarmless(totals.all.count) ? totals.all.count : nil,
            totals.means.reduce(0) { $0 + ($1.key.isUnpaid ? $1.value : 0) })
        row(
            ReportTableName.leastDevelopedUnpaid, "Learners in least developed countries",
            suppression.shows(ReportTopic.leastDeveloped.rawValue, "yes") ? inside : nil,
            totals.means[.init(isLeastDeveloped: true, isUnpaid: true)] ?? 0)
        table.notes.append(
            "Paid nothing: free of charge, or settled by waivers, vouchers and sponsors alone. What "
                + "was settled outside this record counts as paid.")
        table.notes += figures.uncountedNotes
        return table
    }

    /// Groups overlap, so that they have no total and each is a breakdown of its own.
    private static func groups(_ figures: ReportFigures) -> ReportTable {
        var table = ReportTable(
            ReportTableName.groups, "Certificates by learner group",
            [
                .init("group", "Group"), .init("certificates", "Certificates"),
                .init("share", "Share"),
            ])
        let totals = figures.certificates
        for group in LearnerGroup.allCases {
            let count = totals.groups[group]?.count ?? 0
            let isShown = figures.suppression.shows(table.id, group.rawValue)
            table.rows.append(
                .init(
                    group.rawValue, group.label,
                    isShown
                        ? [.count(count), .share(count, of: totals.all.count)]
                        : [.hidden, .hidden]))
        }
        table.notes.append(
            "A learner may be in several groups, or in none that was told; the rows do not add up.")
        return table
    }

    private static func chart(_ table: ReportTable) -> ReportChart {
        ReportChart(
            table: table.id, title: "Share of learners who paid nothing",
            bars: table.rows.map { row in
                guard case .share(let tenths)? = row.cells.last else {
                    return .init(label: row.label, parts: [])
                }
                return .init(
                    label: row.label,
                    parts: [
                        .init(
                            name: "paid nothing", value: ReportCell.share(tenths).text,
                            length: tenths),
                        .init(
                            name: "paid", value: ReportCell.share(1_000 - tenths).text,
                            length: 1_000 - tenths),
                    ])
            })
    }
}
