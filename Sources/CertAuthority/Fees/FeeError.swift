/// Why there is no quote.
public enum FeeError: RemediableError, Hashable {
    /// The catalogue has no programme or series of that slug.
    case unknownProgramme(String)
    /// The reference tables have no country of that code.
    case unknownCountry(String)
    /// There is no learner group of that name.
    case unknownGroup(String)
    /// The catalogue has no such organisation.
    case unknownOrganisation(Slug)
    /// The organisation does not issue the programme.
    case mayNotIssue(Slug, programme: Slug)
    /// The programme is an advanced one, and the schedule has no price for it.
    case noPrice(Slug)
    /// No tier applies; the schedule has a hole.
    case noTier(programme: Slug, country: String, date: CivilDate)
    /// An amount could not be worked out.
    case money(MoneyError)
}

extension FeeError {
    /// What is wrong and what to do.
    public var text: RemedyText {
        switch self {
        case .unknownProgramme(let slug):
            "there is no programme \"\(slug)\"; see programmes.yaml"
        case .unknownCountry(let code):
            "there is no country \"\(code)\"; give the two capital letters of ISO 3166-1, such as KE"
        case .unknownGroup(let name):
            """
            there is no learner group "\(name)"; known are \
            \(LearnerGroup.allCases.map(\.rawValue).joined(separator: ", "))
            """
        case .unknownOrganisation(let slug):
            "there is no organisation \"\(slug)\"; see organisations.yaml"
        case .mayNotIssue(let slug, let programme):
            "\(slug) may not issue \(programme); see may-issue in organisations.yaml"
        case .noPrice(let programme):
            "the advanced programme \(programme) has no list price; add it to fees.yaml"
        case .noTier(let programme, let country, let date):
            """
            no tier applies to \(programme) for \(country) on \(date); \
            add one to fees.yaml (\(do: .checkTiers()) names every such hole)
            """
        case .money(let error): RemedyText(error.description)
        }
    }
}
