/// What one fetch may cost, and how many may run at once.
public struct FetchLimits: Sendable {
    /// The largest answer, in bytes.
    public var bytes: Int
    /// The time for finding the host, connecting and agreeing on keys; each time anew after a
    /// redirect.
    public var connectTime: Duration
    /// The time for all: waiting for a turn, redirects and the answer.
    public var totalTime: Duration
    /// How many redirects are followed, all on one host.
    public var redirects: Int
    /// The ports that a URL may name.
    public var ports: Set<Int>
    /// How many fetches run at once; each holds a thread while it runs.
    public var parallel: Int
    /// How many more may wait for their turn before callers are turned away.
    public var waiting: Int

    /// Bounds; what is not given is as for a public verifier.
    public init(
        bytes: Int = 1 << 20, connectTime: Duration = .seconds(3),
        totalTime: Duration = .seconds(5), redirects: Int = 3, ports: Set<Int> = [443],
        parallel: Int = 8, waiting: Int = 64
    ) {
        self.bytes = bytes
        self.connectTime = connectTime
        self.totalTime = totalTime
        self.redirects = redirects
        self.ports = ports
        self.parallel = parallel
        self.waiting = waiting
    }

    /// The bounds for a public verifier.
    public static let standard = FetchLimits()
}
