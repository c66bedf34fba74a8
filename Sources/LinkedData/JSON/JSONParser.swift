extension JSON {
    /// Reads one JSON document from its UTF-8 bytes.
    ///
    /// - Parameters:
    ///   - bytes: The whole document; white space around it is allowed, a byte order mark is not.
    ///   - limits: Bounds on size and depth.
    /// - Throws: ``JSONError`` with the offset of the first byte at fault.
    public static func parse(
        _ bytes: [UInt8], limits: JSONLimits = .standard
    ) throws(JSONError) -> JSON {
        guard bytes.count <= limits.bytes else {
            throw JSONError(
                .tooLarge, "the document has \(bytes.count) bytes, the limit is \(limits.bytes)",
                offset: limits.bytes)
        }
        var parser = JSONParser(bytes: bytes, depthLimit: limits.depth)
        return try parser.document()
    }

    /// Reads one JSON document from text; offsets in errors count UTF-8 bytes.
    ///
    /// - Throws: ``JSONError`` as for bytes.
    public static func parse(
        _ text: String, limits: JSONLimits = .standard
    ) throws(JSONError) -> JSON {
        try parse(Array(text.utf8), limits: limits)
    }
}

/// A recursive-descent reader over bytes; the depth bound keeps the stack bounded.
private struct JSONParser {
    let bytes: [UInt8]
    let depthLimit: Int
    var position = 0
    var depth = 0

    init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func document() throws(JSONError) -> JSON {
        skipSpace()
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw fault("more text follows the document") }
        return value
    }

    private mutating func value() throws(JSONError) -> JSON {
        guard position < bytes.count else { throw fault("the document ends where a value belongs") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw fault("a value belongs here")
        }
    }

    private mutating func object() throws(JSONError) -> JSON {
        let start = position
        try enter()
        var members: [JSONObject.Member] = []
        if !closes(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard peek == UInt8(ascii: "\"") else {
                    throw fault("a member's name belongs here")
                }
                let name = try string()
                skipSpace()
                guard peek == UInt8(ascii: ":") else { throw fault("a colon belongs here") }
                position += 1
                skipSpace()
                members.append(JSONObject.Member(name: name, value: try value()))
            } while try separator(closing: UInt8(ascii: "}"))
        }
        depth -= 1
        guard let object = JSONObject(uniqueMembers: members) else {
            throw JSONError(
                .duplicateName, "the object names \(repeated(members)) more than once",
                offset: start)
        }
        return .object(object)
    }

    private mutating func array() throws(JSONError) -> JSON {
        try enter()
        var elements: [JSON] = []
        if !closes(UInt8(ascii: "]")) {
            repeat {
                skipSpace()
                elements.append(try value())
            } while try separator(closing: UInt8(ascii: "]"))
        }
        depth -= 1
        return .array(elements)
    }

    private mutating func enter() throws(JSONError) {
        guard depth < depthLimit else {
            throw JSONError(
                .tooDeep, "arrays and objects nest deeper than \(depthLimit) levels",
                offset: position)
        }
        depth += 1
        position += 1
        skipSpace()
    }

    private mutating func closes(_ bracket: UInt8) -> Bool {
        guard peek == bracket else { return false }
        position += 1
        return true
    }

    /// True after a comma, false after the closing bracket.
    private mutating func separator(closing bracket: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard let byte = peek else { throw fault("the document ends inside an array or object") }
        position += 1
        if byte == UInt8(ascii: ",") { return true }
        if byte == bracket { return false }
        position -= 1
        throw fault("a comma or the closing bracket belongs here")
    }

    private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let expected = Array(word.description.utf8)
        guard bytes[position...].starts(with: expected) else { throw fault("a value belongs here") }
        position += expected.count
        return value
    }

    private mutating func string() throws(JSONError) -> String {
        let start = position + 1
        position = start
        var ascii: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let text = try text(start..<position, isASCII: ascii < 0x80)
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw fault("a control character stands in a string") }
            ascii |= byte
            position += 1
        }
        throw fault("the document ends inside a string")
    }

    private func text(_ range: Range<Int>, isASCII: Bool) throws(JSONError) -> String {
        if isASCII { return String(decoding: bytes[range], as: UTF8.self) }
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw JSONError(
                .invalidUTF8, "the string holds bytes that are not UTF-8",
                offset: range.lowerBound)
        }
        return text
    }

    /// The slow path: copies the string while resolving its escapes.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var copied = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                guard let text = String(validating: copied, as: UTF8.self) else {
                    throw JSONError(
                        .invalidUTF8, "the string holds bytes that are not UTF-8", offset: start)
                }
                return text
            }
            if byte == UInt8(ascii: "\\") {
                let scalar = try escape()
                copied.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
                continue
            }
            guard byte >= 0x20 else { throw fault("a control character stands in a string") }
            copied.append(byte)
            position += 1
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
        case UInt8(ascii: "u"): break
        default: throw JSONError(.syntax, "no such escape in a string", offset: start)
        }
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
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("four hexadecimal digits belong here")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private mutating func number() throws(JSONError) -> Double {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        if peek == UInt8(ascii: "0") { position += 1 } else { try digits() }
        let integerEnd = position
        if peek == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if position == integerEnd, let integer = Int32(text), integer != 0 {
            return Double(integer)
        }
        guard let value = Double(text), value.isFinite else {
            throw JSONError(.numberRange, "the number is beyond a double's range", offset: start)
        }
        return value
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            position += 1
        }
        guard position > start else { throw fault("a digit belongs here") }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private func fault(_ reason: String) -> JSONError {
        JSONError(.syntax, reason, offset: position)
    }

    private func repeated(_ members: [JSONObject.Member]) -> String {
        var seen = Set<ExactString>()
        let name = members.first { !seen.insert(ExactString($0.name)).inserted }?.name ?? ""
        return "\"\(name.prefix(80))\""
    }
}
