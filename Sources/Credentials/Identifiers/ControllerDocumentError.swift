/// Why a controller document does not give the verification method that was asked for.
public struct ControllerDocumentError: Error, Sendable, CustomStringConvertible {
    /// The errors of Controlled Identifiers 1.0 §3.5.
    public enum Code: String, Sendable {
        /// The method's identifier is not a URL.
        case invalidVerificationMethodURL = "INVALID_VERIFICATION_METHOD_URL"
        /// The document is not a controller document.
        case invalidDocument = "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"
        /// The document is another identifier's.
        case invalidDocumentID = "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID"
        /// The document has no such method, or the method is not one that can be used.
        case invalidVerificationMethod = "INVALID_VERIFICATION_METHOD"
        /// The method is not for that relationship.
        case invalidRelationship = "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD"
    }

    /// Which error of the specification it is.
    public let code: Code
    /// What was found, in words.
    public let reason: String
    /// What it says about a signature that names the method.
    public let meaning: Meaning

    /// What a fault says about a signature that names the method.
    public enum Meaning: Sendable {
        /// The controller did not make it with that method.
        case denied
        /// Nothing: the method is listed, and its key is in a form that is not read here.
        case unreadable
        /// The document does not list the method now; whether it did before cannot be seen.
        case unlisted
    }

    /// Describes a fault.
    public init(_ code: Code, _ reason: String, meaning: Meaning = .denied) {
        self.code = code
        self.reason = reason
        self.meaning = meaning
    }

    /// The error's URL in the security vocabulary, for problem details (RFC 9457 `type`).
    public var problemType: String { "https://w3id.org/security#\(code.rawValue)" }

    /// The reason.
    public var description: String { reason }
}

extension ControllerDocumentError: Equatable {
    /// Equal when the codes are: reasons are for people.
    public static func == (left: ControllerDocumentError, right: ControllerDocumentError) -> Bool {
        left.code == right.code
    }
}
