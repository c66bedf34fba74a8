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
        guard let sheet = try sheet(catalogue, installation, designs) else { return nil }
        do throws(DrawingError) {
            return try PageDrawing.png(marked(sheet.page), dpi: Self.dpi)
        } catch { throw SheetFault(.drawing, error.description) }
    }

    /// The sheet before the word is put across it.
    ///
    /// - Throws: ``SheetFault``.
    func sheet(
        _ catalogue: Catalogue, _ installation: Installation, _ designs: SheetDesigns
    ) throws(SheetFault) -> Sheet? {
        guard let offer = catalogue.offer(slug),
            let organisation = catalogue.organisation(offer.organisation),
            organisation.appearance.hasSheets
        else { return nil }
        return try Sheet(
            content(offer, organisation, catalogue, installation),
            design: try designs.template(SheetDesigns.standard))
    }

    /// The page with the word across it, so that nobody takes it for a certificate.
    func marked(_ page: DrawnPage) -> DrawnPage {
        let (width, height) = (page.view.width, page.view.height)
        let (x, y) = (page.view.x + width / 2, page.view.y + height / 2)
        let word = SheetWords.of(language).specimen
        // Wide enough to reach from corner to corner in any script.
        let size = min(height / 4, 1.2 * width / Double(max(4, word.count)))
        let mark = """
            <text x="\(x)" y="\(y)" transform="rotate(-30 \(x) \(y))" text-anchor="middle" \
            dominant-baseline="central" font-family="Noto Sans, Noto Sans Arabic, Noto Sans CJK SC" \
            font-weight="bold" font-size="\(size)" fill="#e0e6ec">\(XMLText.escaped(word))</text>
            """
        var picture = page.picture
        let end = Array("</svg>".utf8)
        if picture.count >= end.count {
            let place =
                picture.indices.dropLast(end.count - 1).last {
                    picture[$0..<$0 + end.count].elementsEqual(end)
                } ?? picture.endIndex
            picture.insert(contentsOf: mark.utf8, at: place)
        }
        return DrawnPage(
            lines: page.lines, picture: picture, pictures: page.pictures, texts: page.texts,
            paper: page.paper, view: page.view)
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
            // Nobody signs a specimen; the place of signatures has the word again, so that it does
            // not say that somebody did.
            signatories: [
                .init(name: SheetWords.of(language).specimen, office: organisation.name)
            ], language: language)
    }
}
