/// A floor under a price that a rule makes zero: those who paid nothing pay the floor. That is
/// allowed, and seldom meant.
public struct FloorWarning: Hashable, Sendable, CustomStringConvertible {
    /// The rule that makes the price zero.
    public let rule: Slug
    /// The programme whose floor it is; nil where it is the rule's own.
    public let programme: Slug?
    /// The floor.
    public let floor: Money

    /// What ends, and what to do where it was not meant.
    public var description: String {
        let place = programme.map { "the floor of \($0)" } ?? "its own floor"
        return
            "\(rule) makes the price zero, but \(place) raises it to \(floor); leave the floor out, "
            + "or limit it, where those learners are to pay nothing"
    }
}

extension FeeSchedule {
    /// The floors that end a zero price, by rule and programme.
    public var floorWarnings: [FloorWarning] {
        (tiers + reliefs).filter(\.isZero).flatMap { rule -> [FloorWarning] in
            if let floor = rule.floor, !floor.isZero {
                return [FloorWarning(rule: rule.id, programme: nil, floor: floor)]
            }
            return prices.compactMap { price in
                guard let floor = price.floor, !floor.isZero,
                    rule.condition.covers(programme: price.programme)
                else { return nil }
                return FloorWarning(rule: rule.id, programme: price.programme, floor: floor)
            }
        }
    }
}

extension FeeRule {
    /// Whether it leaves nothing of a price.
    fileprivate var isZero: Bool {
        switch price {
        case .share(let share): share.value == 0
        case .amount(let amount): amount.isZero
        }
    }
}
