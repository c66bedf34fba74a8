/// Which certificates are meant.
public enum CertificateSelection: Sendable, Equatable {
    /// These, in this order.
    case numbers([CertificateNumber])
    /// All that belong to a run, in the order of issue.
    case batch(String)
}

/// Where a certificate stands, without its credential: enough to decide what a change will do.
public struct CertificateStanding: Sendable, Equatable {
    /// What people type.
    public let number: CertificateNumber
    /// Who issued it.
    public let organisation: Slug
    /// Whose it is, for the office only; with an empty name when it was erased.
    public let learner: LearnerNames
    /// Its status list.
    public let statusList: String
    /// Where it stands.
    public let state: Standing.State
    /// What became of it besides.
    public let history: CertificateHistory

    package init(
        number: CertificateNumber, organisation: Slug, learner: LearnerNames, statusList: String,
        state: Standing.State, history: CertificateHistory
    ) {
        self.number = number
        self.organisation = organisation
        self.learner = learner
        self.statusList = statusList
        self.state = state
        self.history = history
    }
}

/// What a change of standing did.
public struct StandingChange: Sendable, Equatable {
    /// The certificates that were changed.
    public let changed: [CertificateNumber]
    /// Those that stood so before.
    public let already: [CertificateNumber]
    /// The status lists that were signed anew, each once.
    public let lists: [String]

    package init(changed: [CertificateNumber], already: [CertificateNumber], lists: [String]) {
        self.changed = changed
        self.already = already
        self.lists = lists
    }
}

/// A certificate that is to be issued in the place of another.
public struct Reissue: Sendable {
    /// The certificate that is wrong.
    public let old: CertificateNumber
    /// The corrected row, with a new number and salt.
    public let request: CertificateRequest
    /// The run of the old one, with the key, the proof and the instant of the new one.
    public let batch: Batch
    /// The columns that differ.
    public let corrected: [String]
    /// Why; the old one's page shows it to everyone.
    public let reason: String

    /// Describes a correction that is to be issued.
    public init(
        old: CertificateNumber, request: CertificateRequest, batch: Batch, corrected: [String],
        reason: String
    ) {
        self.old = old
        self.request = request
        self.batch = batch
        self.corrected = corrected
        self.reason = reason
    }
}
