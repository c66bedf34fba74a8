public import LinkedData

/// Which prices change, for whom and from when, when one schedule takes another's place.
public struct FeeDifference: Sendable {
    /// What a learner pays.
    public enum Price: Hashable, Sendable, CustomStringConvertible {
        /// Nothing, and there is no quote.
        case free
        /// This much.
        case amount(Money)
        /// There is no price: a hole, or an amount that cannot be worked out.
        case none
        /// The catalogue does not have the programme.
        case absent

        /// Such as `USD 30.00`.
        public var description: String {
            switch self {
            case .free: "free"
            case .amount(let money): "\(money)"
            case .none: "no price"
            case .absent: "not offered"
            }
        }
    }

    /// One change of price.
    public struct Change: Hashable, Sendable {
        /// The price by the old schedule.
        public let old: Price
        /// The price by the new one.
        public let new: Price
        /// Whom it concerns.
        public let region: FeeRegion
    }

    /// The days looked at.
    public let days: Range<CivilDate>
    /// The changes, by first day, programme and country; empty where nobody pays another price.
    public let changes: [Change]

    private struct Pair: Hashable {
        let old: Price
        let new: Price
    }

    /// Compares what two schedules, each with its catalogue and tables, say for every country.
    public init(from old: CatalogueContents, to new: CatalogueContents, days: Range<CivilDate>) {
        let grids = [old, new].map {
            FeeGrid(schedule: $0.fees, catalogue: $0.catalogue, reference: $0.reference)
        }
        var memories = [FeeGrid.Memory(), FeeGrid.Memory()]
        var gatherer = FeeRegionGatherer<Pair>()
        let programmes = Dictionary(
            grids.flatMap(\.programmes).map { ($0.slug, $0) }, uniquingKeysWith: { _, last in last }
        )
        let scopes = programmes.values.map { programme in
            (programme.slug, FeeScopeClasses.classes(of: programme, in: grids))
        }
        let countries = Set([old, new].flatMap { $0.reference.countries.map(\.alpha2) }).sorted()
        for country in countries {
            let points = Set(grids.flatMap { $0.turningPoints(country, in: days) }).sorted()
            for (index, from) in points.enumerated() {
                let until = index + 1 < points.count ? points[index + 1] : nil
                let placed = grids.map { $0.placed(country, on: from) }
                for (programme, classes) in scopes {
                    for scope in classes {
                        let prices = grids.indices.map { number in
                            guard grids[number].catalogue.programme(programme) != nil else {
                                return FeeGrid.groupSets.map { _ in Price.absent }
                            }
                            return memories[number].outcomes(
                                grids[number], scope.scoped[number], placed: placed[number]
                            ).map(Self.price)
                        }
                        for (pair, groups) in Self.changes(prices[0], prices[1]) {
                            gatherer.add(
                                pair, programme: programme, organisations: scope.organisations,
                                country: country, groups: groups, from: from, until: until)
                        }
                    }
                }
            }
        }
        self.days = days
        changes = gatherer.regions.map {
            Change(old: $0.finding.old, new: $0.finding.new, region: $0.region)
        }
    }

    private static func changes(_ old: [Price], _ new: [Price]) -> [Pair: [Int]] {
        var found: [Pair: [Int]] = [:]
        for (number, (before, after)) in zip(old, new).enumerated() where before != after {
            found[Pair(old: before, new: after), default: []].append(number)
        }
        return found
    }

    private static func price(_ outcome: FeeGrid.Outcome) -> Price {
        switch outcome {
        case .free: .free
        case .hole, .failure: .none
        case .price(let money, _, _): .amount(money)
        }
    }
}

extension FeeDifference.Change: CustomStringConvertible {
    /// Such as `USD 30.00 -> USD 60.00: advanced-generative-ai; VN; all learners; from 2027-07-01`.
    public var description: String { "\(old) -> \(new): \(region)" }
}

extension FeeDifference {
    /// The changes as one JSON object.
    public var json: JSON {
        [
            "from": .string("\(days.lowerBound)"), "until": .string("\(days.upperBound)"),
            "changes": .array(
                changes.map { change in
                    [
                        "old": .string(change.old.description),
                        "new": .string(change.new.description), "where": change.region.json,
                    ]
                }),
        ]
    }
}
