/// What a learner is known by; no reason of a change may tell it.
public struct LearnerNames: Sendable, Equatable {
    /// The name on the certificate.
    public let name: String
    /// The training body's own reference, or nil.
    public let reference: String?
    /// The address, or nil.
    public let email: String?

    /// Describes a learner.
    public init(name: String, reference: String? = nil, email: String? = nil) {
        self.name = name
        self.reference = reference
        self.email = email
    }

    /// The learner of a row.
    public init(_ row: CohortRow) {
        self.init(name: row.name, reference: row.learnerReference, email: row.email)
    }
}
