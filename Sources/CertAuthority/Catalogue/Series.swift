/// Programmes in steps; completing all of them earns the series' own certificate.
public struct Series: Hashable, Sendable {
    /// Names the series in addresses and on the command line; no programme has the same.
    public let slug: Slug
    /// The organisation that answers for it and issues it unless another is named.
    public let organisation: Slug
    /// The organisations that offer it together with that one, in the order given.
    public let partners: [Slug]
    /// Its title.
    public let title: LocalizedText
    /// What it leads to.
    public let description: LocalizedText
    /// What a learner must do to earn it.
    public let criteria: LocalizedText
    /// The programmes in the order in which they are taken, two or more, each once.
    public let steps: [Slug]
    /// Hours of learning over all steps, 1 to 2,000.
    public let hours: Int
    /// How long a certificate holds from the day of the last step; nil when it does not expire.
    public let validity: CalendarDuration?
    /// The picture of its badge; nil for the drawn seal.
    public let badgeImage: Picture?

    /// A series; nothing is checked here, `CatalogueLoader` does that.
    public init(
        slug: Slug, organisation: Slug, title: LocalizedText, description: LocalizedText,
        criteria: LocalizedText, steps: [Slug], hours: Int, validity: CalendarDuration? = nil,
        badgeImage: Picture? = nil, partners: [Slug] = []
    ) {
        self.slug = slug
        self.organisation = organisation
        self.title = title
        self.description = description
        self.criteria = criteria
        self.steps = steps
        self.hours = hours
        self.validity = validity
        self.badgeImage = badgeImage
        self.partners = partners
    }
}
