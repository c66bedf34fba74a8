import Credentials

/// Metrics in the text format of Prometheus, version 0.0.4.
struct MetricsText {
    private(set) var text = ""

    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    mutating func declare(_ name: String, _ kind: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    mutating func sample(
        _ name: String, _ labels: [(name: String, value: String)] = [], _ value: Double
    ) {
        let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        let number = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
        text += name + (list.isEmpty ? "" : "{\(list)}") + " \(number)\n"
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Double) {
        declare(name, "gauge", help)
        sample(name, [], value)
    }

    mutating func counter(_ name: String, _ help: String, _ value: Double) {
        declare(name, "counter", help)
        sample(name, [], value)
    }

    /// Everything that the server counts by itself.
    mutating func add(_ metrics: ServerMetrics) {
        let routes = metrics.routes.sorted { $0.key < $1.key }
        declare("verifyserver_requests_total", "counter", "Requests that were answered.")
        for (route, known) in routes {
            for (answer, count) in known.answers.sorted(by: {
                ($0.key.method, $0.key.status) < ($1.key.method, $1.key.status)
            }) {
                sample(
                    "verifyserver_requests_total",
                    [
                        ("route", route), ("method", answer.method),
                        ("status", "\(answer.status)"),
                    ], Double(count))
            }
        }
        let name = "verifyserver_request_seconds"
        declare(name, "histogram", "From the end of a request's head to its answer.")
        for (route, known) in routes {
            var sum = 0
            for (bound, count) in zip(ServerMetrics.bounds, known.within) {
                sum += count
                sample("\(name)_bucket", [("route", route), ("le", "\(bound)")], Double(sum))
            }
            sample("\(name)_bucket", [("route", route), ("le", "+Inf")], Double(known.count))
            sample("\(name)_sum", [("route", route)], known.seconds)
            sample("\(name)_count", [("route", route)], Double(known.count))
        }
        declare("verifyserver_verdicts_total", "counter", "Verdicts that were given.")
        for (verdict, count) in metrics.verdictCounts {
            sample(
                "verifyserver_verdicts_total", [("verdict", verdict.rawValue)], Double(count))
        }
        gauge(
            "verifyserver_requests_in_flight", "Requests that are being answered.",
            Double(metrics.inFlight.value))
        counter(
            "verifyserver_answered_at_once_total",
            "Requests that were answered on the event loop, without another thread.",
            Double(metrics.answeredAtOnce.value))
        for known in metrics.gauges { gauge(known.name, known.help, known.value()) }
    }

    mutating func add(_ events: ConnectionEvents) {
        gauge("verifyserver_connections", "Connections that are open.", Double(events.open.value))
        counter(
            "verifyserver_connections_total", "Connections that were opened.",
            Double(events.opened.value))
        declare(
            "verifyserver_turned_away_total", "counter",
            "Connections that were ended and requests that were refused, by cause.")
        for kind in ConnectionEvents.Kind.allCases {
            sample(
                "verifyserver_turned_away_total", [("cause", kind.name)],
                Double(events.total(kind)))
        }
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }
}
