/// A contributor to the coalition that may issue in its own name: an agency, a company, a ministry.
public struct Organisation: Hashable, Sendable {
    /// What an organisation does in the coalition.
    public enum Role: String, CaseIterable, Sendable {
        /// Runs the coalition.
        case coordinator
        /// Brings programmes to countries and their institutions.
        case deliveryPartner = "delivery-partner"
        /// Has contributed since the start.
        case foundingContributor = "founding-contributor"
        /// Joined later.
        case contributor
    }

    /// Names the organisation in addresses and identifiers (`did:web:HOST:orgs:SLUG`).
    public let slug: Slug
    /// Its name.
    public let name: LocalizedText
    /// The country of its seat, ISO 3166-1 alpha-2 in capitals; nil for bodies of many countries.
    public let country: String?
    /// Its web site, an `https` address.
    public let url: String
    /// What it does in the coalition.
    public let role: Role
    /// The programmes and series that it may issue, in the order of their slugs.
    public let mayIssue: [Slug]
    /// How it is recognised.
    public let identity: Identity
    /// How its certificate sheets look.
    public let appearance: Appearance
    /// What its cohort files call the columns.
    public let cohortFiles: CohortFiles
    /// What it says of itself on invoices and receipts; nil where it says its name alone.
    public let billing: Billing?

    /// What an organisation gives to its certificate sheets besides its identity.
    public struct Appearance: Hashable, Sendable {
        /// Someone who signs.
        public struct Signatory: Hashable, Sendable {
            /// The name.
            public let name: String
            /// The office held.
            public let office: LocalizedText
            /// An image of the signature, checked; nil where there is none.
            public let signature: Picture?

            /// Describes someone who signs.
            public init(name: String, office: LocalizedText, signature: Picture? = nil) {
                self.name = name
                self.office = office
                self.signature = signature
            }
        }

        /// Those who sign, two at most.
        public var signatories: [Signatory]
        /// False where no sheets are made, so that any letter may be issued.
        public var hasSheets: Bool

        /// Describes an appearance; what is not given is the design's choice.
        public init(
            signatories: [Signatory] = [], hasSheets: Bool = true
        ) {
            self.signatories = signatories
            self.hasSheets = hasSheets
        }
    }

    /// An organisation; nothing is checked here, `CatalogueLoader` does that.
    public init(
        slug: Slug, name: LocalizedText, country: String?, url: String, role: Role,
        mayIssue: [Slug], identity: Identity = Identity(), appearance: Appearance = Appearance(),
        cohortFiles: CohortFiles = CohortFiles(), billing: Billing? = nil
    ) {
        self.slug = slug
        self.name = name
        self.country = country
        self.url = url
        self.role = role
        self.mayIssue = Set(mayIssue).sorted()
        self.identity = identity
        self.appearance = appearance
        self.cohortFiles = cohortFiles
        self.billing = billing
    }
}
