/// What rules that apply make of a list price. Who the learner is plays no part here: two learners
/// to whom the same rules apply pay the same.
struct FeeReckoning: Hashable, Sendable {
    /// The tier that counted, and its price.
    let tier: FeeRule
    let tierPrice: Money
    /// The relief that counted, if one did.
    let relief: FeeRule?
    /// The price to pay.
    let amount: Money
    /// What changed the amount after tier and relief, in order.
    let adjustments: [FeeQuote.Adjustment]
    /// The price by each rule that applied.
    let prices: [Slug: Money]
    /// Ids of two or more tiers, or reliefs, between which nothing but their names decides.
    let ties: [[Slug]]
}

extension FeeSchedule {
    /// The steps that the type's documentation states; nil where there is no tier.
    ///
    /// - Parameters:
    ///   - tiers: Those that apply.
    ///   - reliefs: Those that apply.
    func reckon(
        _ price: ListPrice, tiers: [FeeRule], reliefs: [FeeRule]
    ) throws(MoneyError) -> FeeReckoning? {
        let tierChoice = try best(of: tiers, on: price.list)
        guard let (tier, tierPrice) = tierChoice.winner else { return nil }
        let reliefChoice = try best(of: reliefs, on: tierPrice, below: tierPrice)
        var amount = reliefChoice.winner?.price ?? tierPrice
        var adjustments: [FeeQuote.Adjustment] = []
        func adjust(to new: Money, _ cause: FeeQuote.Adjustment.Cause) {
            guard new != amount else { return }
            adjustments.append(.init(cause: cause, from: amount, to: new))
            amount = new
        }
        if let step = price.cashStep {
            adjust(to: try amount.rounded(toMultipleOf: step, rounding: rounding), .coins)
        }
        if let floor = price.floor, try amount.isLess(than: floor) { adjust(to: floor, .floor) }
        let cap = price.cap ?? price.list
        if try cap.isLess(than: amount) { adjust(to: cap, .cap) }
        return FeeReckoning(
            tier: tier, tierPrice: tierPrice, relief: reliefChoice.winner?.rule, amount: amount,
            adjustments: adjustments,
            prices: tierChoice.prices.merging(reliefChoice.prices) { tier, _ in tier },
            ties: [tierChoice.tied, reliefChoice.tied].filter { $0.count > 1 })
    }

    /// The rule that counts of those that apply (and go below a limit, where one is given), what
    /// each makes of the price, and which are tied with the winner, itself among them.
    private func best(
        of rules: [FeeRule], on base: Money, below limit: Money? = nil
    ) throws(MoneyError) -> (
        winner: (rule: FeeRule, price: Money)?, prices: [Slug: Money], tied: [Slug]
    ) {
        var prices: [Slug: Money] = [:]
        var candidates: [(rule: FeeRule, price: Money)] = []
        for rule in rules {
            let price = try apply(rule, to: base)
            prices[rule.id] = price
            if let limit, try !price.isLess(than: limit) { continue }
            candidates.append((rule, price))
        }
        // All prices are in one currency: `isLess` and the reader have seen to that.
        func key(_ candidate: (rule: FeeRule, price: Money)) -> (Int64, FeeRule.Evidence, Int) {
            let rule = candidate.rule
            return (candidate.price.minorUnits, rule.evidence, rule.rank ?? .max)
        }
        let winner = candidates.min { left, right in
            let (leftKey, rightKey) = (key(left), key(right))
            return leftKey == rightKey ? left.rule.id < right.rule.id : leftKey < rightKey
        }
        let tied = winner.map { winner in
            candidates.filter { key($0) == key(winner) }.map(\.rule.id).sorted()
        }
        return (winner, prices, tied ?? [])
    }

    private func apply(_ rule: FeeRule, to base: Money) throws(MoneyError) -> Money {
        var price: Money
        switch rule.price {
        case .share(let share): price = try base.share(share, rounding: rule.rounding ?? rounding)
        case .amount(let amount): price = amount
        }
        if let floor = rule.floor, try price.isLess(than: floor) { price = floor }
        if let cap = rule.cap, try cap.isLess(than: price) { price = cap }
        return price
    }
}
