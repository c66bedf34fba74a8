public import Credentials
package import LinkedData

/// A certificate with whose it is: for telling what one learner holds. It serves the office only.
public struct Holding: Sendable, Equatable {
    /// A certificate that another rests on, and where it stands.
    public struct Step: Sendable, Equatable {
        /// Its number.
        public let number: CertificateNumber
        /// Where it stands now.
        public let state: Standing.State

        package init(number: CertificateNumber, state: Standing.State) {
            self.number = number
            self.state = state
        }
    }

    /// What people type.
    public let number: CertificateNumber
    /// The programme or series that it certifies.
    public let offer: Slug
    /// Who holds it, as far as its issuer told.
    public let learner: LearnerIdentity
    /// The learner's name as it stands in the credential.
    public let name: String
    /// The language that the learner reads.
    public let locale: LanguageTag?
    /// The learner's country, ISO 3166-1 alpha-2.
    public let country: String
    /// The learner groups of the row that it was issued for.
    public let groups: Set<String>
    /// How it was taken.
    public let delivery: DeliveryMode
    /// The day on which the learning ended.
    public let completedOn: CivilDate
    /// Until when it may be relied on, or nil for always.
    public let validUntil: Timestamp?
    /// Where it stands now.
    public let state: Standing.State
    /// What it rests on, where it is a series'.
    public let steps: [Step]

    package init(
        number: CertificateNumber, offer: Slug, learner: LearnerIdentity, name: String,
        locale: LanguageTag?, country: String, groups: Set<String>, delivery: DeliveryMode,
        completedOn: CivilDate, validUntil: Timestamp?, state: Standing.State, steps: [Step]
    ) {
        self.number = number
        self.offer = offer
        self.learner = learner
        self.name = name
        self.locale = locale
        self.country = country
        self.groups = groups
        self.delivery = delivery
        self.completedOn = completedOn
        self.validUntil = validUntil
        self.state = state
        self.steps = steps
    }

    /// True when it may be relied on: neither taken back nor lapsed.
    public func isGood(at instant: Timestamp) -> Bool {
        state == .good && (validUntil.map { instant <= $0 } ?? true)
    }
}

/// What tells one learner from another across cohorts.
///
/// A reference is the training body's own, so it names one learner within one organisation only; an
/// address is the same for all of them.
public struct LearnerIdentity: Sendable, Equatable {
    /// The organisation that issues to the learner.
    public let organisation: Slug
    /// The organisation's own reference of the learner, or nil.
    public let reference: String?
    /// The learner's address, or nil.
    public let email: String?

    /// Identifies a learner of an organisation.
    public init(organisation: Slug, reference: String?, email: String?) {
        self.organisation = organisation
        self.reference = reference
        self.email = email
    }

    /// The reference within its organisation, to look up by; nil without one.
    package var referenceKey: ExactString? {
        reference.map { ExactString("\(organisation)\u{1F}\($0)") }
    }

    /// The address in lower case, to look up by; nil without one.
    package var emailKey: ExactString? {
        email.map { ExactString(ASCII.lowered(Array($0.utf8))) }
    }

    /// True when both have an address and not the same.
    package func contradicts(_ other: LearnerIdentity) -> Bool {
        guard let ours = emailKey, let theirs = other.emailKey else { return false }
        return ours != theirs
    }

    /// True for the same address, or the same reference within one organisation while the addresses
    /// do not contradict that.
    public func isSame(as other: LearnerIdentity) -> Bool {
        if let ours = emailKey, let theirs = other.emailKey { return ours == theirs }
        return referenceKey.map { $0 == other.referenceKey } ?? false
    }
}
