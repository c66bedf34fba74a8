/// What somebody types to find a certificate or a learner: it is taken for all that it can be.
public struct RegisterSearch: Sendable, Equatable {
    /// The whole number of a certificate, also within its address.
    public let number: CertificateNumber?
    /// What may be part of a number; nil where there is too little or some that no number has.
    package let numberPart: NumberPart?
    /// An e-mail address or its beginning.
    package let email: String?
    /// The training body's reference or its beginning.
    package let reference: String
    /// The words of a name, folded.
    package let words: [String]

    /// Reads what was typed.
    public init(_ text: String) {
        let text = String(
            TypedText.folded(text).drop(while: \.isWhitespace).reversed()
                .drop(while: \.isWhitespace).reversed())
        reference = text
        let last = text.split(separator: "/").last.map(String.init) ?? text
        number = try? CertificateNumber(last.split(separator: "?").first.map(String.init) ?? last)
        email = text.contains("@") && !text.contains(" ") ? text : nil
        words = number == nil && email == nil ? NameSearch.asked(text) : []
        numberPart = number == nil && email == nil ? NumberPart(text) : nil
    }

    /// Nothing can be found by it.
    public var isEmpty: Bool { reference.isEmpty }
}

/// What was found in the register.
public struct RegisterFindings: Sendable, Equatable {
    /// The best first.
    public let entries: [RegisterEntry]
    /// Whether there may be more: more of the name or the number would tell.
    public let mayBeMore: Bool

    package init(entries: [RegisterEntry], mayBeMore: Bool) {
        self.entries = entries
        self.mayBeMore = mayBeMore
    }
}
