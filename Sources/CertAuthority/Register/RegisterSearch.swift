/// What somebody types to find a certificate or a learner: it is taken for all that it can be.
public struct RegisterSearch: Sendable, Equatable {
    /// The whole number of a certificate, also within its address.
    public let number: CertificateNumber?
    /// Letters and digits that may be part of a number, without hyphens; nil where there are too few
    /// or some that no number has.
    package let numberPart: String?
    /// An e-mail address or its beginning.
    package let email: String?
    /// The training body's reference or its beginning.
    package let reference: String
    /// The words of a name, folded.
    package let words: [String]

    /// How many letters and digits of a number are looked for at the least.
    package static let shortestPart = 4

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
        numberPart = number == nil && email == nil ? Self.part(text) : nil
    }

    /// Nothing can be found by it.
    public var isEmpty: Bool { reference.isEmpty }

    /// Crockford's base32 as people type it, with his other letters for 0 and 1, in which no other
    /// letter is lost.
    private static func part(_ text: String) -> String? {
        var part = ""
        for character in text.uppercased() where character != "-" && character != " " {
            switch character {
            case "O": part += "0"
            case "I", "L": part += "1"
            case "0"..."9", "A"..."Z", "*", "~", "$", "=":
                guard character.isASCII, character != "U" || part.count >= shortestPart else {
                    return nil
                }
                part.append(character)
            default: return nil
            }
        }
        return (shortestPart...17).contains(part.count) ? part : nil
    }
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
