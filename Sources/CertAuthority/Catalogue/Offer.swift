/// What can be certified: a programme, or a series of them. Their slugs share one space.
public enum Offer: Hashable, Sendable {
    /// A programme.
    case programme(Programme)
    /// A series, whose certificate rests on those of its steps.
    case series(Series)

    /// Names it in addresses and on the command line.
    public var slug: Slug {
        switch self {
        case .programme(let programme): programme.slug
        case .series(let series): series.slug
        }
    }

    /// The organisation that answers for it and issues it unless another is named.
    public var organisation: Slug {
        switch self {
        case .programme(let programme): programme.organisation
        case .series(let series): series.organisation
        }
    }

    /// The organisations that offer it together with that one, in the order given.
    public var partners: [Slug] {
        switch self {
        case .programme(let programme): programme.partners
        case .series(let series): series.partners
        }
    }

    /// How long a certificate holds from the day of completion; nil when it does not expire.
    public var validity: CalendarDuration? {
        switch self {
        case .programme(let programme): programme.validity
        case .series(let series): series.validity
        }
    }
}

extension Catalogue {
    /// The programme or series of that slug; O(log n).
    public func offer(_ slug: Slug) -> Offer? {
        programme(slug).map(Offer.programme) ?? series(slug).map(Offer.series)
    }
}
