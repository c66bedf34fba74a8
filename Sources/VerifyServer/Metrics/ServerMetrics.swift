import Credentials
import Synchronization

/// Counts of what the server does. Requests are counted in parts with a lock each, so that threads
/// hardly ever meet.
final class ServerMetrics: Sendable {
    struct Answer: Hashable, Sendable {
        let method: String
        let status: Int
    }

    /// What is known of one route.
    struct Route: Sendable {
        var answers: [Answer: Int] = [:]
        /// Answers within each bound of ``ServerMetrics/bounds``, not added up.
        var within = [Int](repeating: 0, count: ServerMetrics.bounds.count)
        var seconds = 0.0
        var count = 0

        mutating func count(_ answer: Answer, seconds: Double) {
            answers[answer, default: 0] += 1
            if let bound = ServerMetrics.bounds.firstIndex(where: { seconds <= $0 }) {
                within[bound] += 1
            }
            self.seconds += seconds
            count += 1
        }

        mutating func add(_ other: Route) {
            answers.merge(other.answers, uniquingKeysWith: +)
            for index in within.indices { within[index] += other.within[index] }
            seconds += other.seconds
            count += other.count
        }
    }

    /// A value that is looked up when metrics are asked for.
    struct Gauge: Sendable {
        let name: String
        let help: String
        let value: @Sendable () -> Double
    }

    private final class Part: Sendable {
        let routes = Mutex<[String: Route]>([:])
    }

    /// In seconds.
    static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    private static let allVerdicts: [Verdict] = [
        .valid, .notCurrentlyValid, .notGenuine, .cannotTell,
    ]

    let inFlight = Counter()
    /// Requests that were answered where their bytes came in.
    let answeredAtOnce = Counter()
    private let parts = (0..<16).map { _ in Part() }
    private let turn = Counter()
    private let verdicts = ServerMetrics.allVerdicts.map { _ in Counter() }
    private let added = Mutex<[Gauge]>([])

    func count(route: String, method: String, status: Int, _ duration: Duration) {
        let seconds =
            Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        let part = parts[turn.add(1) & 15]
        part.routes.withLock { routes in
            routes[route, default: Route()].count(
                Answer(method: method, status: status), seconds: seconds)
        }
    }

    func count(_ verdict: Verdict) {
        for (known, counter) in zip(Self.allVerdicts, verdicts) where known == verdict {
            counter.add(1)
        }
    }

    /// Has a value told with the others, such as the size of a cache.
    func add(_ gauge: Gauge) { added.withLock { $0.append(gauge) } }

    var gauges: [Gauge] { added.withLock { $0 } }

    var routes: [String: Route] {
        var all: [String: Route] = [:]
        for part in parts {
            for (route, known) in part.routes.withLock({ $0 }) {
                all[route, default: Route()].add(known)
            }
        }
        return all
    }

    var verdictCounts: [(verdict: Verdict, count: Int)] {
        zip(Self.allVerdicts, verdicts).map { ($0, $1.value) }
    }
}
