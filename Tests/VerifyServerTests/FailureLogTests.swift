import Logging
import Synchronization
import Testing

@testable import VerifyServer

@Suite("Failures in the log")
struct FailureLogTests {
    /// Keeps what is logged.
    private struct Keeper: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        final class Lines: Sendable {
            let all = Mutex<[String]>([])
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = (event.metadata ?? [:]).sorted { $0.key < $1.key }
            let fields = all.map { " \($0.key)=\($0.value)" }.joined()
            lines.all.withLock { $0.append("\(event.message)\(fields)") }
        }
    }

    @Test("A thousand answers 503 are one line and a number, and each sort has its own line")
    func flood() {
        let lines = Keeper.Lines()
        let logger = Logger(label: "tests") { _ in Keeper(lines: lines) }
        let events = ConnectionEvents()
        let start = ContinuousClock.now
        let seconds = Mutex(0)
        let failures = FailureLog(events: events) { start + .seconds(seconds.withLock { $0 }) }
        for _ in 0..<1_000 { failures.tell("not available", code: "busy", to: logger) }
        failures.tell("not available", code: "corrupt", to: logger)
        #expect(
            lines.all.withLock { $0 } == ["not available code=busy", "not available code=corrupt"])
        #expect(events.total(.unavailable) == 1_001)
        seconds.withLock { $0 = 10 }
        for _ in 0..<5 { failures.tell("not available", code: "busy", to: logger) }
        #expect(
            lines.all.withLock { $0.dropFirst(2) } == ["not available code=busy untold=999"])
    }
}
