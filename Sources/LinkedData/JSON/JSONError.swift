/// Why some bytes are not a JSON document that this library takes.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: String, Sendable {
        /// Not the grammar of RFC 8259.
        case syntax
        /// A name stands twice in one object (RFC 7493 §2.3 forbids it; signatures need it so).
        case duplicateName
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// A `\u` escape of one half of a surrogate pair.
        case loneSurrogate
        /// A number beyond the range of an IEEE 754 double.
        case numberRange
        /// Arrays and objects nested deeper than the limit.
        case tooDeep
        /// More bytes than the limit.
        case tooLarge
    }

    /// What kind of fault it is.
    public let code: Code
    /// What was found, in words.
    public let reason: String
    /// Where: the offset in bytes from the start of the document.
    public let offset: Int

    /// Describes a fault at a byte offset.
    public init(_ code: Code, _ reason: String, offset: Int) {
        self.code = code
        self.reason = reason
        self.offset = offset
    }

    /// One sentence that names the byte.
    public var description: String { "\(reason) (at byte \(offset))" }
}

/// What a JSON document may cost.
public struct JSONLimits: Sendable {
    /// The size of the document in bytes.
    public var bytes: Int
    /// How deep arrays and objects may nest.
    public var depth: Int

    /// Sets both bounds.
    public init(bytes: Int = 2 << 20, depth: Int = 64) {
        self.bytes = bytes
        self.depth = depth
    }

    /// 2 MiB and 64 levels: room for a credential with an image in it.
    public static let standard = JSONLimits()
}
