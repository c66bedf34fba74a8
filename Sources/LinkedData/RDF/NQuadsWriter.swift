/// Writes terms in canonical N-Quads (RDFC-1.0 §5): one space between terms, the named escapes in
/// literals, `\u00XX` for the other control characters, everything else as it is.
struct NQuadsWriter {
    var bytes: [UInt8] = []

    mutating func statement(_ quad: RDFQuad) throws(RDFTermError) {
        try resource(quad.subject, as: "subject")
        bytes.append(UInt8(ascii: " "))
        try predicate(quad.predicate)
        bytes.append(UInt8(ascii: " "))
        if case .literal(let literal) = quad.object {
            try self.literal(literal)
        } else {
            try resource(quad.object, as: "object")
        }
        bytes.append(UInt8(ascii: " "))
        if let graph = quad.graph {
            try resource(graph, as: "graph name")
            bytes.append(UInt8(ascii: " "))
        }
        endStatement()
    }

    mutating func endStatement() {
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func predicate(_ term: RDFTerm) throws(RDFTermError) {
        guard case .iri(let text) = term else { throw RDFTermError("a predicate must be an IRI") }
        try iri(text)
    }

    private mutating func resource(
        _ term: RDFTerm, as role: StaticString
    ) throws(RDFTermError) {
        switch term {
        case .iri(let text): try iri(text)
        case .blankNode(let label): try blankNode(label)
        case .literal: throw RDFTermError("a \(role) must be an IRI or a blank node")
        }
    }

    mutating func iri(_ text: String) throws(RDFTermError) {
        guard NQuadsGrammar.isIRIReference(text) else {
            throw RDFTermError("\(text.prefix(120).debugDescription) is not an IRI")
        }
        reference(text)
    }

    /// Writes a reference that was checked before.
    mutating func reference(_ text: String) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func blankNode(_ label: String) throws(RDFTermError) {
        guard NQuadsGrammar.isBlankNodeLabel(label) else {
            throw RDFTermError("\(label.prefix(120).debugDescription) is no blank node label")
        }
        bytes.append(UInt8(ascii: "_"))
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: label.utf8)
    }

    mutating func literal(_ literal: RDFLiteral) throws(RDFTermError) {
        quoted(literal.value)
        if let language = literal.language {
            guard NQuadsGrammar.isLanguageTag(language) else {
                throw RDFTermError("\(language.prefix(120).debugDescription) is no language tag")
            }
            bytes.append(UInt8(ascii: "@"))
            bytes.append(contentsOf: language.utf8)
        } else if !literal.datatype.isExactly(NQuadsGrammar.xsdString) {
            bytes.append(UInt8(ascii: "^"))
            bytes.append(UInt8(ascii: "^"))
            try iri(literal.datatype)
        }
    }

    /// Writes a literal's value between quotation marks.
    mutating func quoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        escape(text)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ text: String) {
        let span = text.utf8Span.span
        // No early exit, so that the compiler looks at many bytes at a time.
        var found: UInt8 = 0
        for index in span.indices { found |= Self.needsEscape(span[index]) ? 1 : 0 }
        guard found != 0 else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        for byte in text.utf8 {
            if Self.needsEscape(byte) { escape(byte) } else { bytes.append(byte) }
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(ASCIIHexadecimal.uppercase[Int(byte >> 4)])
            bytes.append(ASCIIHexadecimal.uppercase[Int(byte & 15)])
        }
    }
}
