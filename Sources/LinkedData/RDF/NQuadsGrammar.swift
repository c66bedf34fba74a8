/// The terminals of N-Quads that parser and writer share (RDF 1.1 N-Quads §4).
enum NQuadsGrammar {
    static let xsdString = "http://www.w3.org/2001/XMLSchema#string"
    static let rdfLangString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

    /// What may stand for itself between the angle brackets of `IRIREF`.
    static func isIRICharacter(_ byte: UInt8) -> Bool { forbiddenInIRI(byte) == 0 }

    static func isIRIReference(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        var forbidden: UInt8 = 0
        for index in bytes.indices { forbidden |= forbiddenInIRI(bytes[index]) }
        return forbidden == 0 && !bytes.isEmpty
    }

    /// 1 for a byte that no IRI holds, else 0. Without branches, so that the compiler looks at many
    /// bytes of an IRI at a time.
    @inline(__always)
    private static func forbiddenInIRI(_ byte: UInt8) -> UInt8 {
        flag(byte <= 0x20) | flag(byte == UInt8(ascii: "<")) | flag(byte == UInt8(ascii: ">"))
            | flag(byte == UInt8(ascii: "\"")) | flag(byte == UInt8(ascii: "\\"))
            | flag(byte == UInt8(ascii: "^")) | flag(byte == UInt8(ascii: "`"))
            | flag(byte &- UInt8(ascii: "{") <= 2)
    }

    @inline(__always)
    private static func flag(_ condition: Bool) -> UInt8 { condition ? 1 : 0 }

    /// True when the text starts with a scheme and a colon (RFC 3986 §3.1).
    static func hasScheme(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: ":"): return index > 0
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                guard index > 0 else { return false }
            default: return false
            }
        }
        return false
    }

    /// `LANGTAG` without its at sign: letters, then parts of letters and digits after hyphens.
    static func isLanguageTag(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        var isFirstPart = true
        var partIsEmpty = true
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                partIsEmpty = false
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard !isFirstPart else { return false }
                partIsEmpty = false
            case UInt8(ascii: "-"):
                guard !partIsEmpty else { return false }
                isFirstPart = false
                partIsEmpty = true
            default: return false
            }
        }
        return !partIsEmpty
    }

    /// `BLANK_NODE_LABEL` without its `_:`.
    static func isBlankNodeLabel(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return false }
        return isLabelStart(first) && last != "." && scalars.allSatisfy { isLabelPart($0) }
    }

    /// `PN_CHARS_U` or a digit.
    static func isLabelStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", "_", ":", "\u{C0}"..."\u{D6}", "\u{D8}"..."\u{F6}",
            "\u{F8}"..."\u{2FF}", "\u{370}"..."\u{37D}", "\u{37F}"..."\u{1FFF}",
            "\u{200C}"..."\u{200D}", "\u{2070}"..."\u{218F}", "\u{2C00}"..."\u{2FEF}",
            "\u{3001}"..."\u{D7FF}", "\u{F900}"..."\u{FDCF}", "\u{FDF0}"..."\u{FFFD}",
            "\u{10000}"..."\u{EFFFF}":
            true
        default: false
        }
    }

    /// `PN_CHARS` or a full stop.
    static func isLabelPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", ".", "\u{B7}", "\u{300}"..."\u{36F}", "\u{203F}"..."\u{2040}": true
        default: isLabelStart(scalar)
        }
    }
}
