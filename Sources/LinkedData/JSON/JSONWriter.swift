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
            let members = object.members
            let order = canonical ? JSONCanonicalOrder.order(of: members) : nil
            bracketed("{", "}", count: members.count, depth: depth) { writer, index in
                let place = order?[index] ?? index
                writer.string(members[place].name)
                writer.output.append(UInt8(ascii: ":"))
                if writer.indent != nil { writer.output.append(UInt8(ascii: " ")) }
                writer.write(members[place].value, depth: depth + 1)
            }
        }
    }

    private mutating func bracketed(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, count: Int, depth: Int,
        element: (inout JSONWriter, Int) -> Void
    ) {
        output.append(UInt8(ascii: open))
        for index in 0..<count {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newline(depth + 1)
            element(&self, index)
        }
        if count > 0 { newline(depth) }
        output.append(UInt8(ascii: close))
    }

    private mutating func newline(_ depth: Int) {
        guard let indent else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * indent))
    }

    /// RFC 8785 §3.2.2.2: the two-letter escapes where JSON has them, lower-case `\u00xx` for the
    /// other control characters, everything else as it is.
    mutating func string(_ text: String) {
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
            append("u00")
            output.append(ASCIIHexadecimal.lowercase[Int(byte >> 4)])
            output.append(ASCIIHexadecimal.lowercase[Int(byte & 15)])
        }
    }

    private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }
}
