/// Why some text is not an identifier that can be used.
public struct IdentifierError: Error, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: String, Sendable {
        /// Not the grammar of a DID, DID URL or of the method.
        case malformed
        /// A DID of another method than the one asked for.
        case otherMethod
        /// The identifier should hold a key, and holds none.
        case malformedKey
        /// The identifier holds a kind of key that is not taken.
        case unsupportedKey
    }

    /// What kind of fault it is.
    public let code: Code
    /// What was found, in words.
    public let reason: String

    /// Describes a fault.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}

extension IdentifierError: Equatable {
    /// Equal when the codes are: reasons are for people.
    public static func == (left: IdentifierError, right: IdentifierError) -> Bool {
        left.code == right.code
    }
}

extension IdentifierError {
    /// The fault of a key inside an identifier.
    init(_ error: CryptoError, in identifier: String) {
        self.init(
            error.code == .unsupportedKey ? .unsupportedKey : .malformedKey,
            "\(identifier): \(error.reason)")
    }
}
