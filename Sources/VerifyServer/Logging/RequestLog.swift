import Foundation
import LinkedData
import Logging

/// A line for each request that was answered: never the number, the query, a body, or (unless asked
/// for) the whole address of the client.
struct RequestLog: Sendable {
    let writer: LogWriter
    let log: Settings.Log

    func tell(
        id: String, method: String, route: String, status: Int, duration: Duration, bytes: Int,
        client: IPAddress?
    ) {
        guard log.level <= .info, isTold(status) else { return }
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        var fields: [(name: String, value: JSON)] = [
            ("request", .string(id)), ("method", .string(method)), ("route", .string(route)),
            ("status", .number(Double(status))),
            ("ms", .number(Double(microseconds) / 1000)), ("bytes", .number(Double(bytes))),
        ]
        if let client = client.flatMap(shown) { fields.append(("client", .string(client))) }
        writer.write(
            LogLine(format: log.format, level: .info, message: "request", fields: fields)
                .bytes(at: Date()))
    }

    /// Refusals for asking too much are counted, not told one by one: there can be any number.
    private func isTold(_ status: Int) -> Bool {
        switch log.requests {
        case .none: false
        case .errors: status >= 500 && status != 503
        case .all: status != 429
        }
    }

    private func shown(_ client: IPAddress) -> String? {
        switch log.client {
        case .none: nil
        case .full: "\(client)"
        case .network: client.isVersion4 ? "\(client.prefix(24))/24" : "\(client.prefix(48))/48"
        }
    }
}
