import CertAuthority
import Credentials

/// What every certificate of a programme or series says, put into words once.
struct OfferTerms: Sendable {
    let slug: Slug
    let validity: CalendarDuration?
    let achievement: BadgeAchievement
    /// What the credential attests, in one sentence.
    let description: String
    private let narratives: [DeliveryMode: String]

    init(_ offer: Offer, _ installation: Installation) {
        slug = offer.slug
        validity = offer.validity
        achievement = offer.achievement(installation)
        description = "Attests that the learner completed \(achievement.name)."
        narratives = Dictionary(
            uniqueKeysWithValues: DeliveryMode.allCases.map { ($0, offer.narrative($0)) })
    }

    /// How it was learned and for how long, in one sentence.
    func narrative(_ delivery: DeliveryMode) -> String? { narratives[delivery] }

    /// The same words in memory of their own.
    func apart() -> OfferTerms { OfferTerms(apartFrom: self) }

    private init(apartFrom other: OfferTerms) {
        slug = other.slug
        validity = other.validity
        achievement = BadgeAchievement(
            id: other.achievement.id.apart,
            achievementType: other.achievement.achievementType.apart,
            name: other.achievement.name.apart,
            image: other.achievement.image.map { image in
                .init(url: image.url.apart, caption: image.caption.apart)
            }, description: other.achievement.description.apart,
            criteria: other.achievement.criteria.apart,
            tags: other.achievement.tags.map(\.apart),
            alignments: other.achievement.alignments.map { alignment in
                .init(
                    targetName: alignment.targetName.apart, targetURL: alignment.targetURL.apart,
                    targetFramework: alignment.targetFramework?.apart)
            })
        description = other.description.apart
        narratives = other.narratives.mapValues(\.apart)
    }
}

extension String {
    /// The same text in storage of its own.
    var apart: String { String(decoding: Array(utf8), as: UTF8.self) }
}
