/// The certificates of a period, added up by what a report breaks them down by. It is as large as
/// there are programmes, months, languages and currencies, however many certificates there are.
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

    /// A programme of an organisation, and whether its certificates are the free ones.
    struct ProgrammePart: Hashable, Sendable {
        let programme: Slug
        let organisation: Slug
        let isFree: Bool
    }

    /// A month, and whether the learner was in a group or a country of a list.
    struct Share: Hashable, Sendable {
        let month: String
        let isIn: Bool
    }

    /// Whether the learner's country was one of the least developed, and whether nothing was paid.
    struct Means: Hashable, Sendable {
        let isLeastDeveloped: Bool
        let isUnpaid: Bool
    }

    private let reference: ReferenceData
    private var known: [Place: CountryClass] = [:]
    private(set) var all = Cell()
    private(set) var programmeParts: [ProgrammePart: Int] = [:]
    private(set) var programmes: [Slug: Cell] = [:]
    private(set) var organisations: [Slug: Cell] = [:]
    private(set) var months: [String: Cell] = [:]
    /// By the language's first part, such as `pt`; empty where it is not known.
    private(set) var languages: [String: Cell] = [:]
    private(set) var deliveries: [DeliveryMode: Cell] = [:]
    private(set) var ageBands: [AgeBand?: Cell] = [:]
    /// A learner may be in several.
    private(set) var groups: [LearnerGroup: Cell] = [:]
    private(set) var classes: [CountryClass: Cell] = [:]
    private(set) var payers: [PayerKind: Cell] = [:]
    private(set) var bands: [PriceBand: Cell] = [:]
    private(set) var women: [Share: Int] = [:]
    private(set) var leastDevelopedByMonth: [Share: Int] = [:]
    private(set) var means: [Means: Int] = [:]
    private var lastDay: CivilDate?

    private struct Place: Hashable {
        let country: String
        let day: CivilDate
    }

    /// How many look-ups are kept.
    private static let mostKnown = 50_000

    /// Nothing yet.
    ///
    /// - Parameter reference: Says where each country stood on the day of issue.
    public init(reference: ReferenceData) { self.reference = reference }

    /// Adds certificates.
    ///
    /// - Throws: `MoneyError.overflow`.
    public mutating func add(_ tally: CertificateTally) throws(MoneyError) {
        let country = countryClass(tally)
        let month = String("\(tally.day)".prefix(7))
        let language = tally.language.map { String($0.text.prefix { $0 != "-" }) } ?? ""
        try all.add(tally)
        try programmes[tally.programme, default: Cell()].add(tally)
        try organisations[tally.organisation, default: Cell()].add(tally)
        try months[month, default: Cell()].add(tally)
        try languages[language, default: Cell()].add(tally)
        try deliveries[tally.delivery, default: Cell()].add(tally)
        try ageBands[tally.ageBand, default: Cell()].add(tally)
        try classes[country, default: Cell()].add(tally)
        try payers[tally.payer, default: Cell()].add(tally)
        try bands[tally.band, default: Cell()].add(tally)
        for group in tally.groups { try groups[group, default: Cell()].add(tally) }
        let part = ProgrammePart(
            programme: tally.programme, organisation: tally.organisation,
            isFree: tally.payer == .free)
        programmeParts[part, default: 0] += tally.count
        women[Share(month: month, isIn: tally.groups.contains(.woman)), default: 0] += tally.count
        leastDevelopedByMonth[
            Share(month: month, isIn: country.isLeastDeveloped), default: 0] += tally.count
        let means = Means(
            isLeastDeveloped: country.isLeastDeveloped, isUnpaid: !tally.payer.mayHavePaid)
        self.means[means, default: 0] += tally.count
        lastDay = lastDay.map { max($0, tally.day) } ?? tally.day
    }

    private mutating func countryClass(_ tally: CertificateTally) -> CountryClass {
        guard let country = tally.country else { return CountryClass() }
        let place = Place(country: country, day: tally.day)
        if let found = known[place] { return found }
        if known.count >= Self.mostKnown { known = [:] }
        let found = CountryClass(country, on: tally.day, reference)
        known[place] = found
        return found
    }

    /// The certificates of countries of a kind.
    func cell(where isIn: (CountryClass) -> Bool) -> Cell {
        classes.reduce(into: Cell()) { if isIn($1.key) { $0.merge($1.value) } }
    }

    /// The classes that anybody can read in the dated tables, and those that certificates have.
    var possibleClasses: [CountryClass] {
        let listed = lastDay.map { day in
            reference.countries.map { CountryClass($0.alpha2, on: day, reference) }
        }
        return Set(listed ?? []).union(classes.keys).union([CountryClass()])
            .sorted { $0.order < $1.order }
    }

    /// The currencies in which anything was charged, by code.
    var currencies: [Currency] { all.prices.keys.sorted { $0.code < $1.code } }

    /// All months from the first to the last with a certificate.
    var allMonths: [String] {
        guard let first = months.keys.min(), let last = months.keys.max() else { return [] }
        var (found, next) = ([first], first)
        while next < last {
            let parts = next.split(separator: "-").compactMap { Int($0) }
            guard parts.count == 2 else { break }
            let (year, month) = parts[1] == 12 ? (parts[0] + 1, 1) : (parts[0], parts[1] + 1)
            guard let day = CivilDate(year: year, month: month, day: 1) else { break }
            next = String("\(day)".prefix(7))
            found.append(next)
        }
        return found
    }
}

extension CertificateTotals.Cell {
    /// Adds another cell. Each sum of prices is a part of the sum of all, which did not overflow.
    fileprivate mutating func merge(_ other: Self) {
        count += other.count
        prices.merge(other.prices) { left, right in
            .init(
                count: left.count + right.count,
                sum: Money(
                    minorUnits: left.sum.minorUnits + right.sum.minorUnits, left.sum.currency))
        }
    }
}

extension CountryClass {
    /// Some order that is always the same.
    fileprivate var order: String {
        "\(income.rawValue)/\(region.rawValue)/\(isLeastDeveloped)\(isSmallIsland)\(isLandlocked)"
    }
}
