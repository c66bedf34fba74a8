public import Credentials

/// Which certificates of the register are listed: those that hold all that is given.
public struct RegisterFilter: Sendable, Equatable {
    /// Of this programme or series.
    public var programme: Slug?
    /// Of this organisation.
    public var organisation: Slug?
    /// Of this issuing run.
    public var batch: String?
    /// Where they are.
    public var condition: CertificateHistory.Condition?
    /// Of learners of this country, ISO 3166-1 alpha-2.
    public var country: String?
    /// Issued at this instant or later.
    public var issuedFrom: Timestamp?
    /// Issued before this instant.
    public var issuedBefore: Timestamp?
    /// In good standing, with a validity that ends at this instant or later…
    public var endingFrom: Timestamp?
    /// … and before this one.
    public var endingBefore: Timestamp?

    /// All certificates.
    public init() {}
}
