/// The bytes of a file, with the path by which faults name it.
public struct SourceFile: Sendable {
    /// The path, as people know it.
    public let path: String
    /// The content.
    public let bytes: [UInt8]

    /// Pairs a path with its content.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// Pairs a path with text.
    public init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }
}
