/// A form as browsers send it, `multipart/form-data` (RFC 7578, RFC 2046 §5.1): read strictly,
/// within bounds, and in time proportional to its length.
///
/// What no browser sends is refused: a preamble, folded or foreign header lines, a transfer
/// encoding, bytes behind the end.
struct MultipartForm: Sendable {
    /// One field of a form.
    struct Part: Sendable, Equatable {
        /// The field's name.
        let name: String
        /// The name of the file, where it is one; empty where none was chosen.
        let fileName: String?
        /// What was typed, or the file's bytes.
        let bytes: [UInt8]
    }

    /// Why a body is no form.
    struct Fault: Error, Equatable, CustomStringConvertible {
        /// What was found.
        let reason: String
        /// Where: the offset in bytes from the start of the body.
        let offset: Int

        var description: String { "\(reason) (at byte \(offset))" }
    }

    /// The fields in their order.
    let parts: [Part]

    private static let mostParts = 8
    private static let longestHeaders = 2048
    private static let longestBoundary = 70

    /// The boundary that a `Content-Type` names, or nil where it is another type or the boundary is
    /// not one.
    static func boundary(_ contentType: String) -> [UInt8]? {
        let pieces = contentType.utf8.split(
            separator: UInt8(ascii: ";"), omittingEmptySubsequences: false
        ).map(trimmed)
        guard let type = pieces.first, lowered(type) == Array("multipart/form-data".utf8) else {
            return nil
        }
        let name = Array("boundary=".utf8)
        let found = pieces.dropFirst().filter { lowered(Array($0.prefix(name.count))) == name }
        guard found.count == 1, let parameter = found.first else { return nil }
        var value = parameter.dropFirst(name.count)
        if value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\""), value.count >= 2 {
            value = value.dropFirst().dropLast()
        }
        guard (1...longestBoundary).contains(value.count), value.allSatisfy(isBoundaryByte),
            value.last != UInt8(ascii: " ")
        else { return nil }
        return Array(value)
    }

    /// Reads a body.
    ///
    /// - Throws: ``Fault`` with the place in the body.
    init(_ body: [UInt8], boundary: [UInt8]) throws(Fault) {
        let delimiter = Array("\r\n--".utf8) + boundary
        var reader = Reader(body: body, position: 0)
        guard reader.skip(delimiter.dropFirst(2)) else {
            throw Fault(reason: "the body does not begin with its boundary", offset: 0)
        }
        var parts: [Part] = []
        while !reader.skip("--".utf8) {
            guard reader.skip("\r\n".utf8) else {
                throw Fault(reason: "something follows a boundary", offset: reader.position)
            }
            guard parts.count < Self.mostParts else {
                throw Fault(
                    reason: "more than \(Self.mostParts) fields", offset: reader.position)
            }
            parts.append(try Self.part(&reader, delimiter))
        }
        _ = reader.skip("\r\n".utf8)
        guard reader.position == body.count else {
            throw Fault(reason: "bytes follow the end", offset: reader.position)
        }
        self.parts = parts
    }

    /// The first field of that name.
    func part(_ name: String) -> Part? { parts.first { $0.name == name } }

    // MARK: Parts

    private static func part(
        _ reader: inout Reader, _ delimiter: [UInt8]
    ) throws(Fault) -> Part {
        let start = reader.position
        var disposition: [UInt8]?
        while !reader.skip("\r\n".utf8) {
            let lineStart = reader.position
            guard let line = reader.line(), reader.position - start <= longestHeaders else {
                throw Fault(reason: "the header of a field is too long", offset: start)
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                throw Fault(reason: "a header line without a colon", offset: lineStart)
            }
            switch String(decoding: lowered(Array(line[..<colon])), as: UTF8.self) {
            case "content-disposition" where disposition == nil:
                disposition = Array(line[(colon + 1)...])
            // What the type of a file is, its bytes tell.
            case "content-type": break
            default: throw Fault(reason: "a header that forms do not have", offset: lineStart)
            }
        }
        guard let disposition, let (name, fileName) = names(disposition) else {
            throw Fault(reason: "a field without a name", offset: start)
        }
        let content = reader.position
        guard let bytes = reader.upTo(delimiter) else {
            throw Fault(reason: "a field is cut short", offset: content)
        }
        return Part(name: name, fileName: fileName, bytes: bytes)
    }

    /// The names in ` form-data; name="text"; filename="badge.png"`. Browsers write a quotation mark
    /// in a name as `%22`, so none is escaped otherwise.
    private static func names(_ disposition: [UInt8]) -> (name: String, fileName: String?)? {
        var reader = Reader(body: disposition, position: 0)
        reader.skipSpaces()
        guard reader.skip("form-data".utf8) else { return nil }
        var names: [String: String] = [:]
        while reader.position < disposition.count {
            guard reader.skip(";".utf8) else { return nil }
            reader.skipSpaces()
            let key = reader.skip("name=\"".utf8) ? "name" : "filename"
            guard key == "name" || reader.skip("filename=\"".utf8),
                let value = reader.upTo([UInt8(ascii: "\"")]), names[key] == nil,
                let text = String(validating: value, as: UTF8.self)
            else { return nil }
            names[key] = text
        }
        return names["name"].map { ($0, names["filename"]) }
    }

    // MARK: Bytes

    private static func trimmed(_ bytes: Substring.UTF8View) -> [UInt8] {
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 9 }
        var rest = Array(bytes.drop(while: isSpace))
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }

    private static func lowered(_ bytes: [UInt8]) -> [UInt8] {
        bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }

    /// `bchars` of RFC 2046 §5.1.1.
    private static func isBoundaryByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "'()+_,-./:=? ".utf8.contains(byte)
        }
    }

    /// A place in some bytes.
    private struct Reader {
        let body: [UInt8]
        var position: Int

        /// True, and past them, where these bytes come next.
        mutating func skip(_ expected: some Collection<UInt8>) -> Bool {
            guard body.count - position >= expected.count,
                body[position..<(position + expected.count)].elementsEqual(expected)
            else { return false }
            position += expected.count
            return true
        }

        mutating func skipSpaces() {
            while position < body.count, body[position] == UInt8(ascii: " ") { position += 1 }
        }

        /// A line without its end, or nil where none ends.
        mutating func line() -> [UInt8]? { upTo([13, 10], within: longestHeaders) }

        /// The bytes before the next occurrence, and past it; nil where there is none.
        ///
        /// The first byte of what is looked for occurs in it once only, so each byte of the body
        /// is looked at twice at most.
        mutating func upTo(_ end: [UInt8], within limit: Int = .max) -> [UInt8]? {
            let start = position
            var index = position
            let last = min(body.count, limit == .max ? .max : start + limit) - end.count
            while index <= last {
                if body[index] == end[0],
                    body[index..<(index + end.count)].elementsEqual(end)
                {
                    position = index + end.count
                    return Array(body[start..<index])
                }
                index += 1
            }
            return nil
        }
    }
}
