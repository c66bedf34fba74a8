/// What a name or identifier has become after IRI expansion, and whether a statement can hold it.
/// The text is examined once, for a term when it is defined.
struct Reference: Sendable {
    enum Kind: Sendable {
        /// An absolute, well-formed IRI.
        case iri
        /// `_:` and a label.
        case blankNode
        /// A relative reference, or anything else that no statement can hold.
        case unusable
    }

    let text: String
    let kind: Kind

    /// Examines the text.
    init(_ text: String) {
        self.text = text
        kind =
            IRI.isBlankNode(text) ? .blankNode : IRI.isWellFormed(text) ? .iri : .unusable
    }

    /// True where a colon makes the name of a property out of it (JSON-LD 1.1 API §5.1.2 step
    /// 13.3).
    var hasColon: Bool { text.utf8.contains(UInt8(ascii: ":")) }

    /// True for what a term may stand for: an IRI of any characters, or a blank node.
    var isMappable: Bool { kind != .unusable || IRI.hasScheme(text) }
}

extension Reference: Equatable {
    static func == (left: Reference, right: Reference) -> Bool {
        left.text.isExactly(right.text)
    }
}

extension String {
    /// The same as `isExactly`, for texts that mostly differ in length.
    func matches(_ other: String) -> Bool {
        utf8.count == other.utf8.count && isExactly(other)
    }
}
