public import CertAuthority

/// Why the office does not do what it is asked; nothing, or nothing more, was changed.
public struct OfficeRefusal: RemediableError, Equatable {
    /// The kinds of refusal that callers tell apart.
    public enum Code: String, Sendable {
        /// What is asked contradicts itself or the catalogue.
        case invalid
        /// What is asked for does not exist.
        case notFound
        /// What is asked contradicts what is there.
        case conflict
        /// A file's content or the catalogue's texts cannot be used.
        case refusedInput
        /// An organisation has no key to sign with.
        case keyMissing
        /// An organisation's key cannot sign what is asked.
        case keyUnusable
        /// An organisation has no certificate for signing documents.
        case documentCertificateMissing
        /// A certificate on record is not genuine.
        case notGenuine
        /// Whether a certificate on record is genuine cannot be told now.
        case cannotTell
        /// A message was given up before it was handed over.
        case mailFailed
        /// Anything else.
        case failed
    }

    /// The kind of refusal.
    public let code: Code
    /// What happened, to what, and what to do.
    public let text: RemedyText

    /// Describes a refusal.
    public init(_ code: Code, _ text: RemedyText) {
        self.code = code
        self.text = text
    }

    /// Describes a refusal that a text without remedies says all of.
    public init(_ code: Code, _ text: String) { self.init(code, RemedyText(text)) }
}
