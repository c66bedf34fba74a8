package import Credentials

/// What a credential says of a programme or series, whoever the learner is.
extension Offer {
    /// The achievement that every credential of it names.
    package func achievement(_ installation: Installation) -> BadgeAchievement {
        switch self {
        case .programme(let programme):
            BadgeAchievement(
                id: installation.achievementURL(programme.slug),
                achievementType: programme.level == .advanced
                    ? "Certification" : "CertificateOfCompletion",
                name: programme.title.english,
                image: Self.image(programme.badgeImage, programme.title, installation),
                description: programme.description.english,
                criteria: programme.criteria.english,
                tags: [programme.level.rawValue, programme.track.text],
                alignments: programme.skills.map {
                    .init(
                        targetName: $0.name.english, targetURL: $0.url,
                        targetFramework: $0.framework?.english)
                })
        case .series(let series):
            BadgeAchievement(
                id: installation.achievementURL(series.slug),
                achievementType: "CertificateOfCompletion", name: series.title.english,
                image: Self.image(series.badgeImage, series.title, installation),
                description: series.description.english, criteria: series.criteria.english,
                tags: ["series"], alignments: [])
        }
    }

    private static func image(
        _ image: Picture?, _ title: LocalizedText, _ installation: Installation
    ) -> BadgeAchievement.Image? {
        image.map { .init(url: installation.badgeImageURL($0.name), caption: title.english) }
    }
}

extension Organisation {
    /// The issuer as a credential names it.
    package func profile(_ installation: Installation) -> BadgeIssuer {
        BadgeIssuer(id: installation.did(of: slug), name: name.english, url: url)
    }
}
