import HTTPTypes
import NIOCore

/// What one connection is about and until when it may be; lives on its event loop.
///
/// Time is bounded for the head of a request, for its body (a least number of bytes a second after a
/// first allowance, not counting the time in which we ourselves do not read), between requests, and
/// for a client that does not take its answer.
final class ConnectionWatch {
    enum Reading: Equatable {
        /// Nothing has come since the connection was made or the last request was read.
        case nothing
        case head
        case body
        /// The answer is written, or to be written at once; what still comes is thrown away for a
        /// moment, since closing at once could destroy the answer on its way.
        case remains
    }

    private(set) var reading = Reading.nothing
    /// Requests whose head was read and whose answer is not written.
    private(set) var requestsOpen = 0
    var closesAfterAnswer = false
    private var deadline: NIODeadline
    private var stalledSince: NIODeadline?
    private var pausedSince: NIODeadline?
    private let times: Times

    // The places in the list of those that can be dropped.
    fileprivate(set) var older: ConnectionWatch?
    fileprivate(set) var newer: ConnectionWatch?
    fileprivate(set) var isListed = false
    /// Ends the connection at once.
    var drop: (() -> Void)?

    /// The bounds, in the event loop's unit.
    struct Times: Sendable {
        let head: TimeAmount
        let body: TimeAmount
        let idle: TimeAmount
        let write: TimeAmount
        let bodyBytesPerSecond: Int
        static let remains = TimeAmount.seconds(2)

        init(_ limits: Settings.Limits) {
            head = TimeAmount(limits.headTime)
            body = TimeAmount(limits.bodyTime)
            idle = TimeAmount(limits.idleTime)
            write = TimeAmount(limits.writeTime)
            bodyBytesPerSecond = limits.bodyBytesPerSecond
        }

        var shortest: TimeAmount { min(head, body, idle, write, Self.remains) }
    }

    init(_ times: Times, now: NIODeadline) {
        self.times = times
        deadline = now + times.head
    }

    /// True where nobody loses an answer if the connection ends.
    var isIdle: Bool { requestsOpen == 0 && reading != .body }

    // MARK: What happens

    func receivedBytes(_ count: Int, now: NIODeadline) {
        switch reading {
        case .nothing:
            reading = .head
            deadline = now + times.head
        case .body:
            let earned = Int64(count) * 1_000_000_000 / Int64(times.bodyBytesPerSecond)
            deadline = min(deadline + .nanoseconds(earned), now + times.body)
        case .head, .remains: break
        }
    }

    func readHead(now: NIODeadline) {
        reading = .body
        requestsOpen += 1
        deadline = now + times.body
        pausedSince = nil
    }

    func readEnd() { if reading == .body { reading = .nothing } }

    /// A whole request was read and answered in one go.
    func answeredAtOnce(now: NIODeadline) {
        reading = .nothing
        deadline = now + times.idle
    }

    func finishedReading(now: NIODeadline) { if reading == .body { pausedSince = now } }

    func wantsToRead(now: NIODeadline) {
        guard let since = pausedSince else { return }
        deadline = deadline + (now - since)
        pausedSince = nil
    }

    /// No more of the request is read, and there is a moment to answer it.
    func giveUp(now: NIODeadline) {
        reading = .remains
        closesAfterAnswer = true
        pausedSince = nil
        deadline = now + Times.remains
    }

    /// - Returns: Whether what remains of the request is to be thrown away.
    func wroteEnd(now: NIODeadline) -> Bool {
        requestsOpen -= 1
        if requestsOpen == 0, reading == .body || closesAfterAnswer {
            let isUnread = reading == .body || reading == .remains
            reading = .remains
            deadline = now + Times.remains
            return isUnread
        }
        if requestsOpen == 0 { deadline = now + times.idle }
        return false
    }

    func writabilityChanged(_ isWritable: Bool, now: NIODeadline) {
        stalledSince = isWritable ? nil : (stalledSince ?? now)
    }

    // MARK: Time

    enum Overdue: Equatable {
        case idle, head, body, answer, remains
    }

    /// What has taken too long by now, or when to look again.
    func look(now: NIODeadline) -> (overdue: Overdue?, next: TimeAmount) {
        if let since = stalledSince, now >= since + times.write { return (.answer, .zero) }
        let next = times.shortest
        switch reading {
        case .body where pausedSince != nil: return (nil, next)
        case .nothing where requestsOpen > 0: return (nil, next)
        case .nothing, .head, .body, .remains: break
        }
        guard now >= deadline else { return (nil, min(next, deadline - now)) }
        let overdue: Overdue =
            switch reading {
            case .nothing: .idle
            case .head: .head
            case .body: .body
            case .remains: .remains
            }
        return (overdue, .zero)
    }
}

/// The connections of one event loop that could be dropped, the longest idle first.
final class IdleConnections {
    private var oldest: ConnectionWatch?
    private var newest: ConnectionWatch?
    /// All connections of the loop, idle or not.
    var count = 0
    var countByClient: [RateKey: Int] = [:]

    func append(_ watch: ConnectionWatch) {
        guard !watch.isListed else { return }
        watch.isListed = true
        watch.older = newest
        newest?.newer = watch
        newest = watch
        if oldest == nil { oldest = watch }
    }

    func remove(_ watch: ConnectionWatch) {
        guard watch.isListed else { return }
        watch.isListed = false
        if let older = watch.older { older.newer = watch.newer } else { oldest = watch.newer }
        if let newer = watch.newer { newer.older = watch.older } else { newest = watch.older }
        watch.older = nil
        watch.newer = nil
    }

    /// The one that has been idle longest, no longer in the list; nil where all are at work.
    func takeOldest() -> ConnectionWatch? {
        guard let watch = oldest else { return nil }
        remove(watch)
        return watch
    }
}
