/// Where an installation keeps what is its own.
///
/// ```
/// HOME/store/certauthority.sqlite   the record; the public server reads it, and nothing else
/// HOME/store/address                instead of it: where the database is that holds the record
/// HOME/keys/                        the private keys; for certctl alone
/// HOME/acknowledged-head            what a database has acknowledged, where one holds the record
/// HOME/last-backup.json             when the newest backup was made, and where
/// HOME/templates/                   designs of certificate sheets of its own; need not be there
/// ```
public struct InstallationHome: Sendable {
    /// The folder.
    public let path: String

    /// Names the folder.
    public init(path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// The store's folder.
    public var storeFolder: String { path + "/store" }

    /// The store's file.
    public var storePath: String { storeFolder + "/certauthority.sqlite" }

    /// The file with the address of the database that holds the record, where it is not in
    /// ``storePath``.
    public var storeAddressPath: String { storeFolder + "/address" }

    /// The file with the newest entry of the audit that a database has acknowledged.
    public var acknowledgedPath: String { path + "/acknowledged-head" }

    /// The private keys' folder.
    public var keysFolder: String { path + "/keys" }

    /// The note of the newest backup.
    public var backupNotePath: String { path + "/last-backup.json" }

    /// The designs of certificate sheets besides those that come with the programs.
    public var templatesFolder: String { path + "/templates" }

    /// Makes the folders: the keys' for the owner alone, the store's for its group to read. The
    /// store's folder hands its group on (setgid), so that giving that one folder to the public
    /// server's group is enough.
    ///
    /// - Throws: ``FileError``.
    public func make() throws(FileError) {
        try FileSystem.makeFolder(path, mode: 0o750)
        try FileSystem.makeFolder(storeFolder, mode: 0o2750)
        try FileSystem.makeFolder(keysFolder, mode: 0o700)
    }

    /// Writes down in which database the record is.
    ///
    /// - Throws: ``FileError``.
    public func note(storeAddress address: String) throws(FileError) {
        try FileSystem.create(storeAddressPath, Array((address + "\n").utf8), mode: 0o640)
    }
}
