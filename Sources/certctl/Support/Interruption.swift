import Dispatch
import Foundation
import Synchronization

/// Turns Ctrl-C into a wish to stop at the next good place; a second one ends the program at once.
final class Interruption: Sendable {
    private let requested = Atomic(false)

    init() {
        signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT)
        source.setEventHandler { [requested = self] in
            // The handler keeps its own source alive: it listens for as long as the program runs.
            _ = source
            requested.request()
        }
        source.resume()
    }

    private func request() {
        guard !requested.exchange(true, ordering: .relaxed) else { exit(130) }
        Terminal.complain("stopping at the end of this chunk; press Ctrl-C again to stop at once")
    }

    var isRequested: Bool { requested.load(ordering: .relaxed) }
}
