import Foundation

/// Which file it is that lies at a path: another one that takes its place is another.
public struct FileIdentity: Hashable, Sendable {
    private let device: UInt64
    private let node: UInt64

    /// The file at a path, or nil when there is none that this user may see.
    public init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        node = UInt64(status.st_ino)
    }
}
