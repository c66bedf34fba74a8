public import Credentials

/// Which orders are listed: those that hold all that is given.
public struct OrderFilter: Sendable, Equatable {
    /// Of this programme.
    public var programme: Slug?
    /// In this state.
    public var state: OrderAccount.State?
    /// Of the learner of this reference or address, as the cohort had it.
    public var learner: String?
    /// Opened before this instant.
    public var openedBefore: Timestamp?

    /// All orders.
    public init() {}
}
