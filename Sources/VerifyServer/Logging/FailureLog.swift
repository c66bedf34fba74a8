import Logging
import Synchronization

/// Logs what may fail for every request at once, such as a store that cannot be read: each sort of
/// failure with one line in a while, which tells how many there were since the last.
final class FailureLog: Sendable {
    private struct Entry {
        var quietUntil: ContinuousClock.Instant
        var untold = 0
    }

    /// By sort; there are as many as the code has words for.
    private let entries = Mutex<[String: Entry]>([:])
    private let events: ConnectionEvents
    private let now: @Sendable () -> ContinuousClock.Instant

    /// For how long after a line no other of its sort is written.
    static let quiet = Duration.seconds(10)

    init(
        events: ConnectionEvents,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.events = events
        self.now = now
    }

    /// Counts an answer 503 and logs it, if none of its sort was logged of late.
    func tell(_ message: String, code: String, to logger: Logger) {
        events.count(.unavailable)
        let instant = now()
        let untold = entries.withLock { entries -> Int? in
            let sort = "\(message) \(code)"
            if let entry = entries[sort], instant < entry.quietUntil {
                entries[sort]?.untold += 1
                return nil
            }
            let untold = entries[sort]?.untold ?? 0
            entries[sort] = Entry(quietUntil: instant + Self.quiet)
            return untold
        }
        guard let untold else { return }
        var metadata: Logger.Metadata = ["code": "\(code)"]
        if untold > 0 { metadata["untold"] = "\(untold)" }
        logger.error("\(message)", metadata: metadata)
    }
}
