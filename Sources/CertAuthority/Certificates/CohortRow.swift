/// The columns of a cohort, in the order in which they are documented.
///
/// A new column is a case at the end, a member of ``CohortRow`` and a step of the schema; the rest of
/// the program goes through all cases, or stops compiling.
public enum CohortColumn: Int, CaseIterable, Sendable {
    case learnerReference, name, email, locale, country, completedOn, delivery, groups, ageBand

    /// What the header calls it.
    public var name: String {
        switch self {
        case .learnerReference: "learner_ref"
        case .name: "name"
        case .email: "email"
        case .locale: "locale"
        case .country: "country"
        case .completedOn: "completed_on"
        case .delivery: "delivery"
        case .groups: "groups"
        case .ageBand: "age_band"
        }
    }

    /// Whether the office alone keeps it, beside the certificate; the rest is the certificate's.
    package var isOfficeOnly: Bool {
        switch self {
        case .learnerReference, .email, .country, .groups, .ageBand: true
        case .name, .locale, .completedOn, .delivery: false
        }
    }

    /// All names, in order.
    public static let names = allCases.map(\.name)

    /// Those that came after the first eight: files, plans and certificates from before do without,
    /// so what is bound of a row has them only where they are given.
    package static let added = Array(allCases.dropFirst(8))
}

/// A row of a cohort, every field checked.
public struct CohortRow: Sendable, Equatable {
    /// The row's number in the file, from 1.
    public package(set) var number: Int
    /// The training body's own reference of the learner, or nil.
    public package(set) var learnerReference: String?
    /// The learner's name, byte for byte as given.
    public package(set) var name: String
    /// The learner's address, or nil.
    public package(set) var email: String?
    /// The language that the learner reads, or nil.
    public package(set) var locale: LanguageTag?
    /// The learner's country, ISO 3166-1 alpha-2.
    public package(set) var country: String
    /// The day on which the learning ended.
    public package(set) var completedOn: CivilDate
    /// How it was taken.
    public package(set) var delivery: DeliveryMode
    /// The learner groups that a fee may depend on.
    public package(set) var groups: Set<String>
    /// How old the learner was, or nil where that was not given. It is only ever counted.
    public package(set) var ageBand: AgeBand?

    package init(
        number: Int, learnerReference: String?, name: String, email: String?, locale: LanguageTag?,
        country: String, completedOn: CivilDate, delivery: DeliveryMode, groups: Set<String>,
        ageBand: AgeBand? = nil
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
        self.ageBand = ageBand
    }

    /// Who the learner is, for telling rows apart: the reference, or else the address.
    public var learner: String { learnerReference ?? email ?? "" }
}

// MARK: As texts

extension CohortRow {
    /// What the row has in a column, as it is written and kept; nil where it has nothing.
    public subscript(column: CohortColumn) -> String? {
        switch column {
        case .learnerReference: learnerReference
        case .name: name
        case .email: email
        case .locale: locale?.text
        case .country: country
        case .completedOn: completedOn.description
        case .delivery: delivery.rawValue
        case .groups: groups.isEmpty ? "" : groups.sorted().joined(separator: ";")
        case .ageBand: ageBand?.rawValue
        }
    }

    /// Reads a row back from where it was kept; nil where a column does not hold what it should.
    package init?(number: Int, _ text: (CohortColumn) -> String?) {
        guard let name = text(.name), let country = text(.country),
            let completedOn = text(.completedOn).flatMap({ CivilDate($0) }),
            let delivery = text(.delivery).flatMap(DeliveryMode.init)
        else { return nil }
        let age = text(.ageBand)
        let ageBand = age.flatMap(AgeBand.init)
        guard (age == nil) == (ageBand == nil) else { return nil }
        self.init(
            number: number, learnerReference: text(.learnerReference), name: name,
            email: text(.email), locale: text(.locale).flatMap { LanguageTag($0) },
            country: country, completedOn: completedOn, delivery: delivery,
            groups: Set((text(.groups) ?? "").split(separator: ";").map(String.init)),
            ageBand: ageBand)
    }
}
