import Synchronization

@testable import NetworkLookup

/// Answers without a network, counts what it is asked for, and can hold its answers back.
final class FakeNetwork: Sendable {
    private struct State: Sendable {
        var answers: [String: Result<[UInt8], FetchError>] = [:]
        var asked: [String] = []
        var isHolding = false
        var held: [Int: CheckedContinuation<Void, Never>] = [:]
        var abandoned = 0
        var now: ContinuousClock.Instant = .now
    }

    private let state = Mutex(State())

    /// The URLs asked for, in order.
    var asked: [String] { state.withLock { $0.asked } }
    /// How many fetches were cancelled while they were held back.
    var abandoned: Int { state.withLock { $0.abandoned } }

    /// Resources over this network; its clock stands still but for ``pass(_:)``.
    func resources(_ limits: CacheLimits = .standard) -> NetworkResources {
        NetworkResources(cache: limits, now: { self.state.withLock { $0.now } }) {
            url throws(FetchError) in try await self.fetch(url)
        }
    }

    func answer(_ url: String, _ text: String) {
        state.withLock { $0.answers[url] = .success(Array(text.utf8)) }
    }

    func fail(_ url: String, _ code: FetchError.Code) {
        state.withLock { $0.answers[url] = .failure(FetchError(code, "it is \(code.rawValue)")) }
    }

    func pass(_ time: Duration) { state.withLock { $0.now += time } }

    func hold() { state.withLock { $0.isHolding = true } }

    func release() {
        let held = state.withLock { state in
            state.isHolding = false
            defer { state.held = [:] }
            return Array(state.held.values)
        }
        for continuation in held { continuation.resume() }
    }

    private func fetch(_ url: String) async throws(FetchError) -> [UInt8] {
        let number = state.withLock { state in
            state.asked.append(url)
            return state.asked.count
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard state.isHolding, !Task.isCancelled else {
                        if Task.isCancelled { state.abandoned += 1 }
                        return true
                    }
                    state.held[number] = continuation
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                let continuation = state.held.removeValue(forKey: number)
                if continuation != nil { state.abandoned += 1 }
                return continuation
            }
            continuation?.resume()
        }
        if Task.isCancelled { throw FetchError(.cancelled, "it was given up") }
        return try state.withLock { $0.answers[url] ?? .failure(FetchError(.status, "none")) }.get()
    }
}
