import Credentials
import Hummingbird
import NIOHTTP1

/// Does for answers that are given at once what ``Gateway`` and ``Admission`` do for all others:
/// finds out who asks, holds clients to their limit, counts, measures and logs.
struct PromptGate: Sendable {
    let clients: ClientAddresses
    let numbers: RequestNumbers
    let metrics: ServerMetrics
    let log: RequestLog
    /// Nil where nobody is limited.
    let limiter: RateLimiter?
    let exempt: [AddressBlock]

    /// What is known of a request that was let in.
    struct Pass {
        let id: String
        fileprivate let client: Client?
        fileprivate let taken: RateKey?
        fileprivate let started: ContinuousClock.Instant
    }

    private static let route = VerdictRoute.pathText
    private static let cost = VerdictRoute.facts.cost.tokens(Parameters())

    /// Nil where the client is over its limit: the ordinary way tells it so.
    func admit(_ head: HTTPRequestHead, peer: IPAddress?) -> Pass? {
        let started = ContinuousClock.now
        let client = peer.map { peer in clients.client(peer: peer) { head.headers[$0] } }
        var taken: RateKey?
        if let limiter, let client, !client.isExempt(by: exempt) {
            let key = RateKey(client.address)
            guard limiter.take(Self.cost, from: key) == nil else { return nil }
            taken = key
        }
        return Pass(id: numbers.take(), client: client, taken: taken, started: started)
    }

    /// It is going to be asked in the ordinary way, where it is counted.
    func withdraw(_ pass: Pass) {
        if let key = pass.taken { limiter?.giveBack(Self.cost, to: key) }
    }

    /// The request was answered.
    func finish(_ pass: Pass, _ verdict: Verdict, bytes: Int) {
        let duration = ContinuousClock.now - pass.started
        metrics.answeredAtOnce.add(1)
        metrics.count(verdict)
        metrics.count(route: Self.route, method: "GET", status: 200, duration)
        log.tell(
            id: pass.id, method: "GET", route: Self.route, status: 200, duration: duration,
            bytes: bytes, client: pass.client?.address)
    }
}
