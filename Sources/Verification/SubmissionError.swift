public import CertAuthority

/// Why something submitted cannot be verified at all: it is no certificate, number or address that
/// can be read here. That is no verdict on any certificate.
public struct SubmissionError: Error, Sendable, Equatable {
    /// What is the matter; the raw value is stable, in lower case with hyphens.
    public enum Code: String, Sendable, CaseIterable {
        /// There is nothing in it.
        case empty
        /// It has more bytes than are read.
        case tooLarge = "too-large"
        /// Nothing that is known here.
        case unknownKind = "unknown-kind"
        /// Something known that is not read here, such as a badge of an older standard.
        case otherFormat = "other-format"
        /// JSON or a token whose end is missing.
        case cutShort = "cut-short"
        /// JSON or a token that breaks the rules of its own format.
        case malformed
        /// A file that would carry a credential and cannot be read: encrypted, damaged, ambiguous, or
        /// JSON that nests deeper than is read.
        case unreadableFile = "unreadable-file"
        /// More than one credential where one is looked for.
        case several = "several-credentials"
        /// JSON that is no credential and no presentation.
        case notCredential = "not-a-credential"
        /// A picture or a document that carries no credential.
        case noCredential = "no-credential"
        /// An address at which this installation does not answer.
        case foreignAddress = "foreign-address"
        /// Not a certificate number, by its length, a character or its check symbol.
        case mistypedNumber = "mistyped-number"
        /// A certificate number that nobody was given.
        case unknownNumber = "unknown-number"
        /// A line of a bulk request that cannot be read as one.
        case malformedLine = "malformed-line"
        /// A bulk request with more lines than are answered.
        case tooManyLines = "too-many-lines"
        /// A bulk request that ended in its midst.
        case brokenOff = "broken-off"
    }

    /// What is the matter.
    public let code: Code
    /// What was found and what to do, in one sentence without a full stop.
    public let reason: String

    /// Describes a fault.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// Describes a fault of a number as it was typed.
    public init(_ fault: CertificateNumber.Fault) {
        self.init(.mistypedNumber, fault.description)
    }

    /// A few words for the code, such as a title of a problem document.
    public var title: String {
        switch code {
        case .empty: "Nothing was submitted"
        case .tooLarge: "This is too large"
        case .unknownKind: "This is nothing that can be verified here"
        case .otherFormat: "This is of another kind"
        case .cutShort: "This is cut short"
        case .malformed: "This is damaged"
        case .unreadableFile: "This file cannot be read"
        case .several: "There is more than one credential in it"
        case .notCredential: "This is not a credential"
        case .noCredential: "There is no credential in this file"
        case .foreignAddress: "This address is not answered for here"
        case .mistypedNumber: "This is not a certificate number"
        case .unknownNumber: "No such certificate"
        case .malformedLine: "This line cannot be read"
        case .tooManyLines: "There are too many lines"
        case .brokenOff: "The request broke off"
        }
    }
}

extension SubmissionError: CustomStringConvertible {
    /// The reason as a sentence.
    public var description: String {
        reason.prefix(1).uppercased() + reason.dropFirst() + "."
    }
}
