/// Why a PDF was not read, assembled or signed.
public struct PDFError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of fault that callers tell apart.
    public enum Code: String, Sendable {
        /// The bytes do not begin as a PDF does.
        case notPDF
        /// They are cut short or break the format.
        case damaged
        /// More bytes, objects, depth or expanded data than is read.
        case tooLarge
        /// The PDF is encrypted.
        case encrypted
        /// A filter or another part of the format that is not read.
        case unsupported
        /// No credential is attached.
        case noCredential
        /// More than one credential is attached.
        case severalCredentials
        /// Different readers would see different files in it.
        case ambiguous
    }

    /// What kind of fault it is.
    public let code: Code
    /// What was found, where (by object number or byte offset), and what to do.
    public let description: String

    /// Describes a fault.
    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Equal when the codes are: descriptions are for people.
    public static func == (left: PDFError, right: PDFError) -> Bool { left.code == right.code }
}

/// What reading a PDF of a stranger may cost at most.
public struct PDFLimits: Sendable {
    /// Bytes of the file.
    public var bytes: Int
    /// Entries of the cross-reference tables together, and objects that are read of the file.
    public var objects: Int
    /// Arrays and dictionaries within each other, and levels of a tree.
    public var depth: Int
    /// Cross-reference sections, which is about one for each time it was saved anew.
    public var revisions: Int
    /// Bytes of all expanded streams together.
    public var expanded: Int

    /// Sets the limits.
    public init(bytes: Int, objects: Int, depth: Int, revisions: Int, expanded: Int) {
        self.bytes = bytes
        self.objects = objects
        self.depth = depth
        self.revisions = revisions
        self.expanded = expanded
    }

    /// For what strangers upload: 16 MiB, 200,000 objects, 32 MiB expanded.
    public static let uploads = PDFLimits(
        bytes: 16 << 20, objects: 200_000, depth: 32, revisions: 64, expanded: 32 << 20)
}
