import Foundation

/// Why a file could not be read or written.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Sendable {
        /// It does not exist.
        case missing
        /// It exists already.
        case exists
        /// This user may not.
        case denied
        /// It is larger than what is read.
        case tooLarge
        /// The disk is full, or this user's share of it.
        case full
        /// The disk or something else failed.
        case failed
    }

    /// The kind of failure.
    public let code: Code
    /// The file and what is wrong with it.
    public let description: String

    /// Describes a failure as a sentence that begins with the path.
    package init(_ code: Code, _ path: String, _ predicate: String) {
        self.code = code
        description = "\(path) \(predicate)"
    }

    /// Describes a failed system call as a sentence that begins with the path.
    ///
    /// - Parameter reason: The call's `errno`.
    init(_ path: String, _ predicate: String, _ reason: Int32) {
        switch reason {
        case EEXIST: self.init(.exists, path, "exists already")
        case ENOSPC, EDQUOT: self.init(.full, path, "\(predicate): the disk is full")
        case EROFS:
            self.init(.denied, path, "\(predicate): its file system is mounted read-only")
        case ENOENT: self.init(.missing, path, "\(predicate): its folder does not exist")
        case EIO: self.init(.failed, path, "\(predicate): the disk reports an error")
        case EACCES, EPERM, ENOTDIR, EISDIR, ENOTEMPTY:
            self.init(.denied, path, "\(predicate) by this user")
        default: self.init(.failed, path, "\(predicate) (\(String(cString: strerror(reason))))")
        }
    }
}
