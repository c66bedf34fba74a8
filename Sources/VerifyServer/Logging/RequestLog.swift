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
        if log.format == .text {
            var line = LogTime.text(of: Date())
            line.append(contentsOf: " info request request=\(id) method=\(method)".utf8)
            line.append(contentsOf: " route=\(route) status=\(status) ms=".utf8)
            line.append(contentsOf: Self.milliseconds(microseconds).utf8)
            line.append(contentsOf: " bytes=\(bytes)".utf8)
            if let client = client.flatMap(shown) {
                line.append(contentsOf: " client=\(client)".utf8)
            }
            return writer.write(line, promptly: false)
        }
        var fields: [(name: String, value: JSON)] = [
            ("request", .string(id)), ("method", .string(method)), ("route", .string(route)),
            ("status", .number(Double(status))),
            ("ms", .number(Double(microseconds) / 1000)), ("bytes", .number(Double(bytes))),
        ]
        if let client = client.flatMap(shown) { fields.append(("client", .string(client))) }
        writer.write(
            LogLine(format: log.format, level: .info, message: "request", fields: fields)
                .bytes(at: Date()), promptly: false)
    }

    /// Without zeros at the end, as JSON has it.
    private static func milliseconds(_ microseconds: Int64) -> String {
        let (whole, rest) = microseconds.quotientAndRemainder(dividingBy: 1000)
        guard rest > 0 else { return "\(whole)" }
        var digits = "\(1000 + rest)".dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    /// Refusals for asking too much, or while nothing can be answered, are counted and not told one
    /// by one: there can be any number.
    private func isTold(_ status: Int) -> Bool {
        guard status != 429, status != 503 else { return false }
        return switch log.requests {
        case .none: false
        case .errors: status >= 500
        case .all: true
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
