import Foundation

/// The few things this service does with files, at the rim.
public enum FileSystem {
    /// True when there is a file or folder at that path.
    public static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// True when this user may not even look whether there is anything at that path.
    public static func isOutOfReach(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 && errno == EACCES
    }

    /// The whole of a file.
    ///
    /// - Throws: ``FileError`` naming the file.
    public static func read(_ path: String, limit: Int = 64 << 20) throws(FileError) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            let isDenied = exists(path) || isOutOfReach(path)
            throw FileError(
                isDenied ? .denied : .missing, path,
                isDenied ? "cannot be read by this user" : "does not exist")
        }
        defer { try? handle.close() }
        do {
            let data = try handle.read(upToCount: limit + 1) ?? Data()
            guard data.count <= limit else {
                throw FileError(.tooLarge, path, "is larger than \(limit >> 20) MiB")
            }
            return [UInt8](data)
        } catch let error as FileError {
            throw error
        } catch {
            throw FileError(.failed, path, "cannot be read (is it a folder?)")
        }
    }

    /// Writes a file that must not be there yet, flushed to the disk.
    ///
    /// - Parameter mode: The rights it has from the first instant.
    /// - Throws: ``FileError`` with the code `exists` where the file is there.
    public static func create(
        _ path: String, _ bytes: [UInt8], mode: UInt16
    ) throws(FileError) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode_t(mode))
        guard descriptor >= 0 else {
            throw FileError(path, "cannot be written", errno)
        }
        var failure: FileError?
        do throws(FileError) {
            try write(bytes, to: descriptor, path)
            if fsync(descriptor) != 0 { failure = FileError(path, "cannot be flushed", errno) }
        } catch {
            failure = error
        }
        if close(descriptor) != 0, failure == nil {
            failure = FileError(path, "cannot be closed", errno)
        }
        if let failure {
            // What is there now is a part of it, which must not pass for the whole.
            unlink(path)
            throw failure
        }
    }

    /// Writes a file, replacing what was there only once the new one is whole on the disk.
    ///
    /// - Throws: ``FileError`` naming the file.
    public static func replace(
        _ path: String, _ bytes: [UInt8], mode: UInt16 = 0o644
    ) throws(FileError) {
        let temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier).part"
        try? FileManager.default.removeItem(atPath: temporary)
        try create(temporary, bytes, mode: mode)
        guard rename(temporary, path) == 0 else {
            let reason = errno
            try? FileManager.default.removeItem(atPath: temporary)
            throw FileError(path, "cannot be replaced", reason)
        }
        try flushFolder(of: path)
    }

    /// Writes a file that must not be there yet; it appears under its name only once it is whole on
    /// the disk.
    ///
    /// - Parameter mode: The rights it has from the first instant.
    /// - Throws: ``FileError`` with the code `exists` where the file is there.
    public static func createWhole(
        _ path: String, _ bytes: [UInt8], mode: UInt16
    ) throws(FileError) {
        let temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier).part"
        try? FileManager.default.removeItem(atPath: temporary)
        defer { try? FileManager.default.removeItem(atPath: temporary) }
        do {
            try create(temporary, bytes, mode: mode)
        } catch {
            throw error.code == .denied
                ? FileError(.denied, path, "cannot be written by this user") : error
        }
        // Unlike a renaming, a link never takes the place of another file.
        guard link(temporary, path) == 0 else {
            throw exists(path)
                ? FileError(.exists, path, "exists already")
                : FileError(.denied, path, "cannot be written by this user")
        }
    }

    /// Makes a folder and those above it.
    ///
    /// - Throws: ``FileError`` naming the folder.
    public static func makeFolder(_ path: String, mode: UInt16) throws(FileError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: NSNumber(value: mode)])
        } catch {
            throw FileError(.denied, path, "cannot be made as a folder by this user")
        }
    }

    /// Sees that there is a folder at the path that this user may write, or that one could be made.
    ///
    /// - Throws: ``FileError`` as ``makeFolder(_:mode:)``.
    public static func lookForFolder(_ path: String) throws(FileError) {
        var place = URL(filePath: path).standardizedFileURL
        while !exists(place.path), place.path != "/" { place.deleteLastPathComponent() }
        guard isFolder(place.path), access(place.path, W_OK | X_OK) == 0 else {
            throw FileError(.denied, path, "cannot be made as a folder by this user")
        }
    }

    /// True where a folder lies at the path.
    package static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    /// The names in a folder, sorted; empty where there is no such folder.
    public static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
    }

    /// The permission bits of a file, or nil where there is none.
    public static func mode(_ path: String) -> UInt16? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.posixPermissions] as? NSNumber)?.uint16Value
    }
}
