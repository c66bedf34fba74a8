import Logging
import ServiceLifecycle

/// Tells of what happened to connections: one line for all of it, and only where there was any.
struct EventLog: Service {
    let events: ConnectionEvents
    let logger: Logger
    let interval: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var told: [ConnectionEvents.Kind: Int] = [:]
            while (try? await Task.sleep(for: interval)) != nil { tell(&told) }
            tell(&told)
        }
    }

    private func tell(_ told: inout [ConnectionEvents.Kind: Int]) {
        var metadata: Logger.Metadata = [:]
        for kind in ConnectionEvents.Kind.allCases where kind != .idle {
            let total = events.total(kind)
            let new = total - told[kind, default: 0]
            told[kind] = total
            if new > 0 { metadata[kind.name] = "\(new)" }
        }
        guard !metadata.isEmpty else { return }
        metadata["connections"] = "\(events.open.value)"
        logger.warning("turned away", metadata: metadata)
    }
}
