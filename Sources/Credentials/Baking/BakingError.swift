/// Why a credential cannot be put into an image, or none can be taken out of it.
public struct BakingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Code: String, Sendable {
        /// The file is no image of the kind that was asked for.
        case notAnImage
        /// The image breaks a rule of its format.
        case malformed
        /// The file, a part of it or what it expands to is larger than the bound.
        case tooLarge
        /// The image uses what this service never reads, such as a document type.
        case forbidden
        /// The image carries no credential.
        case noCredential
        /// The image carries a badge of Open Badges 1 or 2, which is no credential.
        case olderBadge
        /// The image carries more than one credential, so none of them counts.
        case several
        /// The image carries a credential already and takes no other.
        case alreadyBaked
        /// What is to be baked, or was, is neither a JSON object nor a compact token.
        case notACredential
    }

    /// The kind of fault.
    public let code: Code
    /// One sentence that names the place in the file where there is one.
    public let description: String

    /// What an image carries in place of a credential (`olderBadge`): an assertion as JSON or as a
    /// token, or the address of one.
    public let content: [UInt8]?

    init(_ code: Code, _ description: String, content: [UInt8]? = nil) {
        self.code = code
        self.description = description
        self.content = content
    }
}
