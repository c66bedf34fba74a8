/// Why some text is not base58, base64, base64url or multibase.
public struct TextCodingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, in words; it names the place, never the text.
    public let reason: String

    /// Describes a fault.
    public init(_ reason: String) { self.reason = reason }

    /// The reason.
    public var description: String { reason }
}
