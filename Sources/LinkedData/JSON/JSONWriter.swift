extension JSON {
    /// The document as UTF-8 bytes without white space, members in their own order.
    ///
    /// Strings and numbers are written as in RFC 8785, so only member order sets this apart from
    /// the canonical form.
    public func compactBytes() -> [UInt8] {
        var writer = JSONWriter(canonical: false, indent: nil)
        writer.write(self, depth: 0)
        return writer.output
    }

    /// The document as text for people: two spaces a level, members in their own order, a newline
    /// at the end.
    public func prettyText() -> String {
        var writer = JSONWriter(canonical: false, indent: 2)
        writer.write(self, depth: 0)
        return String(decoding: writer.output, as: UTF8.self) + "\n"
    }
}

/// Writes JSON in the forms this library knows; strings and numbers always as RFC 8785 §3.2.2.
struct JSONWriter {
    let canonical: Bool
    let indent: Int?
    var output: [UInt8] = []

    init(canonical: Bool, indent: Int?) {
        self.canonical = canonical
        self.indent = indent
        output.reserveCapacity(2048)
    }

    mutating func write(_ value: JSON, depth: Int) {
        switch value {
        case .null: append("null")
        case .bool(let truth): append(truth ? "true" : "false")
        case .number(let number): append(JSONNumberText.shortest(number))
        case .string(let text): string(text)
        case .array(let elements):
            bracketed("[", "]", count: elements.count, depth: depth) { writer, index in
                writer.write(elements[index], depth: depth + 1)
            }
        case .object(let object):
            let members = canonical ? JSONCanonicalOrder.sorted(object.members) : object.members
            bracketed("{", "}", count: members.count, depth: depth) { writer, index in
                writer.string(members[index].name)
                writer.append(writer.indent == nil ? ":" : ": ")
                writer.write(members[index].value, depth: depth + 1)
            }
        }
    }

    private mutating func bracketed(
        _ open: StaticString, _ close: StaticString, count: Int, depth: Int,
        element: (inout JSONWriter, Int) -> Void
    ) {
        append(open.description)
        for index in 0..<count {
            if index > 0 { append(",") }
            newline(depth + 1)
            element(&self, index)
        }
        if count > 0 { newline(depth) }
        append(close.description)
    }

    private mutating func newline(_ depth: Int) {
        guard let indent else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * indent))
    }

    /// RFC 8785 §3.2.2.2: the two-letter escapes where JSON has them, lower-case `\u00xx` for the
    /// other control characters, everything else as it is.
    private mutating func string(_ text: String) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 0x08: append("\\b")
            case 0x09: append("\\t")
            case 0x0A: append("\\n")
            case 0x0C: append("\\f")
            case 0x0D: append("\\r")
            case 0..<0x20:
                append("\\u00")
                output.append(Self.hexadecimal[Int(byte >> 4)])
                output.append(Self.hexadecimal[Int(byte & 15)])
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
