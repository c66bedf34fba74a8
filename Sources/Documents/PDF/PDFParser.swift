/// Reads objects from bytes (ISO 32000-2 §7.2 and §7.3), strictly and within bounds.
struct PDFParser {
    let bytes: ArraySlice<UInt8>
    /// Where the next byte is read.
    var position: Int
    /// How many more objects are read.
    var budget: Int
    let depthLimit: Int

    /// - Parameter position: Where to begin; a place beyond the bytes, as a damaged table may name
    ///   it, is their end.
    init(_ bytes: ArraySlice<UInt8>, at position: Int, budget: Int, depth: Int) {
        self.bytes = bytes
        self.position = min(max(position, bytes.startIndex), bytes.endIndex)
        self.budget = budget
        depthLimit = depth
    }

    var isAtEnd: Bool { position >= bytes.endIndex }

    func peek(_ ahead: Int = 0) -> UInt8? {
        let place = position + ahead
        return bytes.indices.contains(place) ? bytes[place] : nil
    }

    func damaged(_ what: String) -> PDFError {
        PDFError(.damaged, "the PDF is damaged: \(what) at byte \(position)")
    }

    // MARK: - Space and words

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0
    }

    static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "/"), UInt8(ascii: "%"):
            true
        default: false
        }
    }

    mutating func skipSpace() {
        while let byte = peek() {
            if Self.isSpace(byte) {
                position += 1
            } else if byte == UInt8(ascii: "%") {
                while let next = peek(), next != 0x0A, next != 0x0D { position += 1 }
            } else {
                return
            }
        }
    }

    /// The bytes up to the next space or delimiter.
    mutating func word() -> ArraySlice<UInt8> {
        let start = position
        while let byte = peek(), !Self.isSpace(byte), !Self.isDelimiter(byte) { position += 1 }
        return bytes[start..<position]
    }

    /// Passes over that word if it is next.
    mutating func take(_ keyword: String) -> Bool {
        let start = position
        skipSpace()
        if word().elementsEqual(keyword.utf8) { return true }
        position = start
        return false
    }

    /// An integer that is not negative and has at most ten digits, if one is next.
    mutating func unsigned() -> Int? {
        let start = position
        skipSpace()
        let digits = word()
        guard (1...10).contains(digits.count),
            let value = Int(String(decoding: digits, as: UTF8.self)), value >= 0,
            digits.allSatisfy(Self.isDigit)
        else {
            position = start
            return nil
        }
        return value
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    // MARK: - Objects

    /// The next object.
    ///
    /// - Throws: ``PDFError``: `damaged`, or `tooLarge` beyond the budget or the depth.
    mutating func object(depth: Int = 0) throws(PDFError) -> PDFObject {
        guard depth <= depthLimit else {
            throw PDFError(
                .tooLarge, "objects are within each other more than \(depthLimit) deep")
        }
        guard budget > 0 else { throw PDFError(.tooLarge, "the PDF has too many objects") }
        budget -= 1
        skipSpace()
        guard let byte = peek() else { throw damaged("it ends where an object is due") }
        switch byte {
        case UInt8(ascii: "/"): return .name(try name())
        case UInt8(ascii: "("): return .string(try literalString())
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "<"):
            return peek(1) == UInt8(ascii: "<")
                ? .dictionary(try dictionary(depth: depth)) : .string(try hexadecimalString())
        default: return try numberOrKeyword()
        }
    }

    private mutating func numberOrKeyword() throws(PDFError) -> PDFObject {
        let start = position
        let text = word()
        if let first = text.first, Self.isDigit(first), text.count <= 10 {
            // A reference looks like a number until its third word.
            let after = position
            if let number = Int(String(decoding: text, as: UTF8.self)), let generation = unsigned(),
                generation <= 65_535, take("R")
            {
                return .reference(PDFReference(number: number, generation: generation))
            }
            position = after
        }
        switch text {
        case _ where text.elementsEqual("true".utf8): return .boolean(true)
        case _ where text.elementsEqual("false".utf8): return .boolean(false)
        case _ where text.elementsEqual("null".utf8): return .null
        default: break
        }
        let digits = text.first.map { $0 == 0x2B || $0 == 0x2D } == true ? text.dropFirst() : text
        let points = digits.count { $0 == UInt8(ascii: ".") }
        guard points <= 1, digits.count > points, digits.count <= 64,
            digits.allSatisfy({ Self.isDigit($0) || $0 == UInt8(ascii: ".") })
        else {
            position = start
            throw damaged("there is no object")
        }
        let written = String(decoding: text, as: UTF8.self)
        if points == 0, let value = Int(written) { return .integer(value) }
        return .real(written)
    }

    private mutating func array(depth: Int) throws(PDFError) -> [PDFObject] {
        position += 1
        var items: [PDFObject] = []
        while true {
            skipSpace()
            guard let byte = peek() else { throw damaged("an array does not end") }
            if byte == UInt8(ascii: "]") {
                position += 1
                return items
            }
            items.append(try object(depth: depth + 1))
        }
    }

    private mutating func dictionary(depth: Int) throws(PDFError) -> PDFDictionary {
        position += 2
        var entries: [PDFDictionary.Entry] = []
        while true {
            skipSpace()
            guard let byte = peek() else { throw damaged("a dictionary does not end") }
            if byte == UInt8(ascii: ">"), peek(1) == UInt8(ascii: ">") {
                position += 2
                return PDFDictionary(entries)
            }
            guard byte == UInt8(ascii: "/") else {
                throw damaged("a key of a dictionary is no name")
            }
            let key = try name()
            entries.append(.init(key: key, value: try object(depth: depth + 1)))
        }
    }

    private mutating func name() throws(PDFError) -> String {
        position += 1
        var scalars = String.UnicodeScalarView()
        var rest = word()
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "#") else {
                scalars.append(Unicode.Scalar(byte))
                continue
            }
            guard let high = rest.popFirst().flatMap(Self.digit),
                let low = rest.popFirst().flatMap(Self.digit)
            else { throw damaged("a name has a # without two hexadecimal digits") }
            scalars.append(Unicode.Scalar(high << 4 | low))
        }
        return String(scalars)
    }

    private mutating func literalString() throws(PDFError) -> [UInt8] {
        position += 1
        var result: [UInt8] = []
        var open = 1
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "("):
                open += 1
                result.append(byte)
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return result }
                result.append(byte)
            case UInt8(ascii: "\\"): escape(&result)
            case 0x0D:
                // Any line end is a line feed.
                if peek() == 0x0A { position += 1 }
                result.append(0x0A)
            default: result.append(byte)
            }
        }
        throw damaged("a string does not end")
    }

    private mutating func escape(_ result: inout [UInt8]) {
        guard let byte = peek() else { return }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case 0x0A: break
        case 0x0D: if peek() == 0x0A { position += 1 }
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var code = UInt16(byte - UInt8(ascii: "0"))
            for _ in 0..<2 {
                guard let next = peek(), (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(next)
                else { break }
                code = code << 3 | UInt16(next - UInt8(ascii: "0"))
                position += 1
            }
            result.append(UInt8(truncatingIfNeeded: code))
        default: result.append(byte)
        }
    }

    private mutating func hexadecimalString() throws(PDFError) -> [UInt8] {
        position += 1
        var result: [UInt8] = []
        var half: UInt8?
        while let byte = peek() {
            position += 1
            if byte == UInt8(ascii: ">") {
                if let half { result.append(half << 4) }
                return result
            }
            if Self.isSpace(byte) { continue }
            guard let digit = Self.digit(byte) else {
                throw damaged("a hexadecimal string has another character")
            }
            if let first = half {
                result.append(first << 4 | digit)
                half = nil
            } else {
                half = digit
            }
        }
        throw damaged("a hexadecimal string does not end")
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
