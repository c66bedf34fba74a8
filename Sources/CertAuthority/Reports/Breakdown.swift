/// Certificates broken down by one thing, with what must not be shown hidden.
struct Breakdown {
    /// What a row is and what it adds up.
    struct Part {
        let id: String
        let label: String
        let cell: CertificateTotals.Cell
    }

    let id: String
    let caption: String
    let heading: String
    let parts: [Part]
    /// What the parts add up to.
    let all: CertificateTotals.Cell
    /// The currencies of its columns of money: those that every breakdown can tell.
    var currencies: [Currency] = []
    /// Rows that are hidden elsewhere, and so have to be here.
    var alsoHidden: Set<Int> = []

    /// The rows whose counts are hidden, or nil where nothing may be told.
    var hidden: Set<Int>? { Disclosure.hidden(parts.map(\.cell.count), also: alsoHidden) }

    /// Whether the row of that id may be shown.
    func shows(_ id: String) -> Bool {
        guard let hidden else { return false }
        return !hidden.contains { parts[$0].id == id }
    }

    /// The same with the row of that id hidden.
    func hiding(_ id: String) -> Breakdown {
        var breakdown = self
        breakdown.alsoHidden.formUnion(parts.indices.filter { parts[$0].id == id })
        return breakdown
    }

    /// The table.
    var table: ReportTable {
        var table = ReportTable(
            id, caption,
            [.init(id, heading), .init("certificates", "Certificates"), .init("share", "Share")]
                + currencies.map { .init("price-\($0.code)", "Price, \($0.code)") })
        guard let hidden else {
            table.rows = [total]
            table.notes.append("Too few certificates to break them down.")
            return table
        }
        let secret = currencies.map { self.hiddenMoney($0, hidden) }
        for (place, part) in parts.enumerated() {
            let isHidden = hidden.contains(place)
            let money = zip(currencies, secret).map { currency, places -> ReportCell in
                guard let price = part.cell.prices[currency] else {
                    // That a hidden row has no price in a currency would tell of it.
                    return isHidden ? .hidden : .money(.zero(currency))
                }
                return places?.contains(place) != false ? .hidden : .money(price.sum)
            }
            let counts: [ReportCell] =
                isHidden
                ? [.hidden, .hidden]
                : [.count(part.cell.count), .share(part.cell.count, of: all.count)]
            table.rows.append(.init(part.id, part.label, counts + money))
        }
        table.rows.append(total)
        return table
    }

    /// The row below the others.
    private var total: ReportTable.Row {
        let isHarmless = Disclosure.isHarmless(all.count)
        return .init(
            "total", "All",
            [
                isHarmless ? .count(all.count) : .hidden,
                isHarmless ? .share(all.count, of: all.count) : .hidden,
            ] + currencies.map { .money(all.prices[$0]?.sum ?? .zero($0)) }, isTotal: true)
    }

    /// Whether the sum of prices in a currency can be told without telling what a row hides.
    func canTell(_ currency: Currency) -> Bool {
        hidden.map { hiddenMoney(currency, $0) != nil } ?? true
    }

    /// Money is a breakdown of its own in each currency: fewer than five who were charged in it are
    /// hidden, whatever the number of others in the row.
    private func hiddenMoney(_ currency: Currency, _ hidden: Set<Int>) -> Set<Int>? {
        Disclosure.hidden(
            parts.map { $0.cell.prices[currency]?.count ?? 0 }, also: hidden)
    }
}

extension CertificateTotals {
    /// By programme.
    func byProgramme(_ currencies: [Currency]) -> Breakdown {
        Breakdown(
            id: "by-programme", caption: "Certificates by programme", heading: "Programme",
            parts: programmes.sorted { $0.key < $1.key }.map {
                .init(id: $0.key.text, label: $0.key.text, cell: $0.value)
            }, all: all, currencies: currencies)
    }

    /// By what the price was of the list price. What is free is free in the breakdown by payer too,
    /// so that both show it or none.
    func byBand(_ currencies: [Currency]) -> Breakdown {
        let bands = allBands(currencies)
        return allPayers.shows("free") ? bands : bands.hiding("free")
    }

    /// By who settled the price. Without money, which is told as it moved.
    var byPayer: Breakdown {
        allBands([]).shows("free") ? allPayers : allPayers.hiding("free")
    }

    private func allBands(_ currencies: [Currency]) -> Breakdown {
        Breakdown(
            id: "by-price-band", caption: "Certificates by price band", heading: "Price",
            parts: PriceBand.allCases.map {
                .init(id: $0.rawValue, label: $0.label, cell: bands[$0] ?? Cell())
            }, all: all, currencies: currencies)
    }

    private var allPayers: Breakdown {
        Breakdown(
            id: "by-payer", caption: "Certificates by who settled the price", heading: "Settled by",
            parts: PayerKind.allCases.map {
                .init(id: $0.rawValue, label: $0.label, cell: payers[$0] ?? Cell())
            }, all: all)
    }

    /// By the World Bank's group of the learner's country on the day of issue.
    func byIncome(_ currencies: [Currency]) -> Breakdown {
        Breakdown(
            id: "by-income-group", caption: "Certificates by World Bank income group",
            heading: "Income group",
            parts: Income.allCases.map {
                .init(id: $0.rawValue, label: $0.label, cell: incomes[$0] ?? Cell())
            }, all: all, currencies: currencies)
    }

    /// By whether the learner's country was one of the least developed on the day of issue.
    func byDevelopment(_ currencies: [Currency]) -> Breakdown {
        Breakdown(
            id: "by-least-developed", caption: "Certificates by least developed country",
            heading: "Least developed country",
            parts: [
                .init(id: "yes", label: "Yes", cell: leastDeveloped),
                .init(id: "no", label: "No, or not known", cell: others),
            ], all: all, currencies: currencies)
    }

    /// By month of issue.
    var byMonth: Breakdown {
        Breakdown(
            id: "by-month", caption: "Certificates by month of issue (UTC)", heading: "Month",
            parts: months.sorted { $0.key < $1.key }.map {
                .init(id: $0.key, label: $0.key, cell: $0.value)
            }, all: all)
    }
}
