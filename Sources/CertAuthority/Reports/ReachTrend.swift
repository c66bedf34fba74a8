/// How many certificates were issued in each month, and how many of them reached women and least
/// developed countries.
struct ReachTrend: Sendable {
    /// A month.
    struct Month: Sendable, Equatable {
        /// Such as `2026-03`.
        let id: String
        /// How many certificates; nil where that is hidden.
        let certificates: Int?
        /// How many of them to women; nil where that is hidden.
        let women: Int?
        /// How many of them in least developed countries; nil where that is hidden.
        let leastDeveloped: Int?
    }

    /// The months, the first one first.
    let months: [Month]

    init(_ figures: ReportFigures) {
        let (totals, suppression) = (figures.certificates, figures.suppression)
        let trend = ReportTableName.trend
        func shown(_ table: String, _ row: String, _ count: Int?) -> Int? {
            suppression.shows(table, row) ? count ?? 0 : nil
        }
        months = totals.allMonths.map { month in
            Month(
                id: month,
                certificates: shown(
                    ReportTopic.month.rawValue, month, totals.months[month]?.count),
                women: shown(
                    trend, ReportTableName.women(month),
                    totals.women[.init(month: month, isIn: true)]),
                leastDeveloped: shown(
                    trend, ReportTableName.leastDeveloped(month),
                    totals.leastDevelopedByMonth[.init(month: month, isIn: true)]))
        }
    }

    /// A drawing for women, and one for least developed countries.
    var drawings: [ReportTrend] {
        guard months.count > 1 else { return [] }
        func drawing(
            _ id: String, _ title: String, _ kind: String, _ part: (Month) -> Int?
        ) -> ReportTrend {
            ReportTrend(
                table: ReportTableName.trend, id: id, title: title, kind: kind,
                months: months.map {
                    .init(label: $0.id, whole: $0.certificates, part: part($0))
                })
        }
        return [
            drawing("women", "Certificates a month, and those of women", "women", \.women),
            drawing(
                "least-developed", "Certificates a month, and those in least developed countries",
                "least developed countries", \.leastDeveloped),
        ]
    }

    /// The table.
    var table: ReportTable {
        var table = ReportTable(
            ReportTableName.trend, "Women and least developed countries, by month of issue (UTC)",
            [
                .init("month", "Month"), .init("certificates", "Certificates"),
                .init("women", "Women"), .init("women-share", "Share"),
                .init("least-developed", "Least developed countries"),
                .init("least-developed-share", "Share"),
            ])
        table.rows = months.map { month in
            let counts = [month.women, month.leastDeveloped].flatMap { count -> [ReportCell] in
                guard let count else { return [.hidden, .hidden] }
                return [
                    .count(count), month.certificates.map { .share(count, of: $0) } ?? .hidden,
                ]
            }
            return .init(
                month.id, month.id,
                [month.certificates.map { .count($0) } ?? .hidden] + counts)
        }
        return table
    }
}
