/// Why a proof could not be made or does not hold (Verifiable Credential Data Integrity 1.0 §4.8).
public struct ProofError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: Sendable {
        /// The proof could not be made.
        case generation
        /// The proof is malformed or does not match the document.
        case verification
        /// The document could not be brought into canonical form.
        case transformation
        /// Part of the document would fall out of what is signed, such as an undefined term.
        case dataLoss
        /// The document names a context that is not known here, so nothing can be said of it.
        case unknownContext
        /// The document takes more work than the limits allow, so nothing can be said of it.
        case tooComplex
    }

    /// The kind of failure.
    public let code: Code
    /// What was found, in words, without a full stop.
    public let reason: String

    /// Describes a failure.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The problem type, an absolute URL.
    public var problemType: String {
        let name =
            switch code {
            case .generation: "PROOF_GENERATION_ERROR"
            case .verification: "PROOF_VERIFICATION_ERROR"
            case .transformation, .unknownContext, .tooComplex: "PROOF_TRANSFORMATION_ERROR"
            case .dataLoss: "DATA_LOSS_DETECTION_ERROR"
            }
        return "https://w3id.org/security#" + name
    }

    /// True where another verifier, who knows more or has more time, could still decide.
    var isUndecided: Bool { code == .unknownContext || code == .tooComplex }

    /// The reason.
    public var description: String { reason }
}
