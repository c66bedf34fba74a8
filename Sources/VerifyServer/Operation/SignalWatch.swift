import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// What the server does when it is told to: HUP reads the TLS files anew, TERM and INT end it once
/// what has begun is answered, a second one ends it at once.
struct SignalWatch: Sendable {
    let group: ServiceGroup
    let tls: TLSCredentials?
    let drainTime: Duration
    let metrics: ServerMetrics
    let logger: Logger
    let writer: LogWriter

    /// What ends at once ends with this code.
    private static let stoppedAtOnce: Int32 = 130

    func run(_ signals: UnixSignalsSequence) async {
        var isStopping = false
        for await signal in signals {
            if signal == .sighup {
                reload()
            } else if isStopping {
                logger.warning("stopped at once")
                end(Self.stoppedAtOnce)
            } else {
                isStopping = true
                logger.info("stopping", metadata: ["signal": "\(signal)"])
                await group.triggerGracefulShutdown()
                Task {
                    try await Task.sleep(for: drainTime)
                    logger.warning(
                        "stopped with requests unanswered",
                        metadata: ["requests": "\(metrics.inFlight.value)"])
                    end(0)
                }
            }
        }
    }

    private func end(_ code: Int32) -> Never {
        writer.flush()
        exit(code)
    }

    private func reload() {
        guard let tls else {
            logger.info("there is no certificate to reload")
            return
        }
        do throws(TLSCredentials.Failure) {
            try tls.reload()
            logger.notice("new connections get the reloaded certificate")
        } catch {
            logger.error(
                "the certificate before stays in use", metadata: ["reason": "\(error)"])
        }
    }
}
