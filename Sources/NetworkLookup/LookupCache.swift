import Credentials
import LinkedData
import Synchronization

/// Remembers what lookups came to, within bounds, and lets those who ask for the same thing at the
/// same time wait for one answer.
final class LookupCache<Value: Sendable>: Sendable {
    /// What a lookup came to and how to keep it.
    struct Finding: Sendable {
        let lookup: Lookup<Value>
        /// For how long the answer counts; zero: it is not kept.
        let age: Duration
        /// About how many bytes it takes to keep.
        let bytes: Int
    }

    /// Makes a lookup; ends early when its task is cancelled.
    typealias Load = @Sendable () async -> Finding

    private typealias Waiter = CheckedContinuation<Lookup<Value>, Never>

    private struct Entry: Sendable {
        let lookup: Lookup<Value>
        let expiry: ContinuousClock.Instant
        let bytes: Int
        var lastUse: UInt64
    }

    /// A lookup that is under way, and those who wait for it.
    private struct Flight: Sendable {
        let number: UInt64
        let task: Task<Void, Never>
        var waiters: [UInt64: Waiter]
    }

    private struct State: Sendable {
        var entries: [ExactString: Entry] = [:]
        var bytes = 0
        var flights: [ExactString: Flight] = [:]
        var counter: UInt64 = 0
    }

    private let entryLimit: Int
    private let byteLimit: Int
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    /// An empty cache that holds so many entries and bytes, the latest used.
    init(
        entries: Int, bytes: Int, now: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        entryLimit = entries
        byteLimit = bytes
        self.now = now
    }

    /// The answer that is kept, or else the one that `load` makes, once for all who ask meanwhile.
    ///
    /// A task that is cancelled stops waiting at once; when nobody waits any more, so does `load`.
    func lookup(_ name: String, _ load: @escaping Load) async -> Lookup<Value> {
        let name = ExactString(name)
        let number = state.withLock { state in
            state.counter += 1
            return state.counter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let known = join(name, number, waiter, load)
                if let known { waiter.resume(returning: known) }
            }
        } onCancel: {
            leave(name, number)
        }
    }

    /// Waits for the answer, unless there is one already: that is returned.
    private func join(
        _ name: ExactString, _ number: UInt64, _ waiter: Waiter, _ load: @escaping Load
    ) -> Lookup<Value>? {
        state.withLock { state in
            // Whoever is cancelled after this finds the waiter in place once the lock is free.
            if Task.isCancelled { return Self.cancelled }
            if let entry = state.entries[name], now() < entry.expiry {
                state.entries[name]?.lastUse = number
                return entry.lookup
            }
            guard state.flights[name] == nil else {
                state.flights[name]?.waiters[number] = waiter
                return nil
            }
            let task = Task { self.land(name, number, await load()) }
            state.flights[name] = Flight(number: number, task: task, waiters: [number: waiter])
            return nil
        }
    }

    private func leave(_ name: ExactString, _ number: UInt64) {
        let (waiter, task) = state.withLock { state -> (Waiter?, Task<Void, Never>?) in
            let waiter = state.flights[name]?.waiters.removeValue(forKey: number)
            guard waiter != nil, state.flights[name]?.waiters.isEmpty == true else {
                return (waiter, nil)
            }
            return (waiter, state.flights.removeValue(forKey: name)?.task)
        }
        task?.cancel()
        waiter?.resume(returning: Self.cancelled)
    }

    private func land(_ name: ExactString, _ number: UInt64, _ finding: Finding) {
        let waiters = state.withLock { state -> [Waiter] in
            // Where all have left, another may have set out anew.
            guard let flight = state.flights[name], flight.number == number else { return [] }
            state.flights[name] = nil
            keep(finding, name, number, in: &state)
            return Array(flight.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: finding.lookup) }
    }

    private func keep(
        _ finding: Finding, _ name: ExactString, _ number: UInt64, in state: inout State
    ) {
        Self.remove(name, from: &state)
        let bytes = finding.bytes + name.text.utf8.count
        guard finding.age > .zero, bytes <= byteLimit, entryLimit > 0 else { return }
        let instant = now()
        for (name, entry) in state.entries where entry.expiry <= instant {
            Self.remove(name, from: &state)
        }
        while state.entries.count >= entryLimit || state.bytes + bytes > byteLimit {
            guard let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
            else { break }
            Self.remove(oldest.key, from: &state)
        }
        state.entries[name] = Entry(
            lookup: finding.lookup, expiry: instant + finding.age, bytes: bytes, lastUse: number)
        state.bytes += bytes
    }

    private static func remove(_ name: ExactString, from state: inout State) {
        guard let entry = state.entries.removeValue(forKey: name) else { return }
        state.bytes -= entry.bytes
    }

    private static var cancelled: Lookup<Value> { .unavailable("the lookup was given up") }
}
