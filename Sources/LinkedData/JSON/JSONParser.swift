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
struct JSONParser {
    let bytes: [UInt8]
    let depthLimit: Int
    var position = 0
    var depth = 0

    init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func document() throws(JSONError) -> JSON {
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw fault("a byte order mark stands before the document")
        }
        skipSpace()
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw fault("more text follows the document") }
        return value
    }

    private mutating func value() throws(JSONError) -> JSON {
        guard let byte = peek else { throw fault("the document ends where a value belongs") }
        switch byte {
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
                let name = try memberName()
                members.append(JSONObject.Member(name: name, value: try value()))
            } while try separator(closing: UInt8(ascii: "}"))
        }
        depth -= 1
        guard let object = JSONObject(uniqueMembers: members) else {
            throw duplicate(among: members, ofObjectAt: start)
        }
        return .object(object)
    }

    /// Reads a name, the colon and the space around both.
    private mutating func memberName() throws(JSONError) -> String {
        skipSpace()
        guard peek == UInt8(ascii: "\"") else { throw fault("a member's name belongs here") }
        let name = try string()
        skipSpace()
        guard peek == UInt8(ascii: ":") else { throw fault("a colon belongs here") }
        position += 1
        skipSpace()
        return name
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
        guard byte == UInt8(ascii: ",") || byte == bracket else {
            throw fault("a comma or the closing bracket belongs here")
        }
        position += 1
        return byte != bracket
    }

    private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let expected = word.description.utf8
        guard bytes[position...].starts(with: expected) else { throw fault("a value belongs here") }
        position += expected.count
        return value
    }

    /// The error for a repeated name. Only here does the place of each name matter, so the object
    /// is read once more up to the repetition instead of every object keeping offsets.
    private func duplicate(
        among members: [JSONObject.Member], ofObjectAt start: Int
    ) -> JSONError {
        var seen = Set<ExactString>()
        var again = self
        again.position = start + 1
        for member in members {
            again.skipSpace()
            guard seen.insert(ExactString(member.name)).inserted else {
                return JSONError(
                    .duplicateName,
                    "the object names \"\(member.name.prefix(80))\" more than once",
                    offset: again.position)
            }
            guard (try? again.memberName()) != nil, (try? again.value()) != nil,
                (try? again.separator(closing: UInt8(ascii: "}"))) != nil
            else { break }
        }
        return JSONError(.duplicateName, "the object has a name more than once", offset: start)
    }
}

extension JSONParser {
    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    func fault(_ reason: String) -> JSONError {
        JSONError(.syntax, reason, offset: position)
    }
}
