import Foundation

extension FileSystem {
    /// Writes all bytes to an open file.
    static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(1 << 20))
            let count = Foundation.write(descriptor, part, part.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(path, "cannot be written whole", errno)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Flushes the folder in which a file lies, so that its name is on the disk too.
    package static func flushFolder(of path: String) throws(FileError) {
        let folder = parent(path)
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(folder, "cannot be flushed", errno) }
        defer { close(descriptor) }
        // Some file systems cannot flush folders, and say so.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw FileError(folder, "cannot be flushed", errno)
        }
    }

    /// The folder in which a file lies.
    static func parent(_ path: String) -> String {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        return folder.isEmpty ? "." : folder
    }

    /// The size of a file in bytes, or nil where there is none.
    public static func size(_ path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    /// How many bytes this user can still write where a path lies, or nil where that cannot be told.
    public static func space(at path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    /// True where a path lies on a file system that is mounted read-only.
    package static func isMountedReadOnly(_ path: String) -> Bool {
        var status = statvfs()
        return statvfs(path, &status) == 0 && status.f_flag & UInt(ST_RDONLY) != 0
    }

    /// Removes a file; true where it is gone.
    @discardableResult
    package static func remove(_ path: String) -> Bool { unlink(path) == 0 || errno == ENOENT }

    /// Copies a file to a place where there is none yet, flushed to the disk, a part at a time.
    ///
    /// - Throws: ``FileError``; then no copy is left behind.
    package static func copy(_ path: String, to place: String, mode: UInt16) throws(FileError) {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw exists(path)
                ? FileError(.denied, path, "cannot be read by this user")
                : FileError(.missing, path, "does not exist")
        }
        defer { try? handle.close() }
        let copy = try NewFile(place, mode: mode)
        do throws(FileError) {
            while true {
                let part: [UInt8]
                do {
                    part = [UInt8](try handle.read(upToCount: 1 << 20) ?? Data())
                } catch {
                    throw FileError(.failed, path, "cannot be read (is it a folder?)")
                }
                if part.isEmpty { break }
                try copy.append(part)
            }
        } catch {
            copy.discard()
            throw error
        }
        try copy.publish()
    }

    /// Gives a file the owner and group of its folder, where this user may.
    package static func adoptOwner(ofFolderOf path: String) {
        var status = stat()
        guard stat(parent(path), &status) == 0 else { return }
        _ = chown(path, status.st_uid, status.st_gid)
    }

    /// Gives a file a second name.
    package static func addName(_ path: String, _ name: String) throws(FileError) {
        guard link(path, name) == 0 else {
            throw FileError(name, "cannot be made", errno)
        }
    }

    /// Renames a file, replacing what is there.
    package static func move(_ path: String, to name: String) throws(FileError) {
        guard rename(path, name) == 0 else {
            throw FileError(name, "cannot be replaced", errno)
        }
    }
}
