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

/// When a rule applies: each part that is not empty must hold, by any of its entries.
public struct FeeCondition: Hashable, Sendable {
    /// A group of a list, such as `un-ldc/ldc`.
    public struct ListGroup: Hashable, Sendable, CustomStringConvertible {
        /// The list.
        public let list: Slug
        /// The group in it.
        public let group: Slug

        /// Pairs a list with one of its groups.
        public init(list: Slug, group: Slug) {
            self.list = list
            self.group = group
        }

        /// `list/group`.
        public var description: String { "\(list)/\(group)" }
    }

    /// The learner's country is in one of these.
    public var lists: [ListGroup]
    /// The learner's country is in no group of any of these lists.
    public var unlisted: [Slug]
    /// The learner's country is one of these, alpha-2.
    public var countries: [String]
    /// The learner is in one of these.
    public var groups: [LearnerGroup]
    /// One of these issues.
    public var organisations: [Slug]
    /// One that has one of these roles in the coalition issues.
    public var roles: [Organisation.Role]
    /// The programme is one of these.
    public var programmes: [Slug]

    /// A condition; with no part it always holds.
    public init(
        lists: [ListGroup] = [], unlisted: [Slug] = [], countries: [String] = [],
        groups: [LearnerGroup] = [], organisations: [Slug] = [], roles: [Organisation.Role] = [],
        programmes: [Slug] = []
    ) {
        self.lists = lists
        self.unlisted = unlisted
        self.countries = countries
        self.groups = groups
        self.organisations = organisations
        self.roles = roles
        self.programmes = programmes
    }
}

extension FeeRule {
    /// The lists that its condition names.
    var lists: [Slug] { condition.lists.map(\.list) + condition.unlisted }
}
