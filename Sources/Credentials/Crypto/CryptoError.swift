/// Why a key could not be read, made, used or written.
///
/// A signature that does not fit its message is not an error but an answer:
/// ``PublicKey/isValid(signature:for:)`` returns false. Reasons never hold key material or a
/// passphrase.
public struct CryptoError: Error, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: String, Sendable {
        /// The passphrase does not open the private key, or the encrypted part is damaged: the
        /// two cannot be told apart.
        case wrongPassphrase
        /// A passphrase with no bytes, which would protect nothing.
        case emptyPassphrase
        /// The private key is stored without encryption.
        case unencryptedKey
        /// Bytes or text that are not a key in the form they claim.
        case malformedKey
        /// A well-formed key of a kind, curve or size that is not taken.
        case unsupportedKey
        /// A signature whose bytes have not the form its algorithm gives it.
        case malformedSignature
        /// The system gave no random bytes.
        case randomnessUnavailable
        /// OpenSSL failed where valid input cannot make it fail.
        case libraryFailure
    }

    /// What kind of fault it is.
    public let code: Code
    /// What was found and what to do, in words; with OpenSSL's own reasons where it gave any.
    public let reason: String

    /// Describes a fault.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}

extension CryptoError: Equatable {
    /// Equal when the codes are: reasons are for people.
    public static func == (left: CryptoError, right: CryptoError) -> Bool {
        left.code == right.code
    }
}
