/// So many certificates that are alike in all that a report asks for.
///
/// It names a country, and so is only ever added up, never shown.
public struct CertificateTally: Sendable, Hashable {
    /// What was certified.
    public let programme: Slug
    /// Who issued it.
    public let organisation: Slug
    /// The learner's country, alpha-2; nil once the learner was erased.
    public let country: String?
    /// The learner's language; nil where it is not known.
    public let language: LanguageTag?
    /// How it was taken.
    public let delivery: DeliveryMode
    /// The learner's age; nil where it is not known.
    public let ageBand: AgeBand?
    /// The groups that the learner is known to be in.
    public let groups: Set<LearnerGroup>
    /// The day of issue in UTC; for a correction that of the first issue.
    public let day: CivilDate
    /// Who settled the price.
    public let payer: PayerKind
    /// What the price was of the list price.
    public let band: PriceBand
    /// The sum of the prices; nil where there was no order with a price.
    public let price: Money?
    /// How many certificates.
    public let count: Int

    package init(
        programme: Slug, organisation: Slug, country: String?, language: LanguageTag?,
        delivery: DeliveryMode, ageBand: AgeBand?, groups: Set<LearnerGroup>, day: CivilDate,
        payer: PayerKind, band: PriceBand, price: Money?, count: Int
    ) {
        self.programme = programme
        self.organisation = organisation
        self.country = country
        self.language = language
        self.delivery = delivery
        self.ageBand = ageBand
        self.groups = groups
        self.day = day
        self.payer = payer
        self.band = band
        self.price = price
        self.count = count
    }
}

/// Who settled what a certificate cost.
public enum PayerKind: String, Sendable, CaseIterable {
    /// Nothing was to be paid.
    case free
    /// The learner or somebody else paid at least a part.
    case paid
    /// Waived.
    case waived
    /// Settled by vouchers.
    case voucher = "vouchered"
    /// Settled by sponsors' pools.
    case sponsor = "sponsored"
    /// Settled by several of waivers, vouchers and sponsors, nothing being paid.
    case mixed
    /// Settled by a reference to what is on no record here; it may have been paid.
    case elsewhere
}

/// What a price was of the list price; whichever rule led to it.
public enum PriceBand: String, Sendable, CaseIterable {
    /// Nothing.
    case free
    /// Up to a quarter.
    case quarter
    /// More than a quarter, up to a half.
    case half
    /// More than a half, less than all.
    case reduced
    /// All of it, or more.
    case full
    /// The list price is not on record.
    case unknown
}

/// What one sponsors' pool gave towards certificates.
public struct SponsoredTally: Sendable, Hashable {
    /// The pool.
    public let pool: Slug
    /// How many certificates it helped to settle.
    public let count: Int
    /// How much it gave for them.
    public let amount: Money

    package init(pool: Slug, count: Int, amount: Money) {
        self.pool = pool
        self.count = count
        self.amount = amount
    }
}
