/// How somebody is recognised, alike on page, sheet, badge and mail; all of it may be left out.
public struct Identity: Hashable, Sendable {
    /// What they are called for short, such as ITU; nil where the name serves.
    public var shortName: LocalizedText?
    /// The colour as the catalogue has it; nil for the standard one.
    public var colour: InkColour?
    /// The logo, checked; nil where there is none.
    public var logo: Picture?
    /// The address to which people write; nil where none is told.
    public var contact: String?

    /// Describes an identity.
    public init(
        shortName: LocalizedText? = nil, colour: InkColour? = nil, logo: Picture? = nil,
        contact: String? = nil
    ) {
        self.shortName = shortName
        self.colour = colour
        self.logo = logo
        self.contact = contact
    }

    /// The colour with its tones.
    public var accent: Accent { colour.map(Accent.init) ?? .standard }
}

/// The coalition as its catalogue describes it.
public struct Coalition: Hashable, Sendable {
    /// Its name.
    public let name: LocalizedText
    /// Its web site, an `https` address; nil where none is told.
    public let url: String?
    /// How it is recognised.
    public let identity: Identity

    /// Describes a coalition; nothing is checked here, `CatalogueLoader` does that.
    public init(name: LocalizedText, url: String? = nil, identity: Identity = Identity()) {
        self.name = name
        self.url = url
        self.identity = identity
    }
}
