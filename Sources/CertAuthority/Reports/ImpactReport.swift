/// Whom certificates reached and whether they had to pay: the tables of `certctl report impact`.
public enum ImpactReport {
    /// The report.
    public static func document(_ figures: ReportFigures) -> ReportDocument {
        let certificates = figures.certificates
        let affordability = affordability(figures)
        return ReportDocument(
            kind: "impact", title: "Whom certificates reached, and what they had to pay",
            coalition: figures.coalition, period: figures.period,
            tables: [
                affordability, certificates.byProgramme([]).table, certificates.byIncome([]).table,
                certificates.byDevelopment([]).table, certificates.byMonth.table,
                PoolTables.closing(figures.pools),
            ],
            charts: [chart(affordability), PoolTables.chart(figures.pools)].compactMap(\.self))
    }

    private static func affordability(_ figures: ReportFigures) -> ReportTable {
        var table = ReportTable(
            "affordability", "Certificates for which the learner paid nothing",
            [
                .init("learners", "Learners"), .init("certificates", "Certificates"),
                .init("unpaid", "Paid nothing"), .init("share", "Share"),
            ])
        func row(_ id: String, _ label: String, _ all: Int?, _ unpaid: Int?) {
            table.rows.append(
                .init(
                    id, label,
                    [
                        all.map { .count($0) } ?? .hidden, unpaid.map { .count($0) } ?? .hidden,
                        all.flatMap { all in unpaid.map { .share($0, of: all) } } ?? .hidden,
                    ]))
        }
        let all = figures.certificates.all.count
        row("all", "All learners", Disclosure.isHarmless(all) ? all : nil, figures.unpaid)
        let leastDeveloped = figures.leastDeveloped
        row(
            "least-developed", "Learners in least developed countries", leastDeveloped.all,
            leastDeveloped.unpaid)
        table.notes.append(
            "Paid nothing: free of charge, or settled by waivers, vouchers and sponsors alone. What "
                + "was settled outside this record counts as paid.")
        table.notes += figures.uncountedNotes
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
