/// What is said of a programme or series alike.
extension Offer {
    /// The title.
    package var title: LocalizedText {
        switch self {
        case .programme(let programme): programme.title
        case .series(let series): series.title
        }
    }

    /// What it teaches or leads to.
    package var description: LocalizedText {
        switch self {
        case .programme(let programme): programme.description
        case .series(let series): series.description
        }
    }

    /// What a learner must do to earn it.
    package var criteria: LocalizedText {
        switch self {
        case .programme(let programme): programme.criteria
        case .series(let series): series.criteria
        }
    }

    /// What the skills are called that it aligns to, in their order; none for a series.
    package var skillNames: [LocalizedText] {
        switch self {
        case .programme(let programme): programme.skills.map(\.name)
        case .series: []
        }
    }

    /// Hours of learning.
    package var hours: Int {
        switch self {
        case .programme(let programme): programme.hours
        case .series(let series): series.hours
        }
    }

    /// How it was learned and for how long, in one sentence.
    package func narrative(_ delivery: DeliveryMode) -> String {
        switch self {
        case .programme(let programme):
            return "\(delivery.opening)\(Count(programme.hours, "hour")) of learning."
        case .series(let series):
            return "Completed in \(Count(series.steps.count, "step")); "
                + "\(Count(series.hours, "hour")) of learning."
        }
    }
}

extension DeliveryMode {
    /// How the sentence on a programme's delivery begins.
    package var opening: String {
        switch self {
        case .selfPaced: "Completed at the learner's own pace; "
        case .webinar: "Completed as a webinar; "
        case .workshop: "Completed as a workshop; "
        case .hybrid: "Completed in a hybrid form; "
        }
    }
}
