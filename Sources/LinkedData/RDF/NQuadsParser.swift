/// Reads N-Quads, one statement a line (RDF 1.1 N-Quads §4).
struct NQuadsParser {
    private let bytes: [UInt8]
    private let statementLimit: Int
    private var position = 0
    private var line = 1
    private var lineStart = 0

    init(bytes: [UInt8], statementLimit: Int) {
        self.bytes = bytes
        self.statementLimit = statementLimit
    }

    mutating func document() throws(NQuadsError) -> [RDFQuad] {
        var quads: [RDFQuad] = []
        while true {
            skipSpace()
            guard let byte = peek else { return quads }
            if byte != UInt8(ascii: "#"), !isLineEnd(byte) {
                guard quads.count < statementLimit else {
                    throw fault(.tooLarge, "there are more than \(statementLimit) statements")
                }
                quads.append(try statement())
                skipSpace()
            }
            skipComment()
            try lineEnd()
        }
    }

    private mutating func statement() throws(NQuadsError) -> RDFQuad {
        let subject = try resource("a subject: an IRI or a blank node")
        skipSpace()
        guard peek == UInt8(ascii: "<") else { throw expected("a predicate: an IRI") }
        let predicate = RDFTerm.iri(try iri())
        skipSpace()
        let object: RDFTerm
        if peek == UInt8(ascii: "\"") {
            object = .literal(try literal())
        } else {
            object = try resource("an object: an IRI, a blank node or a literal")
        }
        skipSpace()
        var graph: RDFTerm?
        if peek != UInt8(ascii: ".") {
            graph = try resource("a graph name or the full stop")
            skipSpace()
        }
        guard peek == UInt8(ascii: ".") else { throw expected("a full stop") }
        position += 1
        return RDFQuad(subject: subject, predicate: predicate, object: object, graph: graph)
    }

    private mutating func resource(_ wanted: String) throws(NQuadsError) -> RDFTerm {
        switch peek {
        case UInt8(ascii: "<"): return .iri(try iri())
        case UInt8(ascii: "_"): return .blankNode(try blankNodeLabel())
        default: throw expected(wanted)
        }
    }

    private mutating func iri() throws(NQuadsError) -> String {
        let start = position
        position += 1
        var content: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: ">") {
            if byte == UInt8(ascii: "\\") {
                let escapeStart = position
                let scalar = try unicodeEscape()
                guard !scalar.isASCII || NQuadsGrammar.isIRICharacter(UInt8(scalar.value)) else {
                    position = escapeStart
                    throw fault(.syntax, "the escape stands for a character that no IRI has")
                }
                content.append(contentsOf: String(scalar).utf8)
                continue
            }
            guard NQuadsGrammar.isIRICharacter(byte) else {
                throw fault(.syntax, "this byte cannot stand in an IRI")
            }
            content.append(byte)
            position += 1
        }
        guard peek != nil else { throw expected("the end of the IRI, >") }
        position += 1
        let text = try text(content, from: start)
        guard NQuadsGrammar.hasScheme(text) else {
            position = start
            throw fault(.relativeIRI, "the IRI is not absolute")
        }
        return text
    }

    private mutating func blankNodeLabel() throws(NQuadsError) -> String {
        let start = position
        position += 1
        guard peek == UInt8(ascii: ":") else { throw expected("the colon of a blank node") }
        position += 1
        let labelStart = position
        while let byte = peek, !isSpace(byte), !isLineEnd(byte), byte != UInt8(ascii: "<"),
            byte != UInt8(ascii: "\""), byte != UInt8(ascii: "#")
        {
            position += 1
        }
        // A full stop at the end is not the label's but the statement's.
        while position > labelStart, bytes[position - 1] == UInt8(ascii: ".") { position -= 1 }
        let label = try text(Array(bytes[labelStart..<position]), from: labelStart)
        guard NQuadsGrammar.isBlankNodeLabel(label) else {
            position = start
            throw fault(.syntax, "this is no blank node label")
        }
        return label
    }

    private mutating func literal() throws(NQuadsError) -> RDFLiteral {
        let value = try quotedString()
        switch peek {
        case UInt8(ascii: "@"):
            let start = position + 1
            position = start
            while let byte = peek, !isSpace(byte), !isLineEnd(byte), byte != UInt8(ascii: "."),
                byte != UInt8(ascii: "<"), byte != UInt8(ascii: "_")
            {
                position += 1
            }
            let language = try text(Array(bytes[start..<position]), from: start)
            guard NQuadsGrammar.isLanguageTag(language) else {
                position = start
                throw fault(.syntax, "this is no language tag")
            }
            return RDFLiteral(
                value: value, datatype: NQuadsGrammar.rdfLangString, language: language)
        case UInt8(ascii: "^"):
            position += 1
            guard peek == UInt8(ascii: "^") else { throw expected("^^ before a datatype") }
            position += 1
            guard peek == UInt8(ascii: "<") else { throw expected("a datatype: an IRI") }
            return RDFLiteral(value: value, datatype: try iri())
        default: return RDFLiteral(value: value, datatype: NQuadsGrammar.xsdString)
        }
    }

    private mutating func quotedString() throws(NQuadsError) -> String {
        let start = position
        position += 1
        var content: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\") {
                content.append(contentsOf: String(try stringEscape()).utf8)
                continue
            }
            guard !isLineEnd(byte) else { break }
            content.append(byte)
            position += 1
        }
        guard peek == UInt8(ascii: "\"") else { throw expected("the end of the literal, \"") }
        position += 1
        return try text(content, from: start)
    }

    private mutating func stringEscape() throws(NQuadsError) -> Unicode.Scalar {
        let letter = position + 1 < bytes.count ? bytes[position + 1] : 0
        let scalar: Unicode.Scalar
        switch letter {
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "f"): scalar = "\u{C}"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"):
            scalar = Unicode.Scalar(letter)
        default: return try unicodeEscape()
        }
        position += 2
        return scalar
    }

    /// `\uXXXX` or `\UXXXXXXXX`.
    private mutating func unicodeEscape() throws(NQuadsError) -> Unicode.Scalar {
        let start = position
        let letter = start + 1 < bytes.count ? bytes[start + 1] : 0
        let digits = letter == UInt8(ascii: "u") ? 4 : letter == UInt8(ascii: "U") ? 8 : 0
        guard digits > 0 else { throw fault(.syntax, "there is no such escape") }
        position += 2
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let byte = peek, let digit = ASCIIHexadecimal.value(of: byte) else {
                throw expected("\(digits) hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        guard let scalar = Unicode.Scalar(value) else {
            position = start
            throw fault(.syntax, "the escape is no Unicode character")
        }
        return scalar
    }

    private mutating func lineEnd() throws(NQuadsError) {
        guard let byte = peek else { return }
        guard isLineEnd(byte) else { throw expected("the end of the line") }
        position += 1
        if byte == UInt8(ascii: "\r"), peek == UInt8(ascii: "\n") { position += 1 }
        line += 1
        lineStart = position
    }

    private mutating func skipSpace() {
        while let byte = peek, isSpace(byte) { position += 1 }
    }

    private mutating func skipComment() {
        guard peek == UInt8(ascii: "#") else { return }
        while let byte = peek, !isLineEnd(byte) { position += 1 }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private func text(_ content: [UInt8], from start: Int) throws(NQuadsError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            throw NQuadsError(
                .invalidUTF8, "the term that starts here holds bytes that are not UTF-8",
                line: line, column: start - lineStart + 1)
        }
        return text
    }

    private func expected(_ wanted: String) -> NQuadsError {
        fault(.syntax, "\(wanted) belongs here")
    }

    private func fault(_ code: NQuadsError.Code, _ reason: String) -> NQuadsError {
        NQuadsError(code, reason, line: line, column: position - lineStart + 1)
    }
}
