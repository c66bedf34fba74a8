import Dispatch
import Foundation
import Synchronization

/// Writes lines to standard error from a queue of its own, so that a reader who has stopped reading
/// stops nothing here; what does not fit is dropped and counted.
final class LogWriter: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isDraining = false
        var dropped = 0
        var untold = 0
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "log")
    private static let mostBytes = 4 << 20

    /// How long a line may wait for others, in milliseconds: a thread that is woken for each costs
    /// more than the line.
    private static let wait = 50

    /// Adds a line; the end of the line is added here.
    ///
    /// - Parameter promptly: Whether it is to be written at once.
    func write(_ line: [UInt8], promptly: Bool = true) {
        let starts = state.withLock { state in
            guard state.bytes.count + line.count < Self.mostBytes else {
                state.dropped += 1
                state.untold += 1
                return false
            }
            state.bytes += line
            state.bytes.append(UInt8(ascii: "\n"))
            defer { state.isDraining = true }
            return promptly || !state.isDraining
        }
        guard starts else { return }
        if promptly {
            queue.async { self.drain() }
        } else {
            queue.asyncAfter(deadline: .now() + .milliseconds(Self.wait)) { self.drain() }
        }
    }

    /// Returns once everything is written.
    func flush() { queue.sync { drain() } }

    /// How many lines were dropped.
    var dropped: Int { state.withLock { $0.dropped } }

    private func drain() {
        while true {
            let (bytes, untold) = state.withLock { state in
                let taken = (state.bytes, state.untold)
                state.bytes = []
                state.untold = 0
                state.isDraining = !taken.0.isEmpty
                return taken
            }
            if bytes.isEmpty { return }
            try? FileHandle.standardError.write(contentsOf: bytes)
            if untold > 0 {
                try? FileHandle.standardError.write(
                    contentsOf: Array("\(untold) log lines were dropped\n".utf8))
            }
        }
    }
}
