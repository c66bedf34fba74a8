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
    /// Says what is hidden.
    let suppression: Suppression
    /// The currencies of its columns of money: those that every breakdown can show.
    var currencies: [Currency] = []

    /// The rows whose counts are hidden, or nil where nothing may be shown.
    var hidden: Set<Int>? {
        suppression.withheld.contains(id)
            ? nil : Set(parts.indices.filter { !suppression.shows(id, parts[$0].id) })
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

    /// Whether the sum of prices in a currency can be shown without showing what a row hides.
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
