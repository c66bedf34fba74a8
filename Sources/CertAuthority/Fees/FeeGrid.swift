/// All that a schedule says, country by country, as finitely many cases.
///
/// What a learner pays follows from the rules that apply (see ``FeeReckoning``), and which rules
/// apply changes for a country only on the days that rules and records name, and on the last day of
/// a time of grace. Between two such days every day is like the first, so that looking at the first
/// day of each stretch looks at all days.
struct FeeGrid {
    let schedule: FeeSchedule
    let catalogue: Catalogue
    let reference: ReferenceData

    /// What one learner gets.
    enum Outcome: Hashable, Sendable {
        /// The programme has no price.
        case free
        /// No tier applies.
        case hole
        /// An amount cannot be worked out.
        case failure(MoneyError)
        /// A price by these rules; nothing but names decides between the tied ones.
        case price(Money, rules: [Slug], ties: [[Slug]])
    }

    /// Every set of learner groups; the place in this list is the set's number.
    static let groupSets: [Set<LearnerGroup>] = (0..<(1 << LearnerGroup.allCases.count)).map {
        set in
        Set(
            LearnerGroup.allCases.enumerated().filter { set & (1 << $0.offset) != 0 }.map(\.element)
        )
    }

    /// The programmes that have a price, or should have one.
    var programmes: [Programme] {
        catalogue.programmes.filter { $0.level == .advanced || schedule.price(of: $0.slug) != nil }
    }

    /// The days within a range on which anything may change for a country, its first among them.
    func turningPoints(_ country: String, in range: Range<CivilDate>) -> [CivilDate] {
        let rules = schedule.tiers + schedule.reliefs
        let ofRules = rules.flatMap { [$0.from, $0.until].compactMap(\.self) }
        let ofRecords = Set(rules.flatMap(\.condition.lists))
            .flatMap { reference.memberships(of: country, in: $0) }
            .flatMap { $0.turningPoints(grace: schedule.grace) }
        return Set(ofRules + ofRecords).filter(range.contains)
            .union([range.lowerBound]).sorted()
    }

    /// The rules that the programme and the organisation let apply.
    struct Scoped: Hashable {
        let price: FeeSchedule.ListPrice?
        let tiers: [FeeRule]
        let reliefs: [FeeRule]
    }

    /// The rules for a programme when an organisation issues it.
    func scoped(_ programme: Programme, _ organisation: Organisation) -> Scoped {
        let scope = FeeScope(programme: programme.slug, organisation: organisation)
        func applying(_ rules: [FeeRule]) -> [FeeRule] {
            rules.filter { scope.findings($0).allSatisfy(\.holds) }
        }
        return Scoped(
            price: schedule.price(of: programme.slug), tiers: applying(schedule.tiers),
            reliefs: applying(schedule.reliefs))
    }

    /// The ids of the rules that country and day let apply.
    func placed(_ country: String, on date: CivilDate) -> Set<Slug> {
        let place = FeePlace(
            country: country, date: date, reference: reference, grace: schedule.grace)
        return Set(
            (schedule.tiers + schedule.reliefs)
                .filter { place.findings($0).allSatisfy(\.holds) }.map(\.id))
    }

    /// What each set of learner groups gets, by the set's number.
    func outcomes(_ scoped: Scoped, placed: Set<Slug>) -> [Outcome] {
        guard let price = scoped.price else {
            return Self.groupSets.map { _ in .free }
        }
        let tiers = scoped.tiers.filter { placed.contains($0.id) }
        let reliefs = scoped.reliefs.filter { placed.contains($0.id) }
        return Self.groupSets.map { groups in
            func applying(_ rules: [FeeRule]) -> [FeeRule] {
                rules.filter { $0.finding(groups)?.holds ?? true }
            }
            do throws(MoneyError) {
                let reckoning = try schedule.reckon(
                    price, tiers: applying(tiers), reliefs: applying(reliefs))
                guard let reckoning else { return .hole }
                let rules = [reckoning.tier.id] + (reckoning.relief.map { [$0.id] } ?? [])
                return .price(reckoning.amount, rules: rules, ties: reckoning.ties)
            } catch {
                return .failure(error)
            }
        }
    }

    /// Keeps what was worked out: many countries have the same rules.
    struct Memory {
        struct Key: Hashable {
            let scoped: Scoped
            let placed: Set<Slug>
        }
        var outcomes: [Key: [Outcome]] = [:]

        mutating func outcomes(
            _ grid: FeeGrid, _ scoped: Scoped, placed: Set<Slug>
        ) -> [Outcome] {
            let key = Key(scoped: scoped, placed: placed)
            if let known = outcomes[key] { return known }
            let worked = grid.outcomes(scoped, placed: placed)
            outcomes[key] = worked
            return worked
        }
    }
}
