internal import LinkedData

/// Where and when a learner is: decides by country and date whether a rule applies.
struct FeePlace {
    let country: String
    let date: CivilDate
    let reference: ReferenceData
    let grace: CalendarDuration?

    /// What is found for the parts of a rule's condition that speak of country and date.
    func findings(_ rule: FeeRule) -> [FeeFinding] {
        var findings: [FeeFinding] = []
        if let from = rule.from, date < from { findings.append(.notYet(from)) }
        if let until = rule.until, date >= until { findings.append(.ended(until)) }
        return findings + rule.condition.parts.compactMap(finding)
    }

    private func finding(_ part: FeeCondition.Part) -> FeeFinding? {
        switch part {
        case .lists(let groups): member(of: groups)
        case .unlisted(let lists): outside(lists)
        case .countries(let countries):
            .country(
                country, among: countries, holds: countries.contains(where: country.isExactly))
        case .groups, .organisations, .roles, .programmes: nil
        }
    }

    /// The records about the country in all lists that these rules name, by list and start.
    func records(_ rules: [FeeRule]) -> [ListMembership] {
        Set(rules.flatMap(\.condition.lists)).sorted()
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
        rule.condition.parts.compactMap(finding)
    }

    private func finding(_ part: FeeCondition.Part) -> FeeFinding? {
        let slug = organisation.slug
        return switch part {
        case .organisations(let organisations):
            .organisation(slug, among: organisations, holds: organisations.contains(slug))
        case .roles(let roles):
            .role(slug, among: roles, holds: roles.contains(organisation.role))
        case .programmes(let programmes):
            .programme(programme, among: programmes, holds: programmes.contains(programme))
        case .lists, .unlisted, .countries, .groups: nil
        }
    }
}

extension FeeRule {
    /// What is found for the part of the condition that speaks of the learner's groups.
    func finding(_ groups: Set<LearnerGroup>) -> FeeFinding? {
        for part in condition.parts {
            switch part {
            case .groups(let named): return .groups(named.filter(groups.contains), among: named)
            case .lists, .unlisted, .countries, .organisations, .roles, .programmes: continue
            }
        }
        return nil
    }
}
