public import LinkedData

/// What a programme costs, as a table: the countries that pay alike, and what learners of each group
/// pay there.
public struct FeeTable: Sendable {
    /// Countries in which every learner pays the same as in the others.
    public struct Line: Hashable, Sendable {
        /// The tier that counts for a learner in no group; nil where none applies.
        public let tier: Slug?
        /// The countries, alpha-2, in order.
        public let countries: [String]
        /// The price by column; nil where there is none.
        public let prices: [Money?]
    }

    /// The programme.
    public let programme: Slug
    /// Who issues it.
    public let organisation: Slug
    /// The day for which it is reckoned.
    public let date: CivilDate
    /// The list price.
    public let list: Money
    /// The columns: learners in no group, and in each group that a rule names. A learner in several
    /// groups pays the lowest of their prices.
    public let columns: [LearnerGroup?]
    /// The lines, the dearest first.
    public let lines: [Line]

    /// Reckons a table; nil where the programme is free.
    ///
    /// - Throws: `FeeError` where catalogue or schedule do not know the programme or its issuer.
    public init?(
        of programme: Slug, by organisation: Slug?, on date: CivilDate,
        _ contents: CatalogueContents
    ) throws(FeeError) {
        let (catalogue, schedule) = (contents.catalogue, contents.fees)
        guard let offered = catalogue.programme(programme) else {
            if catalogue.series(programme) != nil { return nil }
            throw .unknownProgramme(programme.text)
        }
        let slug = organisation ?? offered.organisation
        guard let issuer = catalogue.organisation(slug) else { throw .unknownOrganisation(slug) }
        guard issuer.mayIssue.contains(programme) else {
            throw .mayNotIssue(slug, programme: programme)
        }
        guard let price = schedule.price(of: programme) else {
            if offered.level == .advanced { throw .noPrice(programme) }
            return nil
        }
        let grid = FeeGrid(
            schedule: schedule, catalogue: catalogue, reference: contents.reference)
        let scoped = grid.scoped(offered, issuer)
        let named = Set((scoped.tiers + scoped.reliefs).flatMap(\.condition.groups))
        let columns: [LearnerGroup?] = [nil] + LearnerGroup.allCases.filter(named.contains)
        var memory = FeeGrid.Memory()
        var countries: [Key: [String]] = [:]
        for country in contents.reference.countries.map(\.alpha2).sorted() {
            let outcomes = memory.outcomes(
                grid, scoped, placed: grid.placed(country, on: date))
            let shown = columns.map { group in outcomes[Self.set(of: group)] }
            countries[Key(tier: Self.tier(shown[0]), prices: shown.map(Self.price)), default: []]
                .append(country)
        }
        self.programme = programme
        self.organisation = slug
        self.date = date
        self.list = price.list
        self.columns = columns
        lines = countries.map { key, countries in
            Line(tier: key.tier, countries: countries, prices: key.prices)
        }.sorted { left, right in
            let (first, second) = (left.order, right.order)
            return first == second
                ? left.countries.lexicographicallyPrecedes(right.countries)
                : second.lexicographicallyPrecedes(first)
        }
    }

    private struct Key: Hashable {
        let tier: Slug?
        let prices: [Money?]
    }

    private static func set(of group: LearnerGroup?) -> Int {
        group.flatMap { LearnerGroup.allCases.firstIndex(of: $0) }.map { 1 << $0 } ?? 0
    }

    private static func tier(_ outcome: FeeGrid.Outcome) -> Slug? {
        if case .price(_, let rules, _) = outcome { rules.first } else { nil }
    }

    private static func price(_ outcome: FeeGrid.Outcome) -> Money? {
        if case .price(let money, _, _) = outcome { money } else { nil }
    }

    /// The table as a JSON object; amounts as text, such as `USD 30.00`.
    public var json: JSON {
        [
            "programme": .string(programme.text), "organisation": .string(organisation.text),
            "date": .string("\(date)"), "list": .string("\(list)"),
            "lines": .array(
                lines.map { line in
                    var object: JSON = [
                        "countries": .array(line.countries.map { .string($0) }),
                        "prices": .array(
                            zip(columns, line.prices).map { group, price in
                                var cell: JSON = [:]
                                cell.set("group", group.map { .string($0.rawValue) })
                                cell.set("price", price.map { .string("\($0)") })
                                return cell
                            }),
                    ]
                    object.set("tier", line.tier.map { .string($0.text) })
                    return object
                }),
        ]
    }
}

extension FeeTable.Line {
    /// What lines are ordered by: those without a price first, since they are to be mended.
    fileprivate var order: [Int64] { prices.map { $0?.minorUnits ?? .max } }
}

extension FeeCondition {
    /// The learner groups that it names.
    fileprivate var groups: [LearnerGroup] {
        parts.flatMap { part -> [LearnerGroup] in
            if case .groups(let groups) = part { groups } else { [] }
        }
    }
}
