public import CertAuthority

/// What an issue tells of and does not stop for.
public struct IssueWarning: Sendable, Equatable {
    /// The kinds of warning; the raw values are told to programs.
    public enum Kind: String, Sendable, CaseIterable {
        /// A row's learner has no good certificate of a prerequisite on record.
        case missingPrerequisite = "missing-prerequisite"
        /// The step certificates of one learner carry different names; nothing is issued for them.
        case namesDiffer = "names-differ"
        /// A learner's name has letters that no font of the sheets has; nothing is issued for it.
        case missingGlyph = "missing-glyph"
        /// A learner's name does not fit its line on the sheet; nothing is issued for it.
        case nameTooWide = "name-too-wide"
        /// What would be certified has lapsed already; nothing is issued for it.
        case validityEnded = "validity-ended"
        /// A row's learner holds the programme's certificate of another day; the row is left out.
        case certifiedBefore = "certified-before"
        /// A row's learner stands in the file with another day too; the row is left out.
        case learnerTwoDays = "learner-two-days"
        /// What may be one learner's is told apart, and only together it would complete a series.
        case perhapsOneLearner = "perhaps-one-learner"
        /// A series' certificate stands on one that was taken back.
        case stepTakenBack = "step-taken-back"
        /// A batch that is taken up was planned by a version that did not bind plans to the audit.
        case planNotBound = "plan-not-bound"
    }

    /// The kind.
    public let kind: Kind
    /// What is so; where ``advice`` is nil, also what to do.
    public let reason: String
    /// What to do, where remedies are named.
    public let advice: RemedyText?
    /// The certificates that it is about.
    public let certificates: [CertificateNumber]
    /// The row of a cohort that it is about, or nil.
    public let row: Int?

    /// Warns of something.
    public init(
        _ kind: Kind, _ reason: String, advice: RemedyText? = nil,
        certificates: [CertificateNumber] = [], row: Int? = nil
    ) {
        self.kind = kind
        self.reason = reason
        self.advice = advice
        self.certificates = certificates
        self.row = row
    }

    /// What is so and what to do.
    public var text: RemedyText { advice.map { "\(reason); \($0)" } ?? RemedyText(reason) }

    /// The same with each remedy by its plain name.
    public var message: String { text.text(\.name) }
}
