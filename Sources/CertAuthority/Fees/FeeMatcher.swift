internal import LinkedData

/// Decides whether a rule applies to a request, and says why or why not.
struct FeeMatcher {
    let request: FeeRequest
    let organisation: Slug
    let reference: ReferenceData
    let grace: CalendarDuration?

    /// Whether the rule applies, and what was found for each of its conditions.
    func match(_ rule: FeeRule) -> (applies: Bool, reasons: [String]) {
        let condition = rule.condition
        let findings = [
            dates(rule), lists(condition.lists), countries(condition.countries),
            groups(condition.groups), organisations(condition.organisations),
            programmes(condition.programmes),
        ].compactMap(\.self)
        return (findings.allSatisfy(\.holds), findings.map(\.reason))
    }

    /// The records about the country in all lists that these rules name, by list and start.
    func vintages(_ rules: [FeeRule]) -> [ListMembership] {
        Set(rules.flatMap { $0.condition.lists.map(\.list) }).sorted()
            .flatMap { reference.memberships(of: request.country, in: $0) }
    }

    private typealias Finding = (holds: Bool, reason: String)

    private func dates(_ rule: FeeRule) -> Finding? {
        if let from = rule.from, request.date < from { return (false, "starts on \(from)") }
        if let until = rule.until, request.date >= until { return (false, "ended on \(until)") }
        return nil
    }

    private func lists(_ groups: [FeeCondition.ListGroup]) -> Finding? {
        guard !groups.isEmpty else { return nil }
        let country = request.country
        for group in groups {
            for record in reference.memberships(of: country, in: group.list)
            where record.group == group.group {
                switch record.standing(on: request.date, grace: grace) {
                case .member: return (true, "\(country) is in \(group)")
                case .endNotConfirmed:
                    let end = record.until.map { " of \($0)" } ?? ""
                    return (
                        true,
                        "\(country) is in \(group): the \(record.endStatus.rawValue) end\(end) "
                            + "is not confirmed"
                    )
                case .grace(let end):
                    return (true, "\(country) has left \(group), its price goes on until \(end)")
                case nil: continue
                }
            }
        }
        return (false, "\(country) is not in \(names(groups))")
    }

    private func countries(_ countries: [String]) -> Finding? {
        guard !countries.isEmpty else { return nil }
        let holds = countries.contains(where: request.country.isExactly)
        return (holds, "\(request.country) is \(holds ? "" : "not ")one of \(names(countries))")
    }

    private func groups(_ groups: [LearnerGroup]) -> Finding? {
        guard !groups.isEmpty else { return nil }
        let shared = groups.filter(request.groups.contains).map(\.rawValue)
        return shared.isEmpty
            ? (false, "the learner is not in \(names(groups.map(\.rawValue)))")
            : (true, "the learner is in \(names(shared))")
    }

    private func organisations(_ organisations: [Slug]) -> Finding? {
        guard !organisations.isEmpty else { return nil }
        let holds = organisations.contains(organisation)
        return (holds, "\(organisation) is \(holds ? "" : "not ")one of \(names(organisations))")
    }

    private func programmes(_ programmes: [Slug]) -> Finding? {
        guard !programmes.isEmpty else { return nil }
        let holds = programmes.contains(request.programme)
        return (
            holds, "\(request.programme) is \(holds ? "" : "not ")one of \(names(programmes))"
        )
    }

    private func names(_ values: [some CustomStringConvertible]) -> String {
        values.map(\.description).joined(separator: ", ")
    }
}
