/// The certificates of a period, added up by what a report breaks them down by. It is as large as
/// there are programmes, months and currencies, however many certificates there are.
public struct CertificateTotals: Sendable {
    /// One cell: how many, and what they cost.
    struct Cell: Sendable, Equatable {
        /// How many were charged in a currency, and the sum of their prices.
        struct Price: Sendable, Equatable {
            var count: Int
            var sum: Money
        }

        private(set) var count = 0
        /// By currency; what was free is not among them.
        private(set) var prices: [Currency: Price] = [:]

        mutating func add(_ tally: CertificateTally) throws(MoneyError) {
            count += tally.count
            guard let price = tally.price, !price.isZero else { return }
            var sum = prices[price.currency] ?? Price(count: 0, sum: .zero(price.currency))
            sum.count += tally.count
            sum.sum = try sum.sum.adding(price)
            prices[price.currency] = sum
        }
    }

    /// The World Bank's groups, and what is in none of them or not known.
    enum Income: String, CaseIterable {
        case low
        case lowerMiddle = "lower-middle"
        case upperMiddle = "upper-middle"
        case high
        case none
    }

    private let reference: ReferenceData
    private var known: [Place: Standing] = [:]
    private(set) var all = Cell()
    private(set) var programmes: [Slug: Cell] = [:]
    private(set) var months: [String: Cell] = [:]
    private(set) var incomes: [Income: Cell] = [:]
    private(set) var leastDeveloped = Cell()
    private(set) var others = Cell()
    private(set) var payers: [PayerKind: Cell] = [:]
    private(set) var bands: [PriceBand: Cell] = [:]
    /// In least developed countries, who paid nothing.
    private(set) var leastDevelopedUnpaid = 0

    private struct Place: Hashable {
        let country: String
        let day: CivilDate
    }

    private struct Standing {
        let income: Income
        let isLeastDeveloped: Bool
    }

    /// Nothing yet.
    ///
    /// - Parameter reference: Says where each country stood on the day of issue.
    public init(reference: ReferenceData) { self.reference = reference }

    /// Adds certificates.
    ///
    /// - Throws: `MoneyError.overflow`.
    public mutating func add(_ tally: CertificateTally) throws(MoneyError) {
        let standing = standing(tally)
        try all.add(tally)
        try programmes[tally.programme, default: Cell()].add(tally)
        try months[String("\(tally.day)".prefix(7)), default: Cell()].add(tally)
        try incomes[standing.income, default: Cell()].add(tally)
        try payers[tally.payer, default: Cell()].add(tally)
        try bands[tally.band, default: Cell()].add(tally)
        if standing.isLeastDeveloped {
            try leastDeveloped.add(tally)
            if !tally.payer.mayHavePaid { leastDevelopedUnpaid += tally.count }
        } else {
            try others.add(tally)
        }
    }

    /// Days follow one another country by country, so that one look-up is kept.
    private mutating func standing(_ tally: CertificateTally) -> Standing {
        guard let country = tally.country else {
            return Standing(income: .none, isLeastDeveloped: false)
        }
        let place = Place(country: country, day: tally.day)
        if let found = known[place] { return found }
        func groups(_ list: String) -> [String] {
            guard let list = Slug(list) else { return [] }
            return reference.memberships(of: country, in: list)
                .filter { $0.standing(on: tally.day) != nil }.map(\.group.text)
        }
        let found = Standing(
            income: groups("world-bank-income").last.flatMap(Income.init) ?? .none,
            isLeastDeveloped: groups("un-ldc").contains("ldc"))
        known = [place: found]
        return found
    }

    /// The currencies in which anything was charged, by code.
    var currencies: [Currency] { all.prices.keys.sorted { $0.code < $1.code } }
}

extension PayerKind {
    /// Whether the learner may have paid: whatever is not shown to have cost them nothing.
    var mayHavePaid: Bool { self == .paid || self == .elsewhere }

    /// For people.
    var label: String {
        switch self {
        case .free: "Free of charge"
        case .paid: "Paid, at least in part"
        case .waived: "Waived"
        case .voucher: "Voucher"
        case .sponsor: "Sponsor"
        case .mixed: "Several of waiver, voucher and sponsor"
        case .elsewhere: "Settled outside this record"
        }
    }
}

extension PriceBand {
    /// For people.
    var label: String {
        switch self {
        case .free: "Free"
        case .quarter: "Up to a quarter of the list price"
        case .half: "Up to half of it"
        case .reduced: "Less than all of it"
        case .full: "Full price"
        case .unknown: "List price not on record"
        }
    }
}

extension CertificateTotals.Income {
    /// For people.
    var label: String {
        switch self {
        case .low: "Low income"
        case .lowerMiddle: "Lower-middle income"
        case .upperMiddle: "Upper-middle income"
        case .high: "High income"
        case .none: "Not classified, or not known"
        }
    }
}
