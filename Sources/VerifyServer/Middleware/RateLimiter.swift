import Synchronization

/// Whose requests are counted together: an IPv4 address, or the /64 that one IPv6 customer has.
struct RateKey: Hashable, Sendable {
    private let network: IPAddress

    init(_ address: IPAddress) { network = address.isVersion4 ? address : address.prefix(64) }
}

/// A token bucket for each client, in a table that cannot grow without bound.
///
/// A bucket is one instant: when it would be full again (GCRA, ITU-T I.371 annex A). The table is in
/// parts with a lock each, held for one look-up.
final class RateLimiter: Sendable {
    private final class Part: Sendable {
        struct State {
            var fullAt: [RateKey: UInt64] = [:]
            var sweptAt: UInt64 = 0
        }
        let state = Mutex(State())
    }

    private let parts: [Part]
    private let clientsInPart: Int
    private let interval: UInt64
    private let capacity: UInt64
    private let now: @Sendable () -> UInt64

    private static let second: UInt64 = 1_000_000_000

    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - perSecond: Tokens that a client gains in a second, at least 1.
    ///   - burst: Tokens that a client can have.
    ///   - clients: How many are kept in mind; others are forgotten, first those whose bucket is
    ///     full, and start with a full bucket.
    ///   - now: A clock that never goes back, in nanoseconds.
    init(perSecond: Int, burst: Int, clients: Int, now: @escaping @Sendable () -> UInt64) {
        parts = (0..<64).map { _ in Part() }
        clientsInPart = max(1, clients / 64)
        interval = Self.second / UInt64(perSecond)
        capacity = interval * UInt64(burst)
        self.now = now
    }

    /// Takes tokens from a client's bucket.
    ///
    /// - Returns: Nil where there were enough; otherwise nothing was taken, and it is in how many
    ///   whole seconds there will be.
    func take(_ cost: Int, from client: RateKey) -> Int? {
        let instant = now()
        let part = parts[Int(UInt(bitPattern: client.hashValue) % UInt(parts.count))]
        return part.state.withLock { state in
            let fullAt = max(state.fullAt[client] ?? 0, instant) + interval * UInt64(cost)
            if fullAt - instant > capacity {
                let missing = fullAt - instant - capacity
                return Int((missing + Self.second - 1) / Self.second)
            }
            if state.fullAt[client] == nil, state.fullAt.count >= clientsInPart {
                makeRoom(&state, instant)
            }
            state.fullAt[client] = fullAt
            return nil
        }
    }

    /// Puts back what was taken for a request that is going to be asked for again.
    func giveBack(_ cost: Int, to client: RateKey) {
        let part = parts[Int(UInt(bitPattern: client.hashValue) % UInt(parts.count))]
        part.state.withLock { state in
            guard let fullAt = state.fullAt[client] else { return }
            let back = interval * UInt64(cost)
            state.fullAt[client] = fullAt > back ? fullAt - back : 0
        }
    }

    /// Forgets those whose bucket is full, at most once a second, since many strangers at once would
    /// make every request look through the whole part; else anyone.
    private func makeRoom(_ state: inout Part.State, _ instant: UInt64) {
        if instant >= state.sweptAt + Self.second {
            state.sweptAt = instant
            state.fullAt = state.fullAt.filter { $0.value > instant }
        }
        if state.fullAt.count >= clientsInPart, let any = state.fullAt.keys.first {
            state.fullAt[any] = nil
        }
    }

    /// How many clients are kept in mind.
    var count: Int { parts.reduce(0) { $0 + $1.state.withLock { $0.fullAt.count } } }
}
