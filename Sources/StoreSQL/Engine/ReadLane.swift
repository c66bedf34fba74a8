import CertAuthority
import Dispatch
import Synchronization

/// A thread's worth of reading: whatever is asked while one transaction runs is answered together
/// in the next, so that under load one transaction, and one waking of a thread, serves many.
///
/// Each read sees all that was committed before it was asked for.
package final class ReadLane: Sendable {
    /// Runs a body in a transaction, on the thread that asks.
    package typealias Reader = @Sendable (_ body: (any SQLDatabase) throws -> Void) throws -> Void

    private let transaction: Reader
    private let queue = DispatchQueue(label: "certauthority.store.read", qos: .userInitiated)
    private let state = Mutex(State())

    private struct State {
        var waiting: [Job] = []
        var isRunning = false
    }

    /// A read, given a scope or the reason why there is none.
    private typealias Job = @Sendable (Result<ReadScope, any Error>) -> Void

    package init(_ transaction: @escaping Reader) { self.transaction = transaction }

    /// What `body` makes of the store.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (ReadScope) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            enqueue { scope in
                continuation.resume(with: Result { try body(scope.get()) })
            }
        }
    }

    private func enqueue(_ job: @escaping Job) {
        let starts = state.withLock { state in
            state.waiting.append(job)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if starts { queue.async { self.run() } }
    }

    private func run() {
        while true {
            let jobs = state.withLock { state in
                defer { state.waiting = [] }
                if state.waiting.isEmpty { state.isRunning = false }
                return state.waiting
            }
            guard !jobs.isEmpty else { return }
            var answered = 0
            do {
                try transaction { db in
                    let scope = ReadScope(db)
                    for job in jobs {
                        job(.success(scope))
                        answered += 1
                    }
                }
            } catch {
                for job in jobs.dropFirst(answered) { job(.failure(error)) }
            }
        }
    }
}

/// One transaction, with what its reads have in common: it is the same for all of them.
public final class ReadScope {
    let db: any SQLDatabase
    private var keys: [Slug: [SigningKey]] = [:]
    private var lists: [String: Result<[UInt8]?, StoreError>] = [:]

    package init(_ db: any SQLDatabase) { self.db = db }

    func keys(
        of organisation: Slug, _ fetch: (any SQLDatabase) throws -> [SigningKey]
    ) throws -> [SigningKey] {
        if let known = keys[organisation] { return known }
        let found = try fetch(db)
        keys[organisation] = found
        return found
    }

    func list(
        _ id: String, _ fetch: (any SQLDatabase) -> Result<[UInt8]?, StoreError>
    ) -> Result<[UInt8]?, StoreError> {
        if let known = lists[id] { return known }
        let found = fetch(db)
        lists[id] = found
        return found
    }
}
