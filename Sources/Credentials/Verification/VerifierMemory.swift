/// What verifiers remember of identifiers that hold their own key and of status lists, so that many
/// credentials of one issuer cost those once. Verifiers that share resources may share a memory.
public final class VerifierMemory: Sendable {
    let selfContained = SelfContainedDocuments()
    let statusLists = StatusListMemory()

    /// An empty memory.
    public init() {}
}
