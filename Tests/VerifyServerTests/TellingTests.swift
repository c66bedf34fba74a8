import Credentials
import Foundation
import LinkedData
import Logging
import Testing

@testable import VerifyServer

@Suite("Logs and metrics")
struct TellingTests {
    private let instant = Date(timeIntervalSince1970: 1_767_225_600.25)

    private func line(_ format: Settings.Log.Format, _ message: String) -> String {
        let line = LogLine(
            format: format, level: .warning, message: message,
            fields: [("route", "/v/{number}"), ("status", 200), ("note", "a \"b\"\nc\u{1B}[31m")])
        return String(decoding: line.bytes(at: instant), as: UTF8.self)
    }

    @Test("A line is one line, whatever it says")
    func lines() throws {
        #expect(
            line(.text, "seen\n2026 info")
                == "2026-01-01T00:00:00.250Z warning seen?2026 info route=/v/{number} status=200 "
                + "note=\"a 'b'?c?[31m\"")
        let text = line(.json, "seen\n2026 info")
        #expect(!text.contains("\n"))
        let document = try JSON.parse(Array(text.utf8))
        #expect(document["time"] == "2026-01-01T00:00:00.250Z")
        #expect(document["level"] == "warning")
        #expect(document["message"] == "seen\n2026 info")
        #expect(document["status"] == 200)
    }

    @Test("Requests are numbered without a repetition")
    func numbers() {
        let numbers = RequestNumbers(seed: 7)
        let taken = (0..<10_000).map { _ in numbers.take() }
        #expect(Set(taken).count == 10_000)
        #expect(taken.allSatisfy { $0.utf8.count == 16 })
    }

    @Test("Metrics are written as Prometheus reads them, with sums in the buckets")
    func metrics() throws {
        let metrics = ServerMetrics()
        for milliseconds in [0, 2, 2, 40, 9000] {
            metrics.count(
                route: "/v/{number}", method: "GET", status: 200, .milliseconds(milliseconds))
        }
        metrics.count(route: "none", method: "other", status: 404, .zero)
        metrics.count(.valid)
        metrics.count(.valid)
        metrics.add(.init(name: "verifyserver_cache_entries", help: "Kept.") { 12 })
        var text = MetricsText()
        text.add(metrics)
        let lines = Set(text.text.split(separator: "\n").map(String.init))
        for line in [
            "verifyserver_requests_total{route=\"/v/{number}\",method=\"GET\",status=\"200\"} 5",
            "verifyserver_requests_total{route=\"none\",method=\"other\",status=\"404\"} 1",
            "verifyserver_request_seconds_bucket{route=\"/v/{number}\",le=\"0.0005\"} 1",
            "verifyserver_request_seconds_bucket{route=\"/v/{number}\",le=\"0.0025\"} 3",
            "verifyserver_request_seconds_bucket{route=\"/v/{number}\",le=\"2.5\"} 4",
            "verifyserver_request_seconds_bucket{route=\"/v/{number}\",le=\"+Inf\"} 5",
            "verifyserver_request_seconds_count{route=\"/v/{number}\"} 5",
            "verifyserver_request_seconds_sum{route=\"/v/{number}\"} 9.044",
            "verifyserver_verdicts_total{verdict=\"valid\"} 2",
            "verifyserver_verdicts_total{verdict=\"cannot-tell\"} 0",
            "verifyserver_cache_entries 12",
        ] {
            #expect(lines.contains(line), "\(line)\n\(text.text)")
        }
        for line in lines where line.hasPrefix("# TYPE") {
            #expect(lines.count { $0 == line } == 1)
        }
    }
}
