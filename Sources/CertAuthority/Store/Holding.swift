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
    /// Who issued it.
    public let organisation: Slug
    /// The row that it was issued for; its number says nothing.
    public let row: CohortRow
    /// Until when it may be relied on, or nil for always.
    public let validUntil: Timestamp?
    /// Where it stands now.
    public let state: Standing.State
    /// What it rests on, where it is a series'.
    public let steps: [Step]

    package init(
        number: CertificateNumber, offer: Slug, organisation: Slug, row: CohortRow,
        validUntil: Timestamp?, state: Standing.State, steps: [Step]
    ) {
        self.number = number
        self.offer = offer
        self.organisation = organisation
        self.row = row
        self.validUntil = validUntil
        self.state = state
        self.steps = steps
    }

    /// Who holds it, as far as its issuer told.
    public var learner: LearnerIdentity { row.identity(with: organisation) }

    /// True when it may be relied on: neither taken back nor lapsed.
    public func isGood(at instant: Timestamp) -> Bool {
        state == .good && (validUntil.map { instant <= $0 } ?? true)
    }
}

extension CohortRow {
    /// Who the learner is among the learners of an organisation.
    public func identity(with organisation: Slug) -> LearnerIdentity {
        LearnerIdentity(organisation: organisation, reference: learnerReference, email: email)
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
