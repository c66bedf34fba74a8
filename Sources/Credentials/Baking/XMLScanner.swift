/// Reads an XML document (XML 1.0, fifth edition) tag by tag, as strictly as a document without
/// declarations can be read: a document type may name an external DTD, which is never fetched, and
/// may declare nothing itself; no entities but the five that need none, UTF-8 only.
///
/// Whether tags match is for the one who asks.
struct XMLScanner {
    /// What stands next to what.
    enum Token {
        case start(StartTag)
        case end(name: ArraySlice<UInt8>)
        /// Characters, with references resolved.
        case text([UInt8])
        /// A CDATA section's characters.
        case literal([UInt8])
    }

    /// The beginning of an element.
    struct StartTag {
        let name: ArraySlice<UInt8>
        /// In the order written; no name twice.
        let attributes: [(name: ArraySlice<UInt8>, value: [UInt8])]
        /// True where it is the end too.
        let isEmpty: Bool
        /// Where the tag's `<` stands.
        let start: Int
    }

    /// The most attributes that an element may have.
    private static let attributeLimit = 256

    let bytes: [UInt8]
    private(set) var offset = 0
    /// True from the document type or the first tag on: neither comes after that.
    private var isPastProlog = false

    /// Checks the characters of a document (§2.2).
    ///
    /// - Throws: ``BakingError`` with the code `notAnImage` or `malformed`.
    init(_ document: [UInt8]) throws(BakingError) {
        guard String(validating: document, as: UTF8.self) != nil else {
            throw BakingError(.notAnImage, "the file is not in UTF-8")
        }
        bytes = document
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        for index in bytes.indices {
            let byte = bytes[index]
            let isControl = byte < 0x20 && !BakedCredential.isSpace(byte)
            // U+FFFE and U+FFFF.
            let isNone =
                byte == 0xEF && index + 2 < bytes.count && bytes[index + 1] == 0xBF
                && bytes[index + 2] >= 0xBE
            guard !isControl, !isNone else {
                throw BakingError(.malformed, "no XML document has the character at byte \(index)")
            }
        }
        if matches("<?xml"), offset + 5 < bytes.count, BakedCredential.isSpace(bytes[offset + 5]) {
            try declaration()
        }
    }

    /// The next token, or nil at the end; comments and processing instructions are passed over.
    mutating func next() throws(BakingError) -> Token? {
        while offset < bytes.count {
            guard bytes[offset] == UInt8(ascii: "<") else { return .text(try characters()) }
            if matches("<!--") {
                try comment()
            } else if matches("<![CDATA[") {
                let content = try pass("<![CDATA[", until: "]]>", "CDATA section")
                return .literal(Self.lines(content))
            } else if matches("<!") {
                try documentType()
            } else if matches("<?") {
                let content = try pass("<?", until: "?>", "processing instruction")
                let target = content.prefix { !BakedCredential.isSpace($0) }
                guard Self.isName(target), Self.lowercased(target) != Array("xml".utf8) else {
                    throw fault("a processing instruction with no proper name ends")
                }
            } else {
                return matches("</") ? try endTag() : .start(try startTag())
            }
        }
        return nil
    }

    // MARK: Markup

    /// Passes `<?xml … ?>` over (§2.8), which may name no other encoding than UTF-8.
    private mutating func declaration() throws(BakingError) {
        let content = Self.lowercased(try pass("<?xml", until: "?>", "XML declaration"))
        let text = String(decoding: content, as: UTF8.self)
        guard let named = text.split(separator: "encoding", maxSplits: 1).dropFirst().first else {
            return
        }
        let name = named.drop { $0 == " " || $0 == "=" }.dropFirst().prefix {
            $0 != "\"" && $0 != "'"
        }
        // Most encodings write ASCII as UTF-8 does.
        let isASCII =
            (name.hasPrefix("iso-8859-") || name.hasPrefix("windows-"))
            && bytes.allSatisfy { $0 < 0x80 }
        guard ["utf-8", "us-ascii"].contains(name) || isASCII else {
            throw BakingError(
                .notAnImage, "the file says to be in \(name.prefix(40)); save it in UTF-8")
        }
    }

    /// Passes `<!DOCTYPE svg PUBLIC "…" "…">` over (§2.8, §4.2.2), as drawing programs write it. One
    /// that declares something of its own could change what the document says, and is refused.
    private mutating func documentType() throws(BakingError) {
        let start = offset
        guard matches("<!DOCTYPE"), !isPastProlog else {
            throw BakingError(
                .malformed, "a declaration stands where none belongs, at byte \(start)")
        }
        isPastProlog = true
        offset += 9
        guard space() else { throw fault("the document type has no name") }
        _ = try name()
        let hadSpace = space()
        let identifiers = matches("PUBLIC") ? 2 : matches("SYSTEM") ? 1 : 0
        if identifiers > 0 {
            guard hadSpace else { throw fault("no white space stands within the document type") }
            offset += 6
            for _ in 0..<identifiers {
                guard space() else { throw fault("no white space stands within the document type") }
                try literal()
            }
            space()
        }
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ">") else {
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "[") else {
                throw fault("the document type does not end")
            }
            throw BakingError(
                .forbidden,
                "the document type at byte \(start) \(declared); save the image without it, as this "
                    + "service reads no declarations")
        }
        offset += 1
    }

    /// What an internal subset declares, as far as its first entity.
    private var declared: String {
        let keyword = Array("<!ENTITY".utf8)
        guard let place = bytes[offset...].firstRange(of: keyword) else {
            return "has declarations of its own"
        }
        let rest = bytes[place.upperBound...].drop { BakedCredential.isSpace($0) || $0 == 0x25 }
        let name = String(decoding: rest.prefix(while: Self.isNameByte).prefix(60), as: UTF8.self)
        return "declares the entity \"\(name)\""
    }

    /// A text in quotation marks.
    private mutating func literal() throws(BakingError) {
        guard offset < bytes.count,
            bytes[offset] == UInt8(ascii: "\"") || bytes[offset] == UInt8(ascii: "'"),
            let end = bytes[(offset + 1)...].firstIndex(of: bytes[offset])
        else { throw fault("an identifier of the document type has no quotation marks") }
        offset = end + 1
    }

    private mutating func comment() throws(BakingError) {
        let start = offset
        let content = try pass("<!--", until: "--", "comment")
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ">") else {
            throw BakingError(
                .malformed,
                "two hyphens stand within the comment at byte \(start), after \(content.count) bytes"
            )
        }
        offset += 1
    }

    private mutating func endTag() throws(BakingError) -> Token {
        offset += 2
        let name = try name()
        space()
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ">") else {
            throw fault("an end tag is not closed")
        }
        offset += 1
        return .end(name: name)
    }

    private mutating func startTag() throws(BakingError) -> StartTag {
        let start = offset
        isPastProlog = true
        offset += 1
        let name = try name()
        var attributes: [(name: ArraySlice<UInt8>, value: [UInt8])] = []
        while true {
            let hadSpace = space()
            guard offset < bytes.count else { throw fault("a tag is not closed") }
            if bytes[offset] == UInt8(ascii: ">") {
                offset += 1
                return StartTag(name: name, attributes: attributes, isEmpty: false, start: start)
            }
            if matches("/>") {
                offset += 2
                return StartTag(name: name, attributes: attributes, isEmpty: true, start: start)
            }
            guard hadSpace else { throw fault("no white space stands before an attribute") }
            let attribute = try attribute()
            guard !attributes.contains(where: { $0.name.elementsEqual(attribute.name) }) else {
                throw fault("an attribute stands twice in one tag")
            }
            guard attributes.count < Self.attributeLimit else {
                throw BakingError(
                    .tooLarge,
                    "the tag at byte \(start) has more than \(Self.attributeLimit) attributes")
            }
            attributes.append(attribute)
        }
    }

    private mutating func attribute() throws(BakingError) -> (
        name: ArraySlice<UInt8>, value: [UInt8]
    ) {
        let name = try name()
        space()
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "=") else {
            throw fault("an attribute has no value")
        }
        offset += 1
        space()
        guard offset < bytes.count,
            bytes[offset] == UInt8(ascii: "\"") || bytes[offset] == UInt8(ascii: "'")
        else { throw fault("an attribute's value has no quotation marks") }
        let quote = bytes[offset]
        offset += 1
        var value: [UInt8] = []
        while offset < bytes.count, bytes[offset] != quote {
            switch bytes[offset] {
            case UInt8(ascii: "<"): throw fault("a < stands in an attribute's value")
            case UInt8(ascii: "&"): value += try reference()
            case let byte:
                // White space is normalised (§3.3.3).
                value.append(BakedCredential.isSpace(byte) ? 0x20 : byte)
                offset += 1
            }
        }
        guard offset < bytes.count else { throw fault("an attribute's value is not closed") }
        offset += 1
        return (name, value)
    }

    // MARK: Characters

    private mutating func characters() throws(BakingError) -> [UInt8] {
        var text: [UInt8] = []
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "<") {
            if bytes[offset] == UInt8(ascii: "&") {
                text += try reference()
            } else if matches("]]>") {
                throw fault("]]> stands outside of a CDATA section")
            } else if bytes[offset] == 0x0D {
                if offset + 1 == bytes.count || bytes[offset + 1] != 0x0A { text.append(0x0A) }
                offset += 1
            } else {
                text.append(bytes[offset])
                offset += 1
            }
        }
        return text
    }

    /// Line ends as every XML reader hands them on (§2.11).
    private static func lines(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.contains(0x0D) else { return Array(bytes) }
        var result: [UInt8] = []
        for index in bytes.indices {
            if bytes[index] != 0x0D {
                result.append(bytes[index])
            } else if index + 1 == bytes.endIndex || bytes[index + 1] != 0x0A {
                result.append(0x0A)
            }
        }
        return result
    }

    /// A character reference or one of the five entities that need no declaration (§4.1, §4.6).
    private mutating func reference() throws(BakingError) -> [UInt8] {
        let start = offset
        guard let end = bytes[start...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
            throw fault("a & begins no reference")
        }
        let name = String(decoding: bytes[start + 1..<end], as: UTF8.self)
        offset = end + 1
        switch name {
        case "amp": return [UInt8(ascii: "&")]
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        default: break
        }
        guard name.hasPrefix("#") else {
            throw BakingError(
                .forbidden,
                "the entity \"&\(name);\" at byte \(start) is none of the five that need no declaration, "
                    + "and this service reads no declarations")
        }
        let digits = name.dropFirst()
        let value =
            digits.first == "x"
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
        guard let value, !name.contains("+"), value >= 0x20 || [9, 10, 13].contains(value),
            value != 0xFFFE, value != 0xFFFF, let scalar = Unicode.Scalar(value)
        else {
            throw BakingError(.malformed, "the reference at byte \(start) stands for no character")
        }
        return Array(String(Character(scalar)).utf8)
    }

    // MARK: Steps

    private func matches(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[offset...].starts(with: $0) }
    }

    /// White space; true where there was any.
    @discardableResult
    private mutating func space() -> Bool {
        let start = offset
        while offset < bytes.count, BakedCredential.isSpace(bytes[offset]) { offset += 1 }
        return offset > start
    }

    private mutating func name() throws(BakingError) -> ArraySlice<UInt8> {
        let start = offset
        while offset < bytes.count, Self.isNameByte(bytes[offset]) { offset += 1 }
        let name = bytes[start..<offset]
        guard Self.isName(name) else { throw fault("a tag or an attribute has no proper name") }
        return name
    }

    /// What stands between two marks; the place behind the second is next.
    private mutating func pass(
        _ opening: StaticString, until closing: StaticString, _ what: String
    ) throws(BakingError) -> ArraySlice<UInt8> {
        let start = offset + opening.utf8CodeUnitCount
        let begun = offset
        offset = start
        let first = closing.utf8Start.pointee
        while offset < bytes.count {
            if bytes[offset] == first, matches(closing) {
                let content = bytes[start..<offset]
                offset += closing.utf8CodeUnitCount
                return content
            }
            offset += 1
        }
        throw BakingError(.malformed, "the \(what) at byte \(begun) does not end")
    }

    private func fault(_ what: String) -> BakingError {
        BakingError(.malformed, "\(what), at byte \(offset)")
    }

    /// Letters of other scripts are all taken: what they may be is no concern here.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        isNameStart(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
            || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        guard let first = name.first else { return false }
        return isNameStart(first) && name.allSatisfy(isNameByte)
    }

    private static func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
