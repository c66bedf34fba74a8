import CertAuthority
import Credentials
import Foundation
import Hummingbird

/// What is for those who look after the server: metrics and health, at an address of their own.
struct AdminRoutes: Sendable {
    let store: ReopeningStore
    let metrics: ServerMetrics
    let events: ConnectionEvents
    let limiter: RateLimiter?
    let writer: LogWriter
    let now: @Sendable () -> Timestamp

    func router() -> Router<BasicRequestContext> {
        var routes = Routes()
        routes.get("/metrics") { _, _ in
            Response.content(
                Array(await text().utf8), type: MetricsText.mediaType, caching: .never)
        }
        HealthRoutes(store: store).add(to: &routes)
        let router = Router(options: .autoGenerateHeadEndpoints)
        routes.install(in: router)
        return router
    }

    private func text() async -> String {
        var text = MetricsText()
        text.add(metrics)
        text.add(events)
        let instants = try? await store.statusListInstants()
        text.gauge(
            "verifyserver_store_readable", "1 while the store can be read.",
            instants == nil ? 0 : 1)
        if let instants {
            let name = "verifyserver_status_list_age_seconds"
            text.declare(name, "gauge", "Since the status list was signed.")
            let present = now().seconds
            for (list, instant) in instants.sorted(by: { $0.key < $1.key }) {
                text.sample(name, [("list", list)], Double(present - instant.seconds))
            }
        }
        text.gauge(
            "verifyserver_rate_clients", "Clients whose requests are being counted.",
            Double(limiter?.count ?? 0))
        text.counter(
            "verifyserver_log_lines_dropped_total",
            "Log lines that nobody took in time.", Double(writer.dropped))
        if let bytes = Self.residentBytes {
            text.gauge("process_resident_memory_bytes", "Memory that is in use.", Double(bytes))
        }
        return text.text
    }

    /// From `/proc/self/statm`, in pages.
    private static var residentBytes: Int? {
        guard let bytes = try? FileSystem.read("/proc/self/statm"),
            let pages = String(decoding: bytes, as: UTF8.self).split(separator: " ").dropFirst()
                .first.flatMap({ Int($0) })
        else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
