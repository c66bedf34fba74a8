/// Why a JSON Web Signature, or the credential in it, is refused or cannot be made.
///
/// A signature that does not fit is not an error but an answer.
public struct JOSEError: Error, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: String, Sendable {
        /// Not three parts of strict base64url with a JSON object in front.
        case malformed
        /// More bytes than the limit.
        case tooLarge
        /// `alg` is `none`: nobody signed it.
        case unsecured
        /// An algorithm that is not taken.
        case unsupportedAlgorithm
        /// A header that must be understood and is not (`crit`, `b64`).
        case criticalHeader
        /// The algorithm is not the key's.
        case algorithmMismatch
        /// A header says another kind of content than a credential.
        case unsupportedType
        /// The header names no key, or not in a way that can be followed.
        case keyReference
        /// The payload is not a credential.
        case payload
        /// The payload is of a kind that is not read here.
        case unsupportedPayload
        /// A claim is missing, of a wrong type or unlike the credential's member.
        case claim
        /// The signature could not be made.
        case signing
    }

    /// What kind of fault it is.
    public let code: Code
    /// What was found, in words; it names the header or claim.
    public let reason: String

    /// Describes a fault.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}

extension JOSEError: Equatable {
    /// Equal when the codes are: reasons are for people.
    public static func == (left: JOSEError, right: JOSEError) -> Bool { left.code == right.code }
}
