extension FeeSchedule {
    /// The fee for a learner, or nil when the programme (or series) is free.
    ///
    /// Pure: no clock and nothing but the arguments is looked at.
    ///
    /// - Throws: `FeeError` for what is unknown, and where the schedule has a hole.
    public func quote(
        _ request: FeeRequest, catalogue: Catalogue, reference: ReferenceData
    ) throws(FeeError) -> FeeQuote? {
        guard reference.country(request.country) != nil else {
            throw .unknownCountry(request.country)
        }
        guard let programme = catalogue.programme(request.programme) else {
            if catalogue.series(request.programme) != nil { return nil }
            throw .unknownProgramme(request.programme.text)
        }
        let slug = request.organisation ?? programme.organisation
        guard let organisation = catalogue.organisation(slug) else {
            throw .unknownOrganisation(slug)
        }
        guard organisation.mayIssue.contains(programme.slug) else {
            throw .mayNotIssue(slug, programme: programme.slug)
        }
        guard let price = price(of: programme.slug) else {
            if programme.level == .advanced { throw .noPrice(programme.slug) }
            return nil
        }
        let place = FeePlace(
            country: request.country, date: request.date, reference: reference, grace: grace)
        let scope = FeeScope(programme: programme.slug, organisation: organisation)
        let quote: FeeQuote?
        do throws(MoneyError) {
            quote = try self.quote(price, request, place: place, scope: scope)
        } catch {
            throw .money(error)
        }
        guard let quote else {
            throw .noTier(
                programme: programme.slug, country: request.country, date: request.date)
        }
        return quote
    }

    private func quote(
        _ price: ListPrice, _ request: FeeRequest, place: FeePlace, scope: FeeScope
    ) throws(MoneyError) -> FeeQuote? {
        typealias Match = (rule: FeeRule, findings: [FeeFinding], applies: Bool)
        func matches(_ rules: [FeeRule]) -> [Match] {
            rules.map { rule in
                let findings =
                    place.findings(rule) + scope.findings(rule)
                    + (rule.finding(request.groups).map { [$0] } ?? [])
                return (rule, findings, findings.allSatisfy(\.holds))
            }
        }
        let (tiers, reliefs) = (matches(tiers), matches(reliefs))
        let reckoning = try reckon(
            price, tiers: tiers.filter(\.applies).map(\.rule),
            reliefs: reliefs.filter(\.applies).map(\.rule))
        guard let reckoning else { return nil }
        let counted = [reckoning.tier.id, reckoning.relief?.id]
        func outcomes(_ matches: [Match]) -> [FeeQuote.Outcome] {
            matches.map { rule, findings, _ in
                let result: FeeQuote.Outcome.Result =
                    if let price = reckoning.prices[rule.id] {
                        counted.contains(rule.id) ? .counted(price) : .outdone(price)
                    } else {
                        .missed
                    }
                return FeeQuote.Outcome(rule: rule.id, result: result, findings: findings)
            }
        }
        return FeeQuote(
            request: request, organisation: scope.organisation.slug, list: price.list,
            amount: reckoning.amount, tier: reckoning.tier.id, relief: reckoning.relief?.id,
            evidence: [reckoning.tier.evidence, reckoning.relief?.evidence ?? .nothing]
                .filter { $0 != .nothing },
            // A day beyond the calendar's last year cannot be held any longer than itself.
            heldUntil: request.date.adding(hold) ?? request.date, tiers: outcomes(tiers),
            reliefs: outcomes(reliefs), adjustments: reckoning.adjustments,
            scheduleVersion: version, vintages: place.records(self.tiers + self.reliefs))
    }
}
