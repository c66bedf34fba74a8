/// What a report asks of a learner's country, as the dated tables had it on the day of issue.
struct CountryClass: Hashable, Sendable {
    /// The World Bank's groups, and what is in none of them or not known.
    enum Income: String, CaseIterable {
        case low
        case lowerMiddle = "lower-middle"
        case upperMiddle = "upper-middle"
        case high
        case none
    }

    /// The regions of the United Nations (M49), and what is in none of them or not known.
    enum Region: String, CaseIterable {
        case africa
        case americas
        case asia
        case europe
        case oceania
        case none
    }

    var income = Income.none
    var region = Region.none
    var isLeastDeveloped = false
    var isSmallIsland = false
    var isLandlocked = false

    /// Of no country, or of one that is not known.
    init() {}

    /// Looks a country up, without grace; an end that is not confirmed ends nothing.
    init(_ country: String, on day: CivilDate, _ reference: ReferenceData) {
        func groups(_ list: String) -> [String] {
            guard let list = Slug(list) else { return [] }
            return reference.memberships(of: country, in: list)
                .filter { $0.standing(on: day) != nil }.map(\.group.text)
        }
        income = groups("world-bank-income").last.flatMap(Income.init) ?? .none
        region = groups("un-m49").last.flatMap(Region.init) ?? .none
        isLeastDeveloped = groups("un-ldc").contains("ldc")
        isSmallIsland = groups("un-sids").contains("sids")
        isLandlocked = groups("un-lldc").contains("lldc")
    }
}
