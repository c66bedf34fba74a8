import Foundation
import Synchronization

/// Starts programs one after the other.
///
/// Foundation notices a program's end by a socket whose other side the program holds. A program that is
/// started in the very moment inherits that side, and the end is noticed only once that one has ended
/// too: a database server, say, lives as long as the tests.
enum Spawning {
    private static let turn = Mutex<Void>(())

    /// Starts a program once no other is being started.
    static func start(_ process: Process) throws {
        try turn.withLock { _ in try process.run() }
    }
}
