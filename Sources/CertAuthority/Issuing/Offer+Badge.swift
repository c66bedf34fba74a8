import Credentials

/// What a credential says of a programme or series, whoever the learner is.
extension Offer {
    func achievement(_ installation: Installation) -> BadgeAchievement {
        switch self {
        case .programme(let programme):
            BadgeAchievement(
                id: installation.achievementURL(programme.slug),
                achievementType: programme.level == .advanced
                    ? "Certification" : "CertificateOfCompletion",
                name: programme.title.english, description: programme.description.english,
                criteria: programme.criteria.english,
                tags: [programme.level.rawValue, programme.track.text],
                alignments: programme.skills.map {
                    .init(targetName: $0.name, targetURL: $0.url, targetFramework: $0.framework)
                })
        case .series(let series):
            BadgeAchievement(
                id: installation.achievementURL(series.slug),
                achievementType: "CertificateOfCompletion", name: series.title.english,
                description: series.description.english, criteria: series.criteria.english,
                tags: ["series"], alignments: [])
        }
    }

    /// How it was learned and for how long, in one sentence.
    func narrative(_ delivery: DeliveryMode) -> String {
        switch self {
        case .programme(let programme):
            let hours = Self.hours(programme.hours)
            return switch delivery {
            case .selfPaced: "Completed at the learner's own pace; \(hours) of learning."
            case .webinar: "Completed as a webinar; \(hours) of learning."
            case .workshop: "Completed as a workshop; \(hours) of learning."
            case .hybrid: "Completed in a hybrid form; \(hours) of learning."
            }
        case .series(let series):
            return
                "Completed in \(series.steps.count) steps; \(Self.hours(series.hours)) of learning."
        }
    }

    private static func hours(_ count: Int) -> String { count == 1 ? "1 hour" : "\(count) hours" }
}
