/// What a learner is asked for.
public struct FeeRequest: Hashable, Sendable {
    /// The programme.
    public let programme: Slug
    /// The organisation that would issue, or nil for the programme's own.
    public let organisation: Slug?
    /// The learner's country, ISO 3166-1 alpha-2 in capitals.
    public let country: String
    /// The groups that the learner is in.
    public let groups: Set<LearnerGroup>
    /// The day of the quote.
    public let date: CivilDate

    /// A request; whether programme and country exist is found out by `FeeSchedule.quote`.
    public init(
        programme: Slug, organisation: Slug? = nil, country: String,
        groups: Set<LearnerGroup> = [], date: CivilDate
    ) {
        self.programme = programme
        self.organisation = organisation
        self.country = country
        self.groups = groups
        self.date = date
    }
}

/// A fee with all that led to it: given the same request, schedule and tables, it is always the
/// same.
public struct FeeQuote: Hashable, Sendable {
    /// What became of one rule.
    public struct Outcome: Hashable, Sendable {
        /// Whether the rule set the price, or could have, or did not apply.
        public enum Result: Hashable, Sendable {
            /// It set the price, to this.
            case counted(Money)
            /// It applied and gave this price, and another counted.
            case outdone(Money)
            /// It did not apply.
            case missed
        }

        /// The rule's id.
        public let rule: Slug
        /// What became of it.
        public let result: Result
        /// Why: what was found for each of its conditions.
        public let findings: [FeeFinding]
    }

    /// Something that changed the amount after tier and relief.
    public struct Adjustment: Hashable, Sendable {
        /// What it was.
        public enum Cause: String, Sendable {
            /// The amount was rounded to what can be paid in coins.
            case coins
            /// It was raised to the programme's floor.
            case floor
            /// It was lowered to the programme's cap.
            case cap
        }

        /// What it was.
        public let cause: Cause
        /// The amount before.
        public let from: Money
        /// The amount after.
        public let to: Money
    }

    /// What was asked.
    public let request: FeeRequest
    /// Who would issue.
    public let organisation: Slug
    /// The price before tiers.
    public let list: Money
    /// The price to pay; zero when nothing is.
    public let amount: Money
    /// The tier that counted.
    public let tier: Slug
    /// The relief that counted, if one did.
    public let relief: Slug?
    /// What the learner must show, in the order of need.
    public let evidence: [FeeRule.Evidence]
    /// The first day on which the quote no longer holds.
    public let heldUntil: CivilDate
    /// What became of every tier, by id.
    public let tiers: [Outcome]
    /// What became of every relief, by id.
    public let reliefs: [Outcome]
    /// What changed the amount after tier and relief, in order.
    public let adjustments: [Adjustment]
    /// The version of the schedule.
    public let scheduleVersion: String
    /// The dated records about the country that were looked at.
    public let vintages: [ListMembership]

    /// The ids of the rules that counted.
    public var ruleIDs: [Slug] { [tier] + (relief.map { [$0] } ?? []) }
}
