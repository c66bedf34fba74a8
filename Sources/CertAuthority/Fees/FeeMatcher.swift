internal import LinkedData

/// Where and when a learner is: decides by country and date whether a rule applies.
struct FeePlace {
    let country: String
    let date: CivilDate
    let reference: ReferenceData
    let grace: CalendarDuration?

    /// What is found for the parts of a rule's condition that speak of country and date.
    func findings(_ rule: FeeRule) -> [FeeFinding] {
        let condition = rule.condition
        var findings: [FeeFinding] = []
        if let from = rule.from, date < from { findings.append(.notYet(from)) }
        if let until = rule.until, date >= until { findings.append(.ended(until)) }
        if !condition.lists.isEmpty { findings.append(member(of: condition.lists)) }
        if !condition.unlisted.isEmpty { findings.append(outside(condition.unlisted)) }
        if !condition.countries.isEmpty {
            let holds = condition.countries.contains(where: country.isExactly)
            findings.append(.country(country, among: condition.countries, holds: holds))
        }
        return findings
    }

    /// The records about the country in all lists that these rules name, by list and start.
    func records(_ rules: [FeeRule]) -> [ListMembership] {
        Set(rules.flatMap(\.lists)).sorted()
            .flatMap { reference.memberships(of: country, in: $0) }
    }

    private func member(of groups: [FeeCondition.ListGroup]) -> FeeFinding {
        for group in groups {
            for record in reference.memberships(of: country, in: group.list)
            where record.group == group.group {
                switch record.standing(on: date, grace: grace) {
                case .member: return .member(country, group)
                case .endNotConfirmed:
                    return .endNotConfirmed(country, group, end: record.until, record.endStatus)
                case .grace(let end): return .grace(country, group, until: end)
                case nil: continue
                }
            }
        }
        return .notMember(country, groups)
    }

    /// A time of grace counts as being in: until it ends, the old price is there.
    private func outside(_ lists: [Slug]) -> FeeFinding {
        let list = lists.first { list in
            reference.memberships(of: country, in: list)
                .contains { $0.standing(on: date, grace: grace) != nil }
        }
        return list.map { .listed(country, $0) } ?? .unlisted(country, lists)
    }
}

/// What is issued and by whom: decides by programme and organisation whether a rule applies.
struct FeeScope {
    let programme: Slug
    let organisation: Organisation

    /// What is found for the parts of a rule's condition that speak of these.
    func findings(_ rule: FeeRule) -> [FeeFinding] {
        let (condition, slug) = (rule.condition, organisation.slug)
        var findings: [FeeFinding] = []
        if !condition.organisations.isEmpty {
            let holds = condition.organisations.contains(slug)
            findings.append(
                .organisation(slug, among: condition.organisations, holds: holds))
        }
        if !condition.roles.isEmpty {
            let holds = condition.roles.contains(organisation.role)
            findings.append(.role(slug, among: condition.roles, holds: holds))
        }
        if !condition.programmes.isEmpty {
            let holds = condition.programmes.contains(programme)
            findings.append(.programme(programme, among: condition.programmes, holds: holds))
        }
        return findings
    }
}

extension FeeRule {
    /// What is found for the part of the condition that speaks of the learner's groups.
    func finding(_ groups: Set<LearnerGroup>) -> FeeFinding? {
        guard !condition.groups.isEmpty else { return nil }
        return .groups(condition.groups.filter(groups.contains), among: condition.groups)
    }
}
