import Synchronization

/// Counts what happens to connections. Strangers can make it happen as often as they like, so it is
/// told in the log as numbers, once in a while, and not line by line.
final class ConnectionEvents: Sendable {
    enum Kind: Int, CaseIterable, Sendable {
        case idle, slowHead, slowBody, unread, malformed, evicted, refused, handshake, limited
        case overloaded, unavailable

        /// As logs and metrics name it.
        var name: String {
            switch self {
            case .idle: "idle"
            case .slowHead: "slow-head"
            case .slowBody: "slow-body"
            case .unread: "answer-not-taken"
            case .malformed: "malformed"
            case .evicted: "evicted"
            case .refused: "refused"
            case .handshake: "tls-handshake"
            case .limited: "rate-limited"
            case .overloaded: "overloaded"
            case .unavailable: "unavailable"
            }
        }
    }

    private let counters: [Counter] = Kind.allCases.map { _ in Counter() }
    let open = Counter()
    let opened = Counter()

    func count(_ kind: Kind) { counters[kind.rawValue].add(1) }

    func total(_ kind: Kind) -> Int { counters[kind.rawValue].value }
}

/// A number that many add to at once.
final class Counter: Sendable {
    private let number = Atomic<Int>(0)

    /// - Returns: The number afterwards.
    @discardableResult
    func add(_ amount: Int) -> Int {
        number.wrappingAdd(amount, ordering: .relaxed).newValue
    }

    var value: Int { number.load(ordering: .relaxed) }
}
