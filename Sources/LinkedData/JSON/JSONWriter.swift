extension JSON {
    /// The document as UTF-8 bytes without white space, members in their own order.
    ///
    /// Strings and numbers are written as in RFC 8785, so only member order sets this apart from
    /// the canonical form.
    public func compactBytes() -> [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.take()
    }

    /// The document as text for people: two spaces a level, members in their own order, a newline
    /// at the end.
    public func prettyText() -> String {
        var writer = JSONWriter(.pretty)
        writer.write(self)
        return String(decoding: writer.take(), as: UTF8.self) + "\n"
    }
}

/// Writes JSON token by token: what stands between tokens, and how texts are escaped, is its own
/// affair. A document of any length can be written piece by piece (``take()``).
///
/// Strings and numbers are always written as RFC 8785 §3.2.2 has them. Brackets must be closed in
/// the order in which they were opened, and within an object each value must follow its name; that
/// much is left to the caller.
public struct JSONWriter: Sendable {
    /// How a document is laid out.
    public enum Style: Sendable {
        /// No white space, members in their own order.
        case compact
        /// RFC 8785: as compact, members of values in canonical order.
        case canonical
        /// Two spaces a level.
        case pretty
    }

    private let style: Style
    private var output: [UInt8] = []
    private var depth = 0
    /// True where nothing stands in the innermost brackets yet.
    private var isFirst = true
    /// True where a name was written and its value comes next.
    private var followsName = false

    /// A writer of one document.
    ///
    /// - Parameter capacity: For how many bytes there is room without growing.
    public init(_ style: Style = .compact, capacity: Int = 2048) {
        self.style = style
        output.reserveCapacity(capacity)
    }

    /// How many bytes were written since the last were taken.
    public var count: Int { output.count }

    /// Gives what was written since it was last asked; what is written next goes on from there.
    public mutating func take() -> [UInt8] {
        defer { output = [] }
        return output
    }

    // MARK: Tokens

    /// Opens an object.
    public mutating func beginObject() { begin(UInt8(ascii: "{")) }

    /// Closes the object that was opened last.
    public mutating func endObject() { end(UInt8(ascii: "}")) }

    /// Opens an array.
    public mutating func beginArray() { begin(UInt8(ascii: "[")) }

    /// Closes the array that was opened last.
    public mutating func endArray() { end(UInt8(ascii: "]")) }

    /// Writes the name of a member, whose value must follow.
    public mutating func name(_ name: String) {
        separate()
        quoted(name)
        output.append(UInt8(ascii: ":"))
        if style == .pretty { output.append(UInt8(ascii: " ")) }
        followsName = true
    }

    /// Writes a text.
    public mutating func string(_ text: String) {
        separate()
        quoted(text)
    }

    /// Writes a value with all that is in it.
    public mutating func write(_ value: JSON) {
        switch value {
        case .null: token("null")
        case .bool(let truth): token(truth ? "true" : "false")
        case .number(let number): token(JSONNumberText.shortest(number))
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { write(element) }
            endArray()
        case .object(let object): write(object)
        }
    }

    /// Writes an object with all that is in it.
    public mutating func write(_ object: JSONObject) {
        beginObject()
        writeMembers(of: object)
        endObject()
    }

    /// Writes the members of an object among those of the object that is open.
    public mutating func writeMembers(of object: JSONObject) {
        let members = object.members
        if style == .canonical, let order = JSONCanonicalOrder.order(of: members) {
            for place in order { write(members[place]) }
        } else {
            for member in members { write(member) }
        }
    }

    private mutating func write(_ member: JSONObject.Member) {
        name(member.name)
        write(member.value)
    }

    // MARK: Bytes

    private mutating func begin(_ bracket: UInt8) {
        separate()
        output.append(bracket)
        depth += 1
        isFirst = true
    }

    private mutating func end(_ bracket: UInt8) {
        depth -= 1
        if !isFirst { newline() }
        output.append(bracket)
        isFirst = false
    }

    private mutating func token(_ text: String) {
        separate()
        output.append(contentsOf: text.utf8)
    }

    /// Writes what stands between the token before and the next.
    private mutating func separate() {
        if followsName {
            followsName = false
            return
        }
        guard depth > 0 else { return }
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        newline()
    }

    private mutating func newline() {
        guard style == .pretty else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    /// RFC 8785 §3.2.2.2: the two-letter escapes where JSON has them, lower-case `\u00xx` for the
    /// other control characters, everything else as it is.
    private mutating func quoted(_ text: String) {
        output.append(UInt8(ascii: "\""))
        if Self.isPlain(text) {
            output.append(contentsOf: text.utf8)
        } else {
            for byte in text.utf8 {
                if Self.needsEscape(byte) { escape(byte) } else { output.append(byte) }
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        // No early exit, so that the compiler looks at many bytes at a time.
        var found: UInt8 = 0
        for index in bytes.indices { found |= needsEscape(bytes[index]) ? 1 : 0 }
        return found == 0
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        default:
            output.append(contentsOf: "u00".utf8)
            output.append(ASCIIHexadecimal.lowercase[Int(byte >> 4)])
            output.append(ASCIIHexadecimal.lowercase[Int(byte & 15)])
        }
    }
}

/// Members of an object that were written once, compactly, to stand in many documents.
public struct WrittenMembers: Sendable {
    /// As they stand between the brackets; empty where there are none.
    fileprivate let bytes: [UInt8]

    /// Writes the members of an object.
    public init(_ object: JSONObject) {
        var writer = JSONWriter()
        writer.write(object)
        bytes = Array(writer.take().dropFirst().dropLast())
    }
}

extension JSONWriter {
    /// Writes members that were written before among those of the object that is open; only where
    /// the style is compact.
    public mutating func writeMembers(_ members: WrittenMembers) {
        guard !members.bytes.isEmpty else { return }
        separate()
        output.append(contentsOf: members.bytes)
    }

    /// Writes a piece of a compact document as it is, for templates.
    mutating func append(_ piece: ArraySlice<UInt8>) { output.append(contentsOf: piece) }

    /// Writes a text that stands in a template, whose pieces have what is to stand around it.
    mutating func fill(_ text: String) { quoted(text) }
}
