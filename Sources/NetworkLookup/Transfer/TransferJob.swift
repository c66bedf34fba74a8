import Synchronization

/// One piece of blocking work that someone waits for, and that can be told to stop.
final class TransferJob: Sendable {
    /// The work; it asks the job now and then whether to go on.
    typealias Work = @Sendable (TransferJob) -> Outcome
    /// What comes of it.
    typealias Outcome = Result<TransferResponse, FetchError>

    private enum State: Sendable {
        case new
        case awaited(CheckedContinuation<Outcome, Never>, isRunning: Bool)
        case stopped(FetchError)
        case done

        /// Whoever waited, who waits no more.
        mutating func end() -> CheckedContinuation<Outcome, Never>? {
            guard case .awaited(let continuation, _) = self else { return nil }
            self = .done
            return continuation
        }
    }

    private let work: Work
    private let state = Mutex(State.new)

    init(_ work: @escaping Work) { self.work = work }

    /// True when nobody waits for the outcome any more.
    var isStopped: Bool {
        state.withLock { state in
            switch state {
            case .new, .awaited: false
            case .stopped, .done: true
            }
        }
    }

    /// Takes the continuation of the one who waits.
    ///
    /// - Returns: False where the job was stopped before; the continuation is then resumed.
    func begin(_ continuation: CheckedContinuation<Outcome, Never>) -> Bool {
        let error = state.withLock { state -> FetchError? in
            if case .stopped(let error) = state { return error }
            state = .awaited(continuation, isRunning: false)
            return nil
        }
        if let error { continuation.resume(returning: .failure(error)) }
        return error == nil
    }

    /// Ends the waiting with an error; does nothing when it has ended already.
    func stop(_ error: FetchError) {
        let continuation = state.withLock { state in
            if case .new = state { state = .stopped(error) }
            return state.end()
        }
        continuation?.resume(returning: .failure(error))
    }

    /// Ends the waiting because its time is over. That says something of the host only where the
    /// work had begun.
    func expire() {
        let late = FetchError(.timedOut, "there was no whole answer in time")
        let busy = FetchError(.busy, "other lookups took all the time; try again later")
        let (continuation, error) = state.withLock { state in
            let isRunning = if case .awaited(_, isRunning: true) = state { true } else { false }
            return (state.end(), isRunning ? late : busy)
        }
        continuation?.resume(returning: .failure(error))
    }

    /// Does the work, unless nobody waits for it.
    func run() {
        let goesOn = state.withLock { state in
            guard case .awaited(let continuation, _) = state else { return false }
            state = .awaited(continuation, isRunning: true)
            return true
        }
        guard goesOn else { return }
        let outcome = work(self)
        state.withLock { $0.end() }?.resume(returning: outcome)
    }
}
