/// Something that is learned, and certified when it is completed: an Open Badges *Achievement*.
public struct Programme: Hashable, Sendable {
    /// How deep a programme goes.
    public enum Level: String, CaseIterable, Sendable {
        /// For everybody; free.
        case foundation
        /// For those who know the foundations; free.
        case intermediate
        /// A certification at a fee.
        case advanced
    }

    /// Whom a programme is made for.
    public enum Audience: String, CaseIterable, Sendable {
        /// The general public.
        case general
        /// Policymakers and civil servants.
        case government
        /// Teachers and trainers, in schools and companies.
        case trainers
    }

    /// Names the programme in addresses and on the command line; no series has the same.
    public let slug: Slug
    /// The organisation that answers for it and issues it unless another is named.
    public let organisation: Slug
    /// The organisations that offer it together with that one, in the order given.
    public let partners: [Slug]
    /// How deep it goes.
    public let level: Level
    /// The line of programmes that it belongs to, such as `generative-ai`.
    public let track: Slug
    /// Whom it is made for.
    public let audience: Audience
    /// True when places go to learners of least developed countries first.
    public let leastDevelopedFirst: Bool
    /// Its title.
    public let title: LocalizedText
    /// What it teaches.
    public let description: LocalizedText
    /// What a learner must do to earn it.
    public let criteria: LocalizedText
    /// How it can be taken, each once, in the order of `DeliveryMode`.
    public let delivery: [DeliveryMode]
    /// The languages it is taught in, in the order of their tags.
    public let languages: [LanguageTag]
    /// Hours of learning, 1 to 2,000.
    public let hours: Int
    /// How long a certificate holds from the day of completion; nil when it does not expire.
    public let validity: CalendarDuration?
    /// The programmes to complete before this one, in the order of their slugs.
    public let prerequisites: [Slug]
    /// The skills it aligns to, in the order given.
    public let skills: [Skill]
    /// The picture of its badge; nil for the drawn seal.
    public let badgeImage: Picture?

    /// A programme; nothing is checked here, `CatalogueLoader` does that.
    public init(
        slug: Slug, organisation: Slug, level: Level, track: Slug, audience: Audience = .general,
        leastDevelopedFirst: Bool = false, title: LocalizedText, description: LocalizedText,
        criteria: LocalizedText, delivery: [DeliveryMode], languages: [LanguageTag], hours: Int,
        validity: CalendarDuration? = nil, prerequisites: [Slug] = [], skills: [Skill] = [],
        badgeImage: Picture? = nil, partners: [Slug] = []
    ) {
        self.slug = slug
        self.organisation = organisation
        self.level = level
        self.track = track
        self.audience = audience
        self.leastDevelopedFirst = leastDevelopedFirst
        self.title = title
        self.description = description
        self.criteria = criteria
        self.delivery = DeliveryMode.allCases.filter(delivery.contains)
        self.languages = Set(languages).sorted()
        self.hours = hours
        self.validity = validity
        self.prerequisites = Set(prerequisites).sorted()
        self.skills = skills
        self.badgeImage = badgeImage
        self.partners = partners
    }
}

/// How a programme is taken.
public enum DeliveryMode: String, CaseIterable, Sendable {
    /// Alone and at any time.
    case selfPaced = "self-paced"
    /// A session over the network.
    case webinar
    /// Together in one place.
    case workshop
    /// Partly alone or over the network, partly together.
    case hybrid
}

/// A skill that a programme aligns to: an Open Badges *Alignment*.
public struct Skill: Hashable, Sendable {
    /// The skill's name in its framework; the English one is signed.
    public let name: LocalizedText
    /// Where the skill is described, an `https` address.
    public let url: String
    /// The framework's name, if it belongs to one.
    public let framework: LocalizedText?

    /// A skill; nothing is checked here, `CatalogueLoader` does that.
    public init(name: LocalizedText, url: String, framework: LocalizedText? = nil) {
        self.name = name
        self.url = url
        self.framework = framework
    }
}
