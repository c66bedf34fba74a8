import Dispatch
import Testing

@testable import NetworkLookup

@Suite(.timeLimit(.minutes(5))) struct TransferLanesTests {
    private let later = ContinuousClock.now + .seconds(240)
    private let answer = TransferResponse(status: 200, redirect: nil, body: [1])

    @Test("So much runs, so much waits, and what is more is turned away")
    func bounds() async {
        let lanes = TransferLanes(parallel: 2, waiting: 1)
        let release = DispatchSemaphore(value: 0)
        let tasks = (0..<3).map { _ in blocked(on: lanes, release, until: later) }
        #expect(await code(blocked(on: lanes, release, until: later)) == .busy)
        for _ in tasks { release.signal() }
        for task in tasks { #expect(await code(task) == nil) }
        release.signal()
        #expect(await code(blocked(on: lanes, release, until: later)) == nil)
    }

    @Test("Who gives up while waiting makes room for another")
    func room() async {
        let lanes = TransferLanes(parallel: 1, waiting: 1)
        let release = DispatchSemaphore(value: 0)
        let running = blocked(on: lanes, release, until: later)
        let waiting = blocked(on: lanes, release, until: later)
        waiting.cancel()
        #expect(await code(waiting) == .cancelled)
        let next = blocked(on: lanes, release, until: later)
        release.signal()
        release.signal()
        #expect(await code(running) == nil)
        #expect(await code(next) == nil)
    }

    @Test("The deadline and cancelling end the waiting while the work is still blocked")
    func deadline() async {
        let lanes = TransferLanes(parallel: 2, waiting: 0)
        let release = DispatchSemaphore(value: 0)
        let late = blocked(on: lanes, release, until: .now + .milliseconds(10))
        #expect(await code(late) == .timedOut)
        let cancelled = blocked(on: lanes, release, until: later)
        cancelled.cancel()
        #expect(await code(cancelled) == .cancelled)
        release.signal()
        release.signal()
    }

    @Test("Work that had no turn before its deadline was kept from it by others")
    func noTurn() async {
        let lanes = TransferLanes(parallel: 1, waiting: 1)
        let release = DispatchSemaphore(value: 0)
        let running = blocked(on: lanes, release, until: later)
        let waiting = blocked(on: lanes, release, until: .now + .milliseconds(10))
        #expect(await code(waiting) == .busy)
        release.signal()
        #expect(await code(running) == nil)
    }

    @Test("A task that is cancelled already does no work")
    func cancelledBefore() async {
        let lanes = TransferLanes(parallel: 1, waiting: 0)
        let (later, answer) = (later, answer)
        let task = Task { () -> FetchError.Code? in
            while !Task.isCancelled { await Task.yield() }
            do throws(FetchError) {
                _ = try await lanes.run(until: later) { _ in
                    Issue.record("the work was done")
                    return .success(answer)
                }
                return nil
            } catch {
                return error.code
            }
        }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    /// Starts work that blocks its lane; has taken its place on return.
    private func blocked(
        on lanes: TransferLanes, _ release: DispatchSemaphore,
        until deadline: ContinuousClock.Instant
    ) -> Task<FetchError.Code?, Never> {
        let answer = answer
        return Task.immediate {
            do throws(FetchError) {
                _ = try await lanes.run(until: deadline) { _ in
                    release.wait()
                    return .success(answer)
                }
                return nil
            } catch {
                return error.code
            }
        }
    }

    private func code(_ task: Task<FetchError.Code?, Never>) async -> FetchError.Code? {
        await task.value
    }
}
