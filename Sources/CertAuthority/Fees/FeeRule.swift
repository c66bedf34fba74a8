/// One rule of a fee schedule: what it makes of a price, and when it applies.
public struct FeeRule: Hashable, Sendable {
    /// What the rule makes of a price.
    public enum Price: Hashable, Sendable {
        /// A share: of the list price for a tier, of the tier's price for a relief.
        case share(BasisPoints)
        /// A fixed amount in the currency of the programme's list price; tiers only.
        case amount(Money)
    }

    /// What a learner must show for a rule to hold.
    public enum Evidence: String, CaseIterable, Sendable, Comparable {
        /// Nothing.
        case nothing = "none"
        /// The learner's own word.
        case selfDeclared = "self-declared"
        /// Somebody else's, such as a school's letter.
        case attested

        /// Less is asked first.
        public static func < (left: Evidence, right: Evidence) -> Bool {
            left.weight < right.weight
        }

        private var weight: Int {
            switch self {
            case .nothing: 0
            case .selfDeclared: 1
            case .attested: 2
            }
        }
    }

    /// Names the rule in quotes; unique in its schedule.
    public let id: Slug
    /// What it makes of a price.
    public let price: Price
    /// The tier's price is not below this; nil for nothing. Tiers only.
    public let floor: Money?
    /// The tier's price is not above this; nil for no bound. Tiers only.
    public let cap: Money?
    /// When it applies, apart from the date.
    public let condition: FeeCondition
    /// The first day on which it applies, or nil for since ever.
    public let from: CivilDate?
    /// The first day on which it no longer applies, or nil for an open end.
    public let until: CivilDate?
    /// What the learner must show.
    public let evidence: Evidence
    /// How it rounds, if otherwise than its schedule.
    public let rounding: Rounding?
    /// Which of two rules counts that have the same result and ask for the same evidence: the lower
    /// rank first, those without one last.
    public let rank: Int?

    /// A rule; nothing is checked here, `FeeSchedule.init` does that.
    public init(
        id: Slug, price: Price, floor: Money? = nil, cap: Money? = nil,
        condition: FeeCondition = FeeCondition(), from: CivilDate? = nil, until: CivilDate? = nil,
        evidence: Evidence = .nothing, rounding: Rounding? = nil, rank: Int? = nil
    ) {
        self.id = id
        self.price = price
        self.floor = floor
        self.cap = cap
        self.condition = condition
        self.from = from
        self.until = until
        self.evidence = evidence
        self.rounding = rounding
        self.rank = rank
    }
}
