import Foundation

/// How many files and connections the system lets this process have.
enum OpenFileLimit {
    /// Raises the limit as far as this process may.
    ///
    /// - Returns: How many there can be now; nil where the system does not say.
    static func raise() -> Int? {
        var limits = rlimit()
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(kind, &limits) == 0 else { return nil }
        let hard = limits.rlim_max
        if limits.rlim_cur < hard {
            limits.rlim_cur = hard
            guard setrlimit(kind, &limits) == 0 else { return nil }
        }
        return Int(clamping: hard)
    }

    /// What is needed beside connections: the store, its readers, the log, listening sockets.
    static let reserve = 64
}
