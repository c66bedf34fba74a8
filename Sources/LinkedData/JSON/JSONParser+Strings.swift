extension JSONParser {
    /// Reads a string from its opening quotation mark to past its closing one (RFC 8259 §7).
    mutating func string() throws(JSONError) -> String {
        let start = position + 1
        let end = plainRun(from: start)
        position = end
        guard let byte = peek else { throw fault("the document ends inside a string") }
        switch byte {
        case UInt8(ascii: "\""):
            position += 1
            return try text(start..<end)
        case UInt8(ascii: "\\"): return try escapedString(from: start)
        default: throw fault("a control character stands in a string")
        }
    }

    /// Where the bytes end that stand for themselves.
    private func plainRun(from start: Int) -> Int {
        let span = bytes.span
        var index = start
        while index < span.count {
            let byte = span[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            index += 1
        }
        return index
    }

    private func text(_ range: Range<Int>) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes.span.extracting(range)))
        } catch {
            throw JSONError(
                .invalidUTF8, "the string holds bytes that are not UTF-8",
                offset: range.lowerBound + error.byteOffsets.lowerBound)
        }
    }

    /// The slow path: puts the string together from plain runs and resolved escapes.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var whole = try text(start..<position)
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return whole
            case UInt8(ascii: "\\"): whole.unicodeScalars.append(try escape())
            case 0..<0x20: throw fault("a control character stands in a string")
            default:
                let end = plainRun(from: position)
                whole += try text(position..<end)
                position = end
            }
        }
        throw fault("the document ends inside a string")
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let letter = peek else { throw fault("the document ends inside a string") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try escapedScalar(from: start)
        default: throw JSONError(.syntax, "no such escape in a string", offset: start)
        }
    }

    /// Resolves `\uXXXX`, or the two of a surrogate pair, whose first backslash is at `start`.
    private mutating func escapedScalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let lone = JSONError(
            .loneSurrogate, "the escape is one half of a surrogate pair", offset: start)
        guard UTF16.isLeadSurrogate(first), peek == UInt8(ascii: "\\") else { throw lone }
        position += 1
        guard peek == UInt8(ascii: "u") else { throw lone }
        position += 1
        let second = try hexadecimalUnit()
        guard UTF16.isTrailSurrogate(second) else { throw lone }
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw lone }
        return scalar
    }

    private mutating func hexadecimalUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = ASCIIHexadecimal.value(of: byte) else {
                throw fault("four hexadecimal digits belong here")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
