public import CertAuthority

/// What the certificate of a programme or series looks like: its sheet with number zero, to nobody.
/// Its code leads to the programme's page.
public struct SheetSpecimen: Hashable, Sendable {
    let slug: Slug
    let language: Language
    let day: CivilDate

    /// Names a specimen.
    ///
    /// - Parameters:
    ///   - language: The language beside English.
    ///   - day: The day on which it says that the learning ended.
    public init(of slug: Slug, language: Language, day: CivilDate) {
        self.slug = slug
        self.language = language
        self.day = day
    }

    /// Seventeen symbols as every number has; such a one is never given out.
    private static let number = "0000-0000-0000-0000-0"

    /// Pixels an inch: for screens.
    private static let dpi = 96

    /// The picture, as PNG; nil where there is no such programme, or where its organisation makes
    /// no sheets.
    ///
    /// - Throws: ``SheetFault``.
    func png(
        _ catalogue: Catalogue, _ installation: Installation, _ designs: SheetDesigns
    ) throws(SheetFault) -> [UInt8]? {
        guard let offer = catalogue.offer(slug),
            let organisation = catalogue.organisation(offer.organisation),
            organisation.appearance.hasSheets
        else { return nil }
        let content = content(offer, organisation, catalogue, installation)
        let design = try designs.template(SheetDesigns.standard)
        return try Sheet(content, design: design).png(dpi: Self.dpi)
    }

    private func content(
        _ offer: Offer, _ organisation: Organisation, _ catalogue: Catalogue,
        _ installation: Installation
    ) -> SheetContent {
        let address = installation.achievementURL(slug)
        let level: Programme.Level? =
            if case .programme(let programme) = offer { programme.level } else { nil }
        let badge = offer.badgeImage.map(SheetContent.Badge.picture)
        return SheetContent(
            name: SheetWords.of(language).specimen, title: offer.title,
            organisation: organisation.name,
            coalition: catalogue.coalition?.name ?? LocalizedText(english: installation.name),
            number: Self.number, address: address, scanned: address, completedOn: day,
            issuedOn: day, issuedAt: "\(day)T00:00:00Z", validUntil: nil, level: level,
            hours: offer.hours, skills: offer.skillNames, accent: organisation.identity.accent,
            logo: organisation.identity.logo,
            partners: SheetContent.partners(offer.partners, catalogue),
            badge: badge ?? .drawn(BadgeArtwork(offer, in: catalogue, language: language)),
            // Who signs is told; nobody signs a specimen.
            signatories: organisation.appearance.signatories.map {
                .init(name: $0.name, office: $0.office)
            }, language: language)
    }
}
