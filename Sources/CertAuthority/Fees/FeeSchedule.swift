/// The fees of the advanced programmes, as data: list prices, tiers and reliefs.
///
/// Which rule counts never depends on the order in which rules are written:
/// 1. Of the tiers that apply, the one with the lowest price counts, each within its own floor and
///    cap. There must be one.
/// 2. Of the reliefs that apply, the one that leaves the least of that price counts, alone; one
///    that leaves all of it does not count.
/// 3. Of rules with the same result, the one that asks for less evidence counts, and of those the
///    one with the lower rank. Two that are alike in that too are a tie: `FeeCheck` names it, and
///    a quote takes the one whose id comes first in byte order.
/// 4. What results is rounded to coins, where the programme asks for that, and then raised to its
///    floor and lowered to its cap, where it has them.
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
        /// Quotes are multiples of so many minor units, as coins are; nil for any amount.
        public let cashStep: Int64?

        /// A list price; nothing is checked here, `FeeSchedule.init` does that.
        public init(
            programme: Slug, list: Money, floor: Money? = nil, cap: Money? = nil,
            cashStep: Int64? = nil
        ) {
            self.programme = programme
            self.list = list
            self.floor = floor
            self.cap = cap
            self.cashStep = cashStep
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
    /// How long after its hold a quote keeps whom it was for and why; nil for not at all.
    public let retention: CalendarDuration?
    /// The list prices, by programme.
    public let prices: [ListPrice]
    /// The rules that set a price by country, by id.
    public let tiers: [FeeRule]
    /// The rules that lower it, by id.
    public let reliefs: [FeeRule]

    /// A schedule of rules that were checked before.
    init(
        version: String, rounding: Rounding, grace: CalendarDuration?, hold: CalendarDuration,
        retention: CalendarDuration?, prices: [ListPrice], tiers: [FeeRule], reliefs: [FeeRule]
    ) {
        self.version = version
        self.rounding = rounding
        self.grace = grace
        self.hold = hold
        self.retention = retention
        self.prices = prices.sorted { $0.programme < $1.programme }
        self.tiers = tiers.sorted { $0.id < $1.id }
        self.reliefs = reliefs.sorted { $0.id < $1.id }
    }

    /// The list price of a programme, or nil when it is free.
    public func price(of programme: Slug) -> ListPrice? {
        prices.first { $0.programme == programme }
    }
}
