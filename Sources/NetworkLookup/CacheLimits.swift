/// How much of what was looked up is kept, and for how long.
///
/// Documents and lists are bounded each for itself.
public struct CacheLimits: Sendable {
    /// The most entries.
    public var entries: Int
    /// The most bytes of content, as it was received.
    public var bytes: Int
    /// For how long an answer counts; a status list's own `ttl` shortens it.
    public var age: Duration
    /// For how long a failure counts, so that a host that does not answer is not asked by each
    /// credential that names it.
    public var failureAge: Duration

    /// Bounds; what is not given is as for a public verifier.
    public init(
        entries: Int = 512, bytes: Int = 32 << 20, age: Duration = .seconds(300),
        failureAge: Duration = .seconds(30)
    ) {
        self.entries = entries
        self.bytes = bytes
        self.age = age
        self.failureAge = failureAge
    }

    /// The bounds for a public verifier.
    public static let standard = CacheLimits()
}
