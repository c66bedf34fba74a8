import Synchronization

/// Runs asynchronous work to its end on the calling thread: nothing else gets in between, and what
/// is measured or fuzzed is the same each time.
public final class InlineExecutor: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    /// An executor without work.
    public init() {}

    /// Takes a job, to be run by ``run(_:)``.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Runs the work and gives its result, or nil where it waits for something outside.
    public func run<Value: Sendable>(
        _ work: @escaping @Sendable () async -> Value
    ) -> Value? {
        let result = Box<Value>()
        Task(executorPreference: self) {
            let value = await work()
            result.value.withLock { $0 = value }
        }
        while let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
        return result.value.withLock { $0 }
    }

    private final class Box<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }
}
