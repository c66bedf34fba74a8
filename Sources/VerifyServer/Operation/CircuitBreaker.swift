/// Keeps from asking what has just failed: after so many failures in a row nobody asks for a while,
/// and after that the first failure opens it again.
///
/// A value without a clock of its own: it is handed the instant.
struct CircuitBreaker {
    /// How many failures in a row open it, and for how long it is open then.
    let failures: Int
    let rest: Duration

    private var inRow = 0
    private var closesAt: ContinuousClock.Instant?

    /// A closed one.
    init(failures: Int, rest: Duration) {
        self.failures = failures
        self.rest = rest
    }

    /// True where the last outcome was a success, so that another need not be told.
    var isUntouched: Bool { inRow == 0 && closesAt == nil }

    /// Whether it is worth asking.
    func admits(at instant: ContinuousClock.Instant) -> Bool {
        closesAt.map { instant >= $0 } ?? true
    }

    /// It was asked and did well.
    mutating func succeeded() {
        inRow = 0
        closesAt = nil
    }

    /// It was asked and did well, which says nothing where it has been opened since it was asked.
    mutating func succeeded(askedAt asked: ContinuousClock.Instant) {
        if admits(at: asked) { succeeded() }
    }

    /// It was asked and failed. The row goes on until a success.
    mutating func failed(at instant: ContinuousClock.Instant) {
        inRow = min(inRow + 1, failures)
        guard inRow == failures else { return }
        closesAt = instant + rest
    }
}
