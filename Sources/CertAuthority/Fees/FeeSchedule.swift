/// The fees of the advanced programmes, as data: list prices, tiers and reliefs.
///
/// Which rule counts never depends on the order in which rules are written:
/// 1. Of the tiers that apply, the one with the lowest price counts. There must be one.
/// 2. Of the reliefs that apply, the one that leaves the least of that price counts, alone; one
///    that leaves all of it does not count.
/// 3. Of rules with the same result, the one whose id comes first in byte order is named.
/// 4. What results is raised to the floor and lowered to the cap, where the programme has them.
///
/// So a learner always gets the best price that any rule gives, and a country that is for a while
/// on two lists, or in a time of grace, keeps the lower one.
public struct FeeSchedule: Hashable, Sendable {
    /// The price of one programme before any tier.
    public struct ListPrice: Hashable, Sendable {
        /// The programme, an advanced one.
        public let programme: Slug
        /// What it costs; sets the currency of all that is quoted for it.
        public let list: Money
        /// No quote is below this; nil for nothing.
        public let floor: Money?
        /// No quote is above this; nil for the list price.
        public let cap: Money?

        /// A list price; nothing is checked here, `FeeSchedule.init` does that.
        public init(programme: Slug, list: Money, floor: Money? = nil, cap: Money? = nil) {
            self.programme = programme
            self.list = list
            self.floor = floor
            self.cap = cap
        }
    }

    /// Names this state of the fees in quotes.
    public let version: String
    /// How shares round to minor units.
    public let rounding: Rounding
    /// How long a list's price goes on for a country after a confirmed leaving; nil for not at all.
    public let grace: CalendarDuration?
    /// How long a quote can be paid at its price.
    public let hold: CalendarDuration
    /// The list prices, by programme.
    public let prices: [ListPrice]
    /// The rules that set a price by country, by id.
    public let tiers: [FeeRule]
    /// The rules that lower it, by id.
    public let reliefs: [FeeRule]

    /// A schedule of rules that were checked before.
    init(
        version: String, rounding: Rounding, grace: CalendarDuration?, hold: CalendarDuration,
        prices: [ListPrice], tiers: [FeeRule], reliefs: [FeeRule]
    ) {
        self.version = version
        self.rounding = rounding
        self.grace = grace
        self.hold = hold
        self.prices = prices.sorted { $0.programme < $1.programme }
        self.tiers = tiers.sorted { $0.id < $1.id }
        self.reliefs = reliefs.sorted { $0.id < $1.id }
    }

    /// The list price of a programme, or nil when it is free.
    public func price(of programme: Slug) -> ListPrice? {
        prices.first { $0.programme == programme }
    }
}
