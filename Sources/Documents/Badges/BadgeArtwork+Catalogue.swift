public import CertAuthority
internal import LinkedData
import Verification

extension BadgeArtwork {
    /// The badge of a programme or a series, with nothing done yet.
    ///
    /// - Parameter language: The language of the level.
    public init(_ offer: Offer, in catalogue: Catalogue, language: Language = .english) {
        let organisation = catalogue.organisation(offer.organisation)
        let ring: Ring =
            switch offer {
            case .programme(let programme): .level(programme.level)
            case .series(let series): .steps(done: 0, of: series.steps.count)
            }
        self.init(
            title: offer.title.english, accent: organisation?.identity.accent ?? .standard,
            ring: ring, organisation: organisation?.badgeName(in: language) ?? "",
            language: language)
    }

    /// The badge of a certificate: title, level and steps as they were signed, in the colour of the
    /// organisation.
    ///
    /// - Parameters:
    ///   - facts: What was signed; nil where it cannot be read.
    ///   - language: The language of the level; nil for the learner's.
    init(
        _ facts: CertificateFacts?, of certificate: Certificate, in catalogue: Catalogue,
        language: Language? = nil
    ) {
        let organisation = catalogue.organisation(certificate.organisation)
        let language = language ?? certificate.locale.flatMap { Language($0) } ?? .english
        let level = facts?.level.flatMap(Programme.Level.init)
        let steps = certificate.evidence.count
        // A name that has changed since is not the one that was signed.
        let isNamed = organisation.map { facts?.issuerName?.isExactly($0.name.english) ?? false }
        self.init(
            title: facts?.programme ?? certificate.programme.text,
            accent: organisation?.identity.accent ?? .standard,
            ring: level == nil && steps > 0 ? .steps(done: steps, of: steps) : .level(level),
            organisation: isNamed == true ? organisation?.badgeName(in: language) ?? "" : "",
            language: language)
    }
}

extension Organisation {
    /// What a badge calls the organisation: its short name, or its name where that is short.
    fileprivate func badgeName(in language: Language) -> String {
        let name = (identity.shortName ?? self.name).best(for: [language.tag]).text
        return name.count <= 14 ? name : ""
    }
}

extension Offer {
    /// Its badge as an SVG image: the catalogue's picture where it has one, or the drawn badge.
    ///
    /// - Throws: ``BadgeError`` where there are no fonts.
    public func badge(
        in catalogue: Catalogue, _ cut: BadgeArtwork.Cut, language: Language
    ) throws(BadgeError) -> [UInt8] {
        if let badgeImage { return badgeImage.svg(title: title.english) }
        return try BadgeArtwork(self, in: catalogue, language: language).svg(cut)
    }

    /// The catalogue's picture of its badge; nil for the drawn one.
    var badgeImage: Picture? {
        switch self {
        case .programme(let programme): programme.badgeImage
        case .series(let series): series.badgeImage
        }
    }
}
