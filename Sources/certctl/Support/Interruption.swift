import Dispatch
import Foundation
import Synchronization

/// Turns Ctrl-C (SIGINT) and SIGTERM into a wish to stop at the next good place; a second signal ends
/// the program at once.
final class Interruption: Sendable {
    /// The signal that came first, or 0.
    private let received = Atomic<Int32>(0)

    init() {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { [self] in
                // The handler keeps its own source alive: it listens for as long as the program
                // runs.
                _ = source
                receive(number)
            }
            source.resume()
        }
    }

    private func receive(_ number: Int32) {
        let (isFirst, _) = received.compareExchange(
            expected: 0, desired: number, ordering: .relaxed)
        guard isFirst else { exit(Self.status(of: number).rawValue) }
        Terminal.complain(
            "stopping at the end of this chunk; "
                + (number == SIGINT
                    ? "press Ctrl-C again to stop at once" : "a second signal stops at once"))
    }

    var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

    /// What a command that was stopped exits with: 128 and the number of the signal, as shells have
    /// it.
    var status: ExitStatus { Self.status(of: received.load(ordering: .relaxed)) }

    private static func status(of number: Int32) -> ExitStatus {
        number == SIGTERM ? .terminated : .interrupted
    }
}
