public import Credentials

/// A certificate as the office's register shows it: whose it is, where it stands, and what is kept
/// beside it.
public struct RegisterEntry: Sendable, Equatable {
    /// What every list shows.
    public let summary: CertificateSummary
    /// Who issued it.
    public let organisation: Slug
    /// When its validity ends; nil where it does not.
    public let validUntil: Timestamp?
    /// Since when it stands as it does, where that was decided.
    public let standingSince: Timestamp?
    /// Why, where that was decided; empty once the learner's data was erased.
    public let standingReason: String?
    /// How it was taken.
    public let delivery: DeliveryMode
    /// The language that the learner reads.
    public let locale: LanguageTag?
    /// What the office alone keeps of the learner; nil once it was erased.
    public let learner: LearnerRecord?

    /// What the office keeps of a learner beside the certificate.
    public struct LearnerRecord: Sendable, Equatable {
        /// The training body's own reference, or nil.
        public let reference: String?
        /// The address, or nil.
        public let email: String?
        /// The country, ISO 3166-1 alpha-2.
        public let country: String
        /// The learner groups that a fee may depend on.
        public let groups: Set<String>

        package init(reference: String?, email: String?, country: String, groups: Set<String>) {
            self.reference = reference
            self.email = email
            self.country = country
            self.groups = groups
        }
    }

    package init(
        summary: CertificateSummary, organisation: Slug, validUntil: Timestamp?,
        standingSince: Timestamp?, standingReason: String?, delivery: DeliveryMode,
        locale: LanguageTag?, learner: LearnerRecord?
    ) {
        self.summary = summary
        self.organisation = organisation
        self.validUntil = validUntil
        self.standingSince = standingSince
        self.standingReason = standingReason
        self.delivery = delivery
        self.locale = locale
        self.learner = learner
    }
}
