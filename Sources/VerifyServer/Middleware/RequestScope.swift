import Credentials
import Synchronization

/// What is known of the request that is being answered, beside the request itself.
struct RequestScope: Sendable {
    let id: String
    /// Who is at the other end of the connection.
    let peer: IPAddress?
    /// On whose behalf: another than the peer where that is a proxy that is trusted.
    let client: Client?
    let metrics: ServerMetrics

    @TaskLocal static var current: RequestScope?

    /// Counts a verdict that was given.
    static func count(_ verdict: Verdict) { current?.metrics.count(verdict) }
}

/// Numbers requests: 16 hexadecimal digits, each once, and nobody can tell from them how many there
/// were.
final class RequestNumbers: Sendable {
    private let next: Atomic<UInt64>

    /// - Parameter seed: From chance.
    init(seed: UInt64) { next = Atomic(seed) }

    /// Starts anywhere.
    convenience init() throws {
        let bytes = try SecureRandom.bytes(8)
        self.init(seed: bytes.reduce(0) { $0 << 8 | UInt64($1) })
    }

    func take() -> String {
        // SplitMix64 (Steele, Lea, Flood 2014): one-to-one, so no number comes twice.
        var z = next.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        let digits = String(z, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
