/// Reads a part of a workbook (XML 1.0, fifth edition) tag by tag: UTF-8 or UTF-16, no document
/// type, and so no entities but the five that need none. Names are given without their prefix.
///
/// Not a general reader of XML: what a workbook's parts never need is refused.
struct PartReader {
    /// The beginning of an element.
    struct Tag {
        /// The name without its prefix.
        let name: ArraySlice<UInt8>
        fileprivate let attributes: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)]
        fileprivate let path: String

        /// Whether the element is called so.
        func isCalled(_ name: StaticString) -> Bool { self.name.isText(name) }

        /// An attribute's value with its references resolved; nil where there is none of that name.
        func attribute(_ name: StaticString) throws(WorkbookError) -> [UInt8]? {
            guard let raw = raw(name) else { return nil }
            return try PartReader.resolved(raw, path)
        }

        /// An attribute as text.
        func text(_ name: StaticString) throws(WorkbookError) -> String? {
            try attribute(name).map { String(decoding: $0, as: UTF8.self) }
        }

        /// An attribute's value as it stands there.
        func raw(_ name: StaticString) -> ArraySlice<UInt8>? {
            attributes.first { $0.name.isText(name) }?.value
        }
    }

    /// What stands next to what.
    enum Token {
        /// An element begins; one that is empty ends with the next token.
        case start(Tag)
        /// An element ends; its name without the prefix.
        case end(ArraySlice<UInt8>)
        /// Characters, references resolved.
        case text([UInt8])
    }

    private let bytes: [UInt8]
    private let path: String
    private let depth: Int
    private var place = 0
    /// The names of the open elements, prefixes included.
    private var open: [ArraySlice<UInt8>] = []
    /// The element that was empty, whose end comes next.
    private var pending: ArraySlice<UInt8>?

    /// Takes a part.
    ///
    /// - Throws: ``WorkbookError`` where it is no text.
    init(_ content: [UInt8], path: String, limits: WorkbookLimits) throws(WorkbookError) {
        self.path = path
        depth = limits.depth
        if content.starts(with: [0xFF, 0xFE]) || content.starts(with: [0xFE, 0xFF]) {
            bytes = try Self.fromUTF16(content, path)
        } else {
            bytes = content
            if content.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        }
    }

    /// The next token; nil at the end.
    ///
    /// - Throws: ``WorkbookError``.
    mutating func next() throws(WorkbookError) -> Token? {
        if let name = pending {
            pending = nil
            open.removeLast()
            return .end(Self.local(name))
        }
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<") else {
                let start = place
                while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
                guard !open.isEmpty else { continue }
                return .text(try Self.resolved(bytes[start..<place], path))
            }
            if starts("<?") {
                try skip(past: "?>")
            } else if starts("<!--") {
                try skip(past: "-->")
            } else if starts("<![CDATA[") {
                let start = place + 9
                try skip(past: "]]>")
                return .text(Array(bytes[start..<(place - 3)]))
            } else if starts("<!") {
                throw .refused("\(path) declares a document type or entities")
            } else if starts("</") {
                return try end()
            } else {
                return .start(try start())
            }
        }
        guard open.isEmpty else { throw .damaged("\(path) is cut short") }
        return nil
    }

    /// Passes an element over that has just begun, with all that lies in it.
    mutating func skipElement() throws(WorkbookError) {
        let level = open.count
        while open.count >= level {
            guard try next() != nil else { return }
        }
    }

    /// The characters of an element that has just begun, those of elements in it too.
    mutating func content() throws(WorkbookError) -> [UInt8] {
        let level = open.count
        var content: [UInt8] = []
        while open.count >= level {
            guard let token = try next() else { break }
            if case .text(let text) = token { content += text }
        }
        return content
    }

    // MARK: Tags

    private mutating func start() throws(WorkbookError) -> Tag {
        place += 1
        let name = try self.name()
        var attributes: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []
        while true {
            skipSpace()
            guard place < bytes.count else { throw .damaged("\(path) is cut short") }
            if bytes[place] == UInt8(ascii: ">") {
                place += 1
                break
            }
            if starts("/>") {
                place += 2
                pending = name
                break
            }
            let attribute = try self.name()
            skipSpace()
            guard starts("=") else { throw malformed() }
            place += 1
            skipSpace()
            guard place < bytes.count,
                [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[place])
            else { throw malformed() }
            let quote = bytes[place]
            let begin = place + 1
            guard let stop = bytes[begin...].firstIndex(of: quote) else {
                throw .damaged("\(path) is cut short")
            }
            place = stop + 1
            guard attributes.count < 64 else { throw .refused("\(path) has too many attributes") }
            attributes.append((Self.local(attribute), bytes[begin..<stop]))
        }
        open.append(name)
        guard open.count <= depth else { throw .refused("\(path) is nested too deeply") }
        return Tag(name: Self.local(name), attributes: attributes, path: path)
    }

    private mutating func end() throws(WorkbookError) -> Token {
        place += 2
        let name = try self.name()
        skipSpace()
        guard starts(">"), open.last == name else { throw malformed() }
        place += 1
        open.removeLast()
        return .end(Self.local(name))
    }

    private mutating func name() throws(WorkbookError) -> ArraySlice<UInt8> {
        let start = place
        while place < bytes.count, Self.isNamePart(bytes[place]) { place += 1 }
        guard place > start else { throw malformed() }
        return bytes[start..<place]
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E, 0x80...: true
        default: false
        }
    }

    private static func local(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
    }

    private mutating func skipSpace() {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    private func starts(_ text: StaticString) -> Bool {
        bytes[place...].prefix(text.utf8CodeUnitCount).isText(text)
    }

    private mutating func skip(past text: StaticString) throws(WorkbookError) {
        while place < bytes.count {
            if starts(text) {
                place += text.utf8CodeUnitCount
                return
            }
            place += 1
        }
        throw .damaged("\(path) is cut short")
    }

    private func malformed() -> WorkbookError { .damaged("\(path) is damaged at byte \(place)") }

    // MARK: Characters

    /// Characters with the five entities and references by number resolved.
    fileprivate static func resolved(
        _ raw: ArraySlice<UInt8>, _ path: String
    ) throws(WorkbookError) -> [UInt8] {
        guard raw.contains(UInt8(ascii: "&")) else { return Array(raw) }
        var text: [UInt8] = []
        var rest = raw
        while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += rest[..<ampersand]
            guard let stop = rest[ampersand...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
                throw .damaged("\(path) has an & that begins no character")
            }
            let name = String(decoding: rest[(ampersand + 1)..<stop], as: UTF8.self)
            guard let scalar = character(name) else {
                throw .refused("\(path) has the entity &\(name);")
            }
            text += Array(String(scalar).utf8)
            rest = rest[(stop + 1)...]
        }
        return text + rest
    }

    private static func character(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let value =
                digits.hasPrefix("x")
                ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
            guard let value, value != 0 else { return nil }
            return Unicode.Scalar(value)
        }
    }

    private static func fromUTF16(
        _ content: [UInt8], _ path: String
    ) throws(WorkbookError) -> [UInt8] {
        guard content.count.isMultiple(of: 2) else { throw .damaged("\(path) is cut short") }
        let lowByte = content[0] == 0xFF ? 0 : 1
        let units = stride(from: 2, to: content.count, by: 2).map { (place: Int) -> UInt16 in
            let low = UInt16(content[place + lowByte])
            let high = UInt16(content[place + 1 - lowByte])
            return high << 8 | low
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw .damaged("\(path) is no text")
        }
        return Array(text.utf8)
    }
}

extension ArraySlice<UInt8> {
    /// Whether the bytes are those of a text.
    func isText(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && text.withUTF8Buffer { elementsEqual($0) }
    }
}
