public import Credentials
internal import LinkedData

/// The note that the newest backup leaves with the installation, so that its age can be told.
public struct BackupNote: Sendable, Equatable {
    /// When it was made.
    public let at: Timestamp
    /// The file that was written.
    public let file: String
    /// How many entries the audit had.
    public let entries: Int64

    /// Notes a backup.
    public init(at: Timestamp, file: String, entries: Int64) {
        self.at = at
        self.file = file
        self.entries = entries
    }

    /// Reads the note of an installation; nil where there is none that can be read.
    public init?(in home: InstallationHome) {
        guard let bytes = try? FileSystem.read(home.backupNotePath, limit: 1 << 16),
            let note = (try? JSON.parse(bytes))?.objectValue,
            let at = note["at"]?.stringValue.flatMap({ Timestamp($0) }),
            let file = note["file"]?.stringValue, let entries = note["entries"]?.numberValue
        else { return nil }
        self.init(at: at, file: file, entries: Int64(entries))
    }

    /// Leaves the note with an installation, in place of an earlier one.
    ///
    /// - Throws: ``FileError``.
    public func write(in home: InstallationHome) throws(FileError) {
        let note: JSON = [
            "at": .string(at.description), "file": .string(file),
            "entries": .number(Double(entries)),
        ]
        try FileSystem.replace(
            home.backupNotePath, note.canonicalBytes() + [0x0A], mode: 0o600)
    }
}
