import Foundation

/// A file that comes to be whole or not at all, and never over another: it is written under a
/// temporary name beside its place, `NAME.PROCESS.part`, and gets its name when all is on the disk.
public struct NewFile: Sendable {
    /// The place it is meant for.
    public let path: String
    /// Where it is until then.
    public let temporary: String
    private let descriptor: Int32

    /// Begins a file; a part that an earlier process of the same number left behind is replaced.
    ///
    /// - Parameter mode: The rights it has from the first instant.
    /// - Throws: ``FileError`` with the code `exists` where there is a file of that name.
    public init(_ path: String, mode: UInt16) throws(FileError) {
        guard !FileSystem.exists(path) else { throw FileError(.exists, path, "exists already") }
        self.path = path
        temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier).part"
        unlink(temporary)
        descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode_t(mode))
        guard descriptor >= 0 else { throw FileError(path, "cannot be written", errno) }
    }

    /// Adds bytes at the end.
    ///
    /// - Throws: ``FileError``.
    public func append(_ bytes: [UInt8]) throws(FileError) {
        try FileSystem.write(bytes, to: descriptor, path)
    }

    /// Flushes the file and its folder and gives it its name.
    ///
    /// - Throws: ``FileError``; then nothing is left behind, neither under that name nor under the
    ///   temporary one.
    public func publish() throws(FileError) {
        guard fsync(descriptor) == 0 else { throw failure("cannot be flushed", errno) }
        guard close(descriptor) == 0 else { throw failure("cannot be closed", errno) }
        // A link, unlike a renaming, never replaces another's file.
        if link(temporary, path) != 0 {
            let reason = errno
            guard [EPERM, EOPNOTSUPP, ENOSYS].contains(reason), !FileSystem.exists(path),
                rename(temporary, path) == 0
            else { throw removed("cannot be written", reason) }
        }
        unlink(temporary)
        try FileSystem.flushFolder(of: path)
    }

    /// Gives the file up.
    public func discard() {
        close(descriptor)
        unlink(temporary)
    }

    private func failure(_ predicate: String, _ reason: Int32) -> FileError {
        close(descriptor)
        return removed(predicate, reason)
    }

    private func removed(_ predicate: String, _ reason: Int32) -> FileError {
        unlink(temporary)
        return FileError(path, predicate, reason)
    }
}
