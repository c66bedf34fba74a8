public import CertAuthority

/// Why there is no certificate sheet.
public struct SheetFault: RemediableError, Equatable {
    /// The kinds of reasons.
    public enum Code: String, Sendable {
        /// The template cannot be used.
        case template
        /// There is no design of that name.
        case unknownDesign = "unknown-design"
        /// A text does not fit where it should stand.
        case overflow
        /// No font has a letter.
        case missingLetter = "missing-letter"
        /// The certificate has nothing to show: it was erased, or says too little.
        case content
        /// Drawing itself failed.
        case drawing
    }

    /// The kind of reason.
    public let code: Code
    /// What is wrong and what to do.
    public let text: RemedyText

    init(_ code: Code, _ text: RemedyText) {
        self.code = code
        self.text = text
    }

    init(_ code: Code, _ text: String) { self.init(code, RemedyText(text)) }
}
