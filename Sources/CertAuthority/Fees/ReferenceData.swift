internal import LinkedData

/// Countries, currencies, and which country was on which list when.
public struct ReferenceData: Hashable, Sendable {
    /// The countries, by alpha-2 code.
    public let countries: [Country]
    /// The currencies, by code.
    public let currencies: [Currency]
    /// The dated records in force, by country, list and start; those that a later line has replaced
    /// or withdrawn are not among them.
    public let memberships: [ListMembership]
    /// What was published when, by list and day.
    public let vintages: [ListVintage]

    private let countryByCode: [ExactString: Country]
    private let currencyByCode: [ExactString: Currency]
    private let membershipsByCountry: [ExactString: [ListMembership]]

    private let cashSteps: [ExactString: Int64]

    init(
        countries: [Country], currencies: [Currency], cashSteps: [String: Int64] = [:],
        memberships: [ListMembership], vintages: [ListVintage] = []
    ) {
        self.countries = countries.sorted { $0.alpha2 < $1.alpha2 }
        self.currencies = currencies.sorted { $0.code < $1.code }
        self.memberships = memberships.filter { $0.endStatus != .withdrawn }
            .sorted(by: Self.inOrder)
        self.vintages = vintages.sorted { ($0.list, $0.asOf) < ($1.list, $1.asOf) }
        self.cashSteps = Dictionary(
            cashSteps.map { (ExactString($0.key), $0.value) },
            uniquingKeysWith: { first, _ in first })
        countryByCode = Self.table(countries, by: \.alpha2)
        currencyByCode = Self.table(currencies, by: \.code)
        membershipsByCountry = Dictionary(grouping: self.memberships) { ExactString($0.country) }
    }

    /// The country of exactly that alpha-2 code, in capitals.
    public func country(_ alpha2: String) -> Country? { countryByCode[ExactString(alpha2)] }

    /// The currency of exactly that code, in capitals.
    public func currency(_ code: String) -> Currency? { currencyByCode[ExactString(code)] }

    /// The smallest amount that can be paid in coins, in minor units: 5 for CHF, 1 for USD.
    public func cashStep(of currency: Currency) -> Int64 {
        cashSteps[ExactString(currency.code)] ?? 1
    }

    /// All records of a country in a list, by start.
    public func memberships(of country: String, in list: Slug) -> [ListMembership] {
        (membershipsByCountry[ExactString(country)] ?? []).filter { $0.list == list }
    }

    /// The lists and their groups, each pair once, in order.
    public var groups: [(list: Slug, group: Slug)] {
        let pairs = Dictionary(grouping: memberships, by: \.list)
        return pairs.keys.sorted().flatMap { list in
            Set((pairs[list] ?? []).map(\.group)).sorted().map { (list, $0) }
        }
    }

    /// Compares the records; the tables for look-up follow from them.
    public static func == (left: ReferenceData, right: ReferenceData) -> Bool {
        left.countries == right.countries && left.currencies == right.currencies
            && left.memberships == right.memberships && left.vintages == right.vintages
            && left.cashSteps == right.cashSteps
    }

    /// Hashes the dated records.
    public func hash(into hasher: inout Hasher) { hasher.combine(memberships) }

    private static func table<Value>(
        _ values: [Value], by code: KeyPath<Value, String>
    ) -> [ExactString: Value] {
        Dictionary(values.map { (ExactString($0[keyPath: code]), $0) }) { first, _ in first }
    }

    private static func inOrder(_ left: ListMembership, _ right: ListMembership) -> Bool {
        if !left.country.isExactly(right.country) { return left.country < right.country }
        if left.list != right.list { return left.list < right.list }
        if left.from != right.from {
            guard let start = right.from else { return false }
            return left.from.map { $0 < start } ?? true
        }
        return left.group < right.group
    }
}
