/// A row of a cohort, every field checked.
public struct CohortRow: Sendable, Equatable {
    /// The row's number in the file, from 1.
    public let number: Int
    /// The training body's own reference of the learner, or nil.
    public let learnerReference: String?
    /// The learner's name, byte for byte as given.
    public let name: String
    /// The learner's address, or nil.
    public let email: String?
    /// The language that the learner reads, or nil.
    public let locale: LanguageTag?
    /// The learner's country, ISO 3166-1 alpha-2.
    public let country: String
    /// The day on which the learning ended.
    public let completedOn: CivilDate
    /// How it was taken.
    public let delivery: DeliveryMode
    /// The learner groups that a fee may depend on.
    public let groups: Set<String>

    package init(
        number: Int, learnerReference: String?, name: String, email: String?, locale: LanguageTag?,
        country: String, completedOn: CivilDate, delivery: DeliveryMode, groups: Set<String>
    ) {
        self.number = number
        self.learnerReference = learnerReference
        self.name = name
        self.email = email
        self.locale = locale
        self.country = country
        self.completedOn = completedOn
        self.delivery = delivery
        self.groups = groups
    }

    /// Who the learner is, for telling rows apart: the reference, or else the address.
    public var learner: String { learnerReference ?? email ?? "" }
}

extension CohortRow {
    /// The learner's groups as one text, as they are kept.
    package var groupsText: String { groups.isEmpty ? "" : groups.sorted().joined(separator: ";") }
}
