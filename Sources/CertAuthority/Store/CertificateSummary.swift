public import Credentials

/// What a list of certificates shows.
public struct CertificateSummary: Sendable, Equatable {
    /// What people type.
    public let number: CertificateNumber
    /// What is certified.
    public let programme: Slug
    /// The learner's name.
    public let name: String
    /// The day on which the learning ended.
    public let completedOn: CivilDate
    /// When it was issued.
    public let issuedAt: Timestamp
    /// Where it stands.
    public let state: Standing.State
    /// The batch.
    public let batch: String
    /// What became of it besides.
    public let history: CertificateHistory

    package init(
        number: CertificateNumber, programme: Slug, name: String, completedOn: CivilDate,
        issuedAt: Timestamp, state: Standing.State, batch: String, history: CertificateHistory
    ) {
        self.number = number
        self.programme = programme
        self.name = name
        self.completedOn = completedOn
        self.issuedAt = issuedAt
        self.state = state
        self.batch = batch
        self.history = history
    }
}
