public import LinkedData

/// The proof that a schedule is total and unambiguous: every programme, issuer, country and set of
/// learner groups has, on every day of a range, exactly one tier that counts and at most one
/// relief. Where it has not, each hole, overlap and tie is named.
///
/// Exact, not a sample: see ``FeeGrid`` for why finitely many cases are all of them.
public struct FeeCheck: Sendable {
    /// Something that keeps the schedule from being put in force.
    public struct Problem: Hashable, Sendable {
        /// What is wrong.
        public enum Kind: Hashable, Sendable {
            /// No tier applies.
            case hole
            /// Rules that count have the same result, evidence and rank.
            case tie([Slug])
            /// Two rules of one kind have the same condition and days in common: one of them was
            /// meant to end before the other.
            case overlap([Slug])
            /// An amount cannot be worked out.
            case amount(MoneyError)
        }

        /// What is wrong.
        public let kind: Kind
        /// Whom it concerns; nil for an overlap, which concerns all to whom the rules apply.
        public let region: FeeRegion?
    }

    /// The days looked at.
    public let days: Range<CivilDate>
    /// How many countries were looked at.
    public let countries: Int
    /// How many sets of learner groups.
    public let groupSets: Int
    /// How many programmes with a price.
    public let programmes: Int
    /// How many stretches of days in which nothing changes, of all countries together.
    public let stretches: Int
    /// All that is wrong.
    public let problems: [Problem]
    /// Rules that never count in these days: not wrong, and often not meant.
    public let idle: [Slug]

    /// Checks a schedule for every country of the tables.
    public init(
        _ schedule: FeeSchedule, catalogue: Catalogue, reference: ReferenceData,
        days: Range<CivilDate>
    ) {
        let grid = FeeGrid(schedule: schedule, catalogue: catalogue, reference: reference)
        var gatherer = FeeRegionGatherer<Problem.Kind>()
        var memory = FeeGrid.Memory()
        var counting: Set<Slug> = []
        var stretches = 0
        let programmes = grid.programmes
        let scopes = programmes.map { programme in
            (programme.slug, FeeScopeClasses.classes(of: programme, in: [grid]))
        }
        for country in reference.countries.map(\.alpha2) {
            let points = grid.turningPoints(country, in: days)
            stretches += points.count
            for (index, from) in points.enumerated() {
                let until = index + 1 < points.count ? points[index + 1] : nil
                let placed = grid.placed(country, on: from)
                for (programme, classes) in scopes {
                    for scope in classes {
                        let outcomes = memory.outcomes(grid, scope.scoped[0], placed: placed)
                        for (kind, groups) in Self.problems(outcomes, counting: &counting) {
                            gatherer.add(
                                kind, programme: programme, organisations: scope.organisations,
                                country: country, groups: groups, from: from, until: until)
                        }
                    }
                }
            }
        }
        self.days = days
        self.countries = reference.countries.count
        groupSets = FeeGrid.groupSets.count
        self.programmes = programmes.count
        self.stretches = stretches
        problems =
            Self.overlaps(schedule, in: days)
            + gatherer.regions.map { Problem(kind: $0.finding, region: $0.region) }
        idle = (schedule.tiers + schedule.reliefs).map(\.id).filter { !counting.contains($0) }
    }

    private static func problems(
        _ outcomes: [FeeGrid.Outcome], counting: inout Set<Slug>
    ) -> [Problem.Kind: [Int]] {
        var found: [Problem.Kind: [Int]] = [:]
        for (number, outcome) in outcomes.enumerated() {
            switch outcome {
            case .free: break
            case .hole: found[.hole, default: []].append(number)
            case .failure(let error): found[.amount(error), default: []].append(number)
            case .price(_, let rules, let ties):
                counting.formUnion(rules)
                for tie in ties { found[.tie(tie), default: []].append(number) }
            }
        }
        return found
    }

    private static func overlaps(_ schedule: FeeSchedule, in days: Range<CivilDate>) -> [Problem] {
        [schedule.tiers, schedule.reliefs].flatMap { rules in
            rules.enumerated().flatMap { index, rule in
                rules[(index + 1)...].filter { other in
                    let start = [rule.from, other.from].compactMap(\.self).max()
                    let end = [rule.until, other.until].compactMap(\.self).min()
                    let first = max(start ?? days.lowerBound, days.lowerBound)
                    return rule.condition.isSame(as: other.condition)
                        && first < min(end ?? days.upperBound, days.upperBound)
                }.map { Problem(kind: .overlap([rule.id, $0.id]), region: nil) }
            }
        }
    }
}

/// The organisations that issue a programme, those together for which the same rules apply.
struct FeeScopeClasses {
    /// Empty where all are together.
    let organisations: [Slug]
    /// The rules in each schedule.
    let scoped: [FeeGrid.Scoped]

    static func classes(of programme: Programme, in grids: [FeeGrid]) -> [FeeScopeClasses] {
        var members: [[FeeGrid.Scoped]: [Slug]] = [:]
        let organisations = grids.flatMap { $0.catalogue.issuers(of: programme.slug) }
        for organisation in Set(organisations) {
            members[grids.map { $0.scoped(programme, organisation) }, default: []]
                .append(organisation.slug)
        }
        return members.map { scoped, slugs in
            FeeScopeClasses(
                organisations: members.count == 1 ? [] : slugs.sorted(), scoped: scoped)
        }.sorted { $0.organisations.lexicographicallyPrecedes($1.organisations) }
    }
}

extension FeeCheck.Problem: CustomStringConvertible {
    /// What is wrong, for whom, and what to do.
    public var description: String {
        let place = region.map { ": \($0)" } ?? ""
        return switch kind {
        case .hole: "hole: no tier applies; add one\(place)"
        case .tie(let rules):
            "tie: \(Self.names(rules)) come to the same price with the same evidence; give them "
                + "different ranks\(place)"
        case .overlap(let rules):
            "overlap: \(Self.names(rules)) have the same conditions and days in common; let one end "
                + "(until) on the day the other begins (from)"
        case .amount(let error): "amount: \(error)\(place)"
        }
    }

    private static func names(_ rules: [Slug]) -> String {
        rules.map(\.text).joined(separator: " and ")
    }

    fileprivate var json: JSON {
        let (word, rules): (JSON, [Slug]) =
            switch kind {
            case .hole: ("hole", [])
            case .tie(let rules): ("tie", rules)
            case .overlap(let rules): ("overlap", rules)
            case .amount: ("amount", [])
            }
        var object: JSON = [
            "kind": word, "rules": .array(rules.map { .string($0.text) }),
            "description": .string(description),
        ]
        object.set("where", region?.json)
        return object
    }
}

extension FeeCheck {
    /// What was looked at, in one sentence.
    public var summary: String {
        "\(countries) countries, \(groupSets) sets of groups, \(programmes) programmes, every day from "
            + "\(days.lowerBound) until \(days.upperBound) (\(stretches) stretches without a change)"
    }

    /// The check as one JSON object.
    public var json: JSON {
        [
            "countries": .number(Double(countries)), "groupSets": .number(Double(groupSets)),
            "programmes": .number(Double(programmes)), "stretches": .number(Double(stretches)),
            "from": .string("\(days.lowerBound)"), "until": .string("\(days.upperBound)"),
            "problems": .array(problems.map(\.json)),
            "idle": .array(idle.map { .string($0.text) }),
        ]
    }
}
