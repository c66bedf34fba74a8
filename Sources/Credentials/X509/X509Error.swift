/// Why a certificate or a chain cannot be used to sign documents.
public struct X509Error: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of fault that callers tell apart.
    public enum Code: String, Sendable {
        /// The bytes are not a certificate or not a chain of them.
        case malformed
        /// The certificate is not valid at that time: not any more, or not yet.
        case outOfTime
        /// The key is not the one that the certificate is for.
        case keyMismatch
        /// A certificate of the chain was not issued by the one after it.
        case brokenChain
        /// The certificate is not for signing documents.
        case wrongPurpose
        /// The key is of a kind that PDF readers do not take.
        case unsupportedKey
    }

    /// What kind of fault it is.
    public let code: Code
    /// What was found, of which certificate, and what to do.
    public let description: String

    /// Describes a fault.
    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Equal when the codes are: descriptions are for people.
    public static func == (left: X509Error, right: X509Error) -> Bool { left.code == right.code }
}
