import CertAuthority
internal import LinkedData

/// A fault in an SVG document: what and where.
public struct SVGFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong.
    public let reason: String
    /// What to do about it.
    public let remedy: String

    /// `line N: reason; remedy`.
    public var description: String { "line \(line): \(reason); \(remedy)" }
}

/// One piece of an SVG document, as it stands in its bytes.
enum SVGToken {
    /// A start tag, or an empty element's only one.
    struct Tag {
        /// The element's name with its prefix.
        let name: String
        /// The attributes in their order, references resolved.
        let attributes: [(name: String, value: String)]
        let isEmpty: Bool
        let line: Int

        /// The value of an attribute.
        func value(_ name: String) -> String? {
            attributes.first { $0.name.isExactly(name) }?.value
        }
    }

    case start(Tag)
    case end(name: String, line: Int)
    /// Characters, references resolved.
    case text(String)
    /// A comment or the XML declaration.
    case other
}

/// Takes an SVG document apart (XML 1.0, Fifth Edition, without a document type: so there are no
/// entities to grow and nothing is fetched).
struct SVGTokens {
    private let bytes: [UInt8]
    private(set) var position = 0
    private(set) var line = 1
    private var open: [String] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next piece; nil at the end.
    ///
    /// - Throws: ``SVGFault`` where the document is not well-formed or has a document type.
    mutating func next() throws(SVGFault) -> SVGToken? {
        guard position < bytes.count else {
            guard let name = open.last else { return nil }
            throw fault("the document ends within <\(name)>", "close it")
        }
        guard bytes[position] == UInt8(ascii: "<") else { return .text(try text()) }
        if at("<!--") { return try skip(past: "-->") }
        if at("<![CDATA[") { return .text(try characterData()) }
        if at("<?xml ") && position <= 3 { return try skip(past: "?>") }
        if at("<!") {
            throw fault(
                "a document type or another declaration", "remove it; templates have none")
        }
        if at("<?") { throw fault("a processing instruction", "remove it") }
        if at("</") { return try endTag() }
        return try startTag()
    }

    // MARK: Pieces

    private mutating func startTag() throws(SVGFault) -> SVGToken {
        let line = line
        advance(1)
        let name = try name()
        var attributes: [(name: String, value: String)] = []
        while true {
            let hadBlank = skipBlanks()
            if at(">") {
                advance(1)
                open.append(name)
                return .start(
                    .init(name: name, attributes: attributes, isEmpty: false, line: line))
            }
            if at("/>") {
                advance(2)
                return .start(.init(name: name, attributes: attributes, isEmpty: true, line: line))
            }
            guard hadBlank else { throw fault("no blank before an attribute", "add one") }
            let attribute = try self.name()
            _ = skipBlanks()
            guard at("=") else {
                throw fault("no = after \(attribute)", "write \(attribute)=\"…\"")
            }
            advance(1)
            _ = skipBlanks()
            let value = try quoted()
            guard !attributes.contains(where: { $0.name.isExactly(attribute) }) else {
                throw fault("\(attribute) occurs twice in <\(name)>", "keep one")
            }
            attributes.append((attribute, value))
        }
    }

    private mutating func endTag() throws(SVGFault) -> SVGToken {
        let line = line
        advance(2)
        let name = try name()
        _ = skipBlanks()
        guard at(">"), let last = open.popLast(), last.isExactly(name) else {
            throw fault("</\(name)> closes another element than it should", "nest the elements")
        }
        advance(1)
        return .end(name: name, line: line)
    }

    private mutating func quoted() throws(SVGFault) -> String {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") || at("'") else {
            throw fault("a value without quotation marks", "put it in quotation marks")
        }
        let mark = bytes[position]
        advance(1)
        guard let end = bytes[position...].firstIndex(of: mark) else {
            throw fault("a value that does not end", "close its quotation marks")
        }
        let raw = bytes[position..<end]
        guard !raw.contains(UInt8(ascii: "<")) else { throw fault("< in a value", "write &lt;") }
        let value = try resolved(raw)
        advance(raw.count + 1)
        return value
    }

    private mutating func text() throws(SVGFault) -> String {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        let value = try resolved(bytes[position..<end])
        if open.isEmpty, !value.allSatisfy(\.isWhitespace) {
            throw fault("text outside of the document", "remove it")
        }
        advance(end - position)
        return value
    }

    private mutating func characterData() throws(SVGFault) -> String {
        let start = position + 9
        _ = try skip(past: "]]>")
        return try checked(bytes[start..<(position - 3)])
    }

    private mutating func skip(past mark: String) throws(SVGFault) -> SVGToken {
        guard let range = bytes[position...].firstRange(of: Array(mark.utf8)) else {
            throw fault("no \(mark) to the end", "add it")
        }
        advance(range.upperBound - position)
        return .other
    }

    private mutating func name() throws(SVGFault) -> String {
        let start = position
        while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
        guard position > start else { throw fault("no name where one is due", "check the markup") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    // MARK: Bytes

    private static func isNameByte(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte >= 0x80 || ":_-.".utf8.contains(byte)
    }

    private func at(_ mark: String) -> Bool { bytes[position...].starts(with: mark.utf8) }

    private mutating func skipBlanks() -> Bool {
        let start = position
        while position < bytes.count, " \t\r\n".utf8.contains(bytes[position]) { advance(1) }
        return position > start
    }

    private mutating func advance(_ count: Int) {
        for byte in bytes[position..<(position + count)] where byte == UInt8(ascii: "\n") {
            line += 1
        }
        position += count
    }

    private func checked(_ raw: ArraySlice<UInt8>) throws(SVGFault) -> String {
        guard let text = String(validating: raw, as: UTF8.self) else {
            throw fault("bytes that are not UTF-8", "save the file as UTF-8")
        }
        guard
            text.unicodeScalars.allSatisfy({ scalar in
                scalar.value >= 0x20
                    ? scalar.value < 0xFFFE || scalar.value > 0xFFFF
                    : "\t\r\n".unicodeScalars.contains(scalar)
            })
        else { throw fault("a control character", "remove it") }
        return text
    }

    private func resolved(_ raw: ArraySlice<UInt8>) throws(SVGFault) -> String {
        let text = try checked(raw)
        guard raw.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            guard let end = rest[ampersand...].firstIndex(of: ";") else {
                throw fault("& without a reference", "write &amp;")
            }
            let name = rest[rest.index(after: ampersand)..<end]
            guard let character = Self.character(name) else {
                throw fault("an unknown reference &\(name);", "write the character itself")
            }
            result.unicodeScalars.append(character)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func character(_ name: Substring) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.first == "#", name.utf8.count <= 8 else { return nil }
            let digits = name.dropFirst()
            let value =
                digits.first == "x"
                ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
            guard let value, value >= 0x20 || value == 9 || value == 10 || value == 13 else {
                return nil
            }
            return Unicode.Scalar(value)
        }
    }

    private func fault(_ reason: String, _ remedy: String) -> SVGFault {
        SVGFault(line: line, reason: reason, remedy: remedy)
    }
}
