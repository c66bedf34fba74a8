/// The catalogue's files as an administrator wrote them; parsed anew wherever they are needed, so
/// that there is one reading of them.
public struct StoredCatalogue: Sendable, Equatable {
    /// Counts how often a catalogue was applied; readers use it to notice a change.
    public let version: Int64
    /// The files' contents by their path below the catalogue's folder.
    public let files: [String: [UInt8]]

    /// Holds files of a version.
    public init(version: Int64, files: [String: [UInt8]]) {
        self.version = version
        self.files = files
    }
}
