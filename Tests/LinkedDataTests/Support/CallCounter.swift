import Synchronization

/// Counts calls, from any thread.
final class CallCounter: Sendable {
    private let state = Mutex((calls: 0, bytes: 0))

    var calls: Int { state.withLock { $0.calls } }
    var bytes: Int { state.withLock { $0.bytes } }

    func add(bytes: Int) {
        state.withLock {
            $0.calls += 1
            $0.bytes += bytes
        }
    }
}
