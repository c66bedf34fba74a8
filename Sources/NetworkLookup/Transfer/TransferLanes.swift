import Dispatch
import Synchronization

/// Runs blocking work beside Swift's own threads: so much at once, so much waiting, each with a
/// deadline.
///
/// Each lane is a serial queue, which has a thread of its own while it runs. A concurrent queue
/// would take its threads from the pool that Swift's tasks run on.
final class TransferLanes: Sendable {
    private let lanes: [DispatchQueue]
    private let timer = DispatchQueue(label: "NetworkLookup.timer")
    private let waitingLimit: Int
    private let state: Mutex<State>

    private struct State: Sendable {
        var idle: [Int]
        var waiting: [TransferJob] = []
    }

    init(parallel: Int, waiting: Int) {
        let count = max(1, parallel)
        lanes = (0..<count).map { DispatchQueue(label: "NetworkLookup.lane.\($0)") }
        waitingLimit = waiting
        state = Mutex(State(idle: Array(0..<count)))
    }

    /// Runs the work on a lane.
    ///
    /// Returns at the deadline or when the task is cancelled, whatever the work does; the work
    /// learns of it from the job and should then end soon, as its lane is not free before.
    ///
    /// - Throws: What the work throws, or ``FetchError``: `busy`, `timedOut`, `cancelled`.
    func run(
        until deadline: ContinuousClock.Instant,
        _ work: @escaping TransferJob.Work
    ) async throws(FetchError) -> TransferResponse {
        let job = TransferJob(work)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard job.begin(continuation) else { return }
                submit(job)
                timer.asyncAfter(deadline: .now() + .until(deadline)) { [weak job] in
                    job?.expire()
                }
            }
        } onCancel: {
            job.stop(FetchError(.cancelled, "the lookup was given up"))
        }
        return try result.get()
    }

    private enum Placing {
        case lane(Int)
        case waits
        case refused
    }

    private func submit(_ job: TransferJob) {
        let placing = state.withLock { state -> Placing in
            if let lane = state.idle.popLast() { return .lane(lane) }
            state.waiting.removeAll { $0.isStopped }
            guard state.waiting.count < waitingLimit else { return .refused }
            state.waiting.append(job)
            return .waits
        }
        switch placing {
        case .lane(let lane): start(job, lane)
        case .waits: break
        case .refused:
            job.stop(FetchError(.busy, "too many lookups are waiting already; try again later"))
        }
    }

    private func start(_ job: TransferJob, _ lane: Int) {
        lanes[lane].async { [self] in
            job.run()
            let next = state.withLock { state -> TransferJob? in
                state.waiting.removeAll { $0.isStopped }
                guard !state.waiting.isEmpty else {
                    state.idle.append(lane)
                    return nil
                }
                return state.waiting.removeFirst()
            }
            if let next { start(next, lane) }
        }
    }
}

extension DispatchTimeInterval {
    /// The time from now to an instant; nothing where it has passed.
    fileprivate static func until(_ instant: ContinuousClock.Instant) -> DispatchTimeInterval {
        .milliseconds(max(0, instant.millisecondsFromNow))
    }
}

extension ContinuousClock.Instant {
    /// How far off the instant is, in milliseconds; negative where it has passed. No further than a
    /// day.
    var millisecondsFromNow: Int {
        let distance = min(ContinuousClock.now.duration(to: self), .seconds(86_400))
        let (seconds, attoseconds) = distance.components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
