/// Why a proof could not be made or does not hold (Verifiable Credential Data Integrity 1.0 §4.8).
public struct ProofError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The specification's own names; the problem type is `https://w3id.org/security#` and one of
    /// them.
    public enum Code: String, Sendable {
        /// The proof could not be made.
        case generation = "PROOF_GENERATION_ERROR"
        /// The proof is malformed or does not match the document.
        case verification = "PROOF_VERIFICATION_ERROR"
        /// The document could not be brought into canonical form.
        case transformation = "PROOF_TRANSFORMATION_ERROR"
    }

    /// The kind of failure.
    public let code: Code
    /// One sentence.
    public let reason: String

    /// Describes a failure.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The problem type, an absolute URL.
    public var problemType: String { "https://w3id.org/security#" + code.rawValue }

    /// One sentence.
    public var description: String { reason }
}
