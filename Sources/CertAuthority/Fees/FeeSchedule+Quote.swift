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
        guard let price = price(of: programme.slug) else {
            if programme.level == .advanced { throw .noPrice(programme.slug) }
            return nil
        }
        let matcher = FeeMatcher(
            request: request, organisation: request.organisation ?? programme.organisation,
            reference: reference, grace: grace)
        let quote: FeeQuote?
        do throws(MoneyError) {
            quote = try self.quote(price, matcher: matcher)
        } catch {
            throw .money(error)
        }
        guard let quote else {
            throw .noTier(
                programme: programme.slug, country: request.country, date: request.date)
        }
        return quote
    }

    /// The four steps that the type's documentation states; nil when no tier applies.
    private func quote(
        _ price: ListPrice, matcher: FeeMatcher
    ) throws(MoneyError) -> FeeQuote? {
        let tier = try best(of: tiers, on: price.list, matcher: matcher)
        guard let (tierRule, tierPrice) = tier.winner else { return nil }
        let relief = try best(of: reliefs, on: tierPrice, below: tierPrice, matcher: matcher)
        let reckoned = relief.winner?.price ?? tierPrice
        let (amount, bound) = bounded(reckoned, by: price)
        let date = matcher.request.date
        return FeeQuote(
            request: matcher.request, list: price.list, amount: amount, tier: tierRule.id,
            relief: relief.winner?.rule.id,
            evidence: [tierRule.evidence, relief.winner?.rule.evidence ?? .nothing]
                .filter { $0 != .nothing },
            // A day beyond the calendar's last year cannot be held any longer than itself.
            heldUntil: date.adding(hold) ?? date, tiers: tier.outcomes, reliefs: relief.outcomes,
            bound: bound, scheduleVersion: version, vintages: matcher.vintages(tiers + reliefs))
    }

    /// The rule with the lowest price of those that apply (and go below a limit, where one is
    /// given), the first by id of equals, and what became of each.
    private func best(
        of rules: [FeeRule], on base: Money, below limit: Money? = nil, matcher: FeeMatcher
    ) throws(MoneyError) -> (winner: (rule: FeeRule, price: Money)?, outcomes: [FeeQuote.Outcome]) {
        var winner: (rule: FeeRule, price: Money)?
        var lowest = limit
        var found: [(rule: FeeRule, price: Money?, reasons: [String])] = []
        for rule in rules {
            let (applies, reasons) = matcher.match(rule)
            let price = applies ? try apply(rule, to: base) : nil
            found.append((rule, price, reasons))
            guard let price else { continue }
            if let lowest, try !price.isLess(than: lowest) { continue }
            winner = (rule, price)
            lowest = price
        }
        let outcomes = found.map { rule, price, reasons in
            let result: FeeQuote.Outcome.Result =
                if let price {
                    rule.id == winner?.rule.id ? .counted(price) : .outdone(price)
                } else {
                    .missed
                }
            return FeeQuote.Outcome(rule: rule.id, result: result, reasons: reasons)
        }
        return (winner, outcomes)
    }

    private func apply(_ rule: FeeRule, to base: Money) throws(MoneyError) -> Money {
        switch rule.price {
        case .share(let share): try base.share(share, rounding: rule.rounding ?? rounding)
        case .amount(let amount): amount
        }
    }

    private func bounded(_ amount: Money, by price: ListPrice) -> (Money, String?) {
        let cap = price.cap ?? price.list
        if let floor = price.floor, amount.minorUnits < floor.minorUnits {
            return (floor, "raised from \(amount) to the floor")
        }
        if amount.minorUnits > cap.minorUnits { return (cap, "lowered from \(amount) to the cap") }
        return (amount, nil)
    }
}
