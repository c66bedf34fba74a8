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

// MARK: What was found

/// What was found for one condition of a rule.
public enum FeeFinding: Hashable, Sendable {
    /// The rule does not apply before this day.
    case notYet(CivilDate)
    /// The rule no longer applies since this day.
    case ended(CivilDate)
    /// The country is in a group of a list.
    case member(String, FeeCondition.ListGroup)
    /// The same, past an end that nobody has confirmed.
    case endNotConfirmed(
        String, FeeCondition.ListGroup, end: CivilDate?, ListMembership.EndStatus)
    /// The country has left, and its price goes on until this day.
    case grace(String, FeeCondition.ListGroup, until: CivilDate)
    /// The country is in none of these groups.
    case notMember(String, [FeeCondition.ListGroup])
    /// The country is in no group of these lists.
    case unlisted(String, [Slug])
    /// The country is in a group of this list.
    case listed(String, Slug)
    /// Whether the country is one of these.
    case country(String, among: [String], holds: Bool)
    /// The learner is in these of the groups; in none, where empty.
    case groups([LearnerGroup], among: [LearnerGroup])
    /// Whether the organisation is one of these.
    case organisation(Slug, among: [Slug], holds: Bool)
    /// Whether the organisation has one of these roles.
    case role(Slug, among: [Organisation.Role], holds: Bool)
    /// Whether the programme is one of these.
    case programme(Slug, among: [Slug], holds: Bool)

    /// Whether the condition holds.
    public var holds: Bool {
        switch self {
        case .member, .endNotConfirmed, .grace, .unlisted: true
        case .notYet, .ended, .notMember, .listed: false
        case .groups(let shared, _): !shared.isEmpty
        case .country(_, _, let holds), .organisation(_, _, let holds), .role(_, _, let holds),
            .programme(_, _, let holds):
            holds
        }
    }
}

extension FeeFinding: CustomStringConvertible {
    /// Half a sentence, such as `KE is in world-bank-income/lower-middle`.
    public var description: String {
        switch self {
        case .notYet(let date): "starts on \(date)"
        case .ended(let date): "ended on \(date)"
        case .member(let country, let group): "\(country) is in \(group)"
        case .endNotConfirmed(let country, let group, let end, let status):
            "\(country) is in \(group): the \(status.rawValue) end"
                + (end.map { " of \($0)" } ?? "") + " is not confirmed"
        case .grace(let country, let group, let end):
            "\(country) has left \(group); its price continues until \(end)"
        case .notMember(let country, let groups): "\(country) is not in \(Self.names(groups))"
        case .unlisted(let country, let lists):
            "\(country) is in no group of \(Self.names(lists))"
        case .listed(let country, let list): "\(country) is in a group of \(list)"
        case .country(let country, let countries, let holds):
            "\(country) is \(holds ? "" : "not ")one of \(Self.names(countries))"
        case .groups(let shared, let groups):
            shared.isEmpty
                ? "the learner is not in \(Self.names(groups.map(\.rawValue)))"
                : "the learner is in \(Self.names(shared.map(\.rawValue)))"
        case .organisation(let slug, let slugs, let holds),
            .programme(let slug, let slugs, let holds):
            "\(slug) is \(holds ? "" : "not ")one of \(Self.names(slugs))"
        case .role(let slug, let roles, let holds):
            "\(slug) is \(holds ? "" : "not ")\(Self.names(roles.map(\.rawValue)))"
        }
    }

    private static func names(_ values: [some CustomStringConvertible]) -> String {
        values.map(\.description).joined(separator: ", ")
    }
}
