import Foundation
import Synchronization

/// One thread that draws, behind everything else: below the threads that answer verdicts, and never
/// in the pool that Swift's tasks run on.
final class RenderingLane: Sendable {
    /// Nobody waits for longer than so many drawings take.
    private let waitingLimit: Int
    private let queue = JobQueue()
    /// Linux's nice value, the lowest there is: whoever answers verdicts is let in at once.
    private static let niceness: Int32 = 19

    init(waiting: Int) {
        waitingLimit = waiting
        let thread = Thread { [queue] in
            // On Linux the priority of a process by number 0 is that of the calling thread alone.
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
            while true { queue.next()() }
        }
        thread.name = "rendering"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Runs the work on the lane.
    ///
    /// - Throws: What the work throws; ``DocumentService/Busy`` where too many wait already.
    func run<Result: Sendable>(
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = queue.add(upTo: waitingLimit) {
                continuation.resume(with: Swift.Result { try work() })
            }
            if !isTaken { continuation.resume(throwing: DocumentService.Busy()) }
        }
    }
}

/// Work in the order in which it came, handed to one thread.
private final class JobQueue: Sendable {
    private let jobs = Mutex<[@Sendable () -> Void]>([])
    private let signal = DispatchSemaphore(value: 0)

    /// - Returns: False where so many wait already, and this one is not taken.
    func add(upTo limit: Int, _ job: @escaping @Sendable () -> Void) -> Bool {
        let isTaken = jobs.withLock { (jobs: inout sending [@Sendable () -> Void]) -> Bool in
            guard jobs.count < limit else { return false }
            jobs.append(job)
            return true
        }
        if isTaken { signal.signal() }
        return isTaken
    }

    /// The next job, as soon as there is one.
    func next() -> @Sendable () -> Void {
        signal.wait()
        return jobs.withLock { jobs -> (@Sendable () -> Void) in jobs.removeFirst() }
    }
}
