/// Brings text of any of Unicode's encodings into UTF-8 while it comes in, and its line ends into
/// LF or CRLF.
///
/// UTF-16 and UTF-32 are known by their byte order mark, or by where the zeros of ASCII letters
/// stand. All other bytes are left as they are: they may be UTF-8 or an older encoding.
package struct TextStream {
    private enum Form {
        case bytes
        case utf16(isLittle: Bool)
        case utf32(isLittle: Bool)
    }

    /// Nil until enough has come to tell.
    private var form: Form?
    /// What is not read yet: too little to tell the encoding, or a part of a code unit.
    private var waiting: [UInt8] = []
    /// The first half of a surrogate pair.
    private var high: UInt16?
    private var endsInReturn = false

    package init() {}

    /// All of a text that is in memory.
    package static func whole(_ bytes: [UInt8]) -> [UInt8] {
        var stream = TextStream()
        return stream.read(bytes) + stream.finish()
    }

    /// Reads on.
    package mutating func read(_ bytes: [UInt8]) -> [UInt8] {
        guard form == nil || !waiting.isEmpty else { return lineEnds(decoded(bytes)) }
        waiting += bytes
        if form == nil {
            guard waiting.count >= 4 || Self.isOfBytes(waiting) else { return [] }
            form = Self.form(of: waiting)
        }
        let all = waiting
        waiting = []
        return lineEnds(decoded(all))
    }

    /// Gives the rest.
    package mutating func finish() -> [UInt8] {
        var rest: [UInt8] = []
        if form == nil {
            form = Self.form(of: waiting)
            let all = waiting
            waiting = []
            rest = decoded(all)
        }
        if !waiting.isEmpty || high != nil { rest += Array("\u{FFFD}".utf8) }
        waiting = []
        high = nil
        rest = lineEnds(rest)
        if endsInReturn { rest.append(0x0D) }
        endsInReturn = false
        return rest
    }

    /// True where the first two bytes are enough to tell that these are single bytes.
    private static func isOfBytes(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 2 else { return false }
        return bytes[0] != 0 && bytes[1] != 0 && bytes[0] < 0xFE
    }

    private static func form(of bytes: [UInt8]) -> Form {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return .utf32(isLittle: true) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return .utf32(isLittle: false) }
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16(isLittle: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16(isLittle: false) }
        return switch bytes.prefix(4).map({ $0 == 0 }) {
        case [false, true, true, true]: .utf32(isLittle: true)
        case [true, true, true, false]: .utf32(isLittle: false)
        case [false, true, false, true]: .utf16(isLittle: true)
        case [true, false, true, false]: .utf16(isLittle: false)
        default: .bytes
        }
    }

    // MARK: Encodings

    private mutating func decoded(_ bytes: [UInt8]) -> [UInt8] {
        switch form {
        case nil, .bytes: return bytes
        case .utf16(let isLittle):
            let end = bytes.count - bytes.count % 2
            waiting = Array(bytes[end...])
            return utf8(
                stride(from: 0, to: end, by: 2).map { place in
                    let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
                    return isLittle ? second << 8 | first : first << 8 | second
                })
        case .utf32(let isLittle):
            let end = bytes.count - bytes.count % 4
            waiting = Array(bytes[end...])
            var text = String.UnicodeScalarView()
            for place in stride(from: 0, to: end, by: 4) {
                let quad =
                    isLittle ? bytes[place..<place + 4].reversed() : Array(bytes[place..<place + 4])
                text.append(
                    Unicode.Scalar(quad.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }) ?? "\u{FFFD}")
            }
            return Array(String(text).utf8)
        }
    }

    private mutating func utf8(_ units: [UInt16]) -> [UInt8] {
        var units = high.map { [$0] + units } ?? units
        high = nil
        if let last = units.last, UTF16.isLeadSurrogate(last) {
            high = last
            units.removeLast()
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    // MARK: Line ends

    /// A carriage return without a line feed, which old programs write, ends a line too.
    private mutating func lineEnds(_ bytes: [UInt8]) -> [UInt8] {
        guard endsInReturn || bytes.contains(0x0D) else { return bytes }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + 1)
        for byte in bytes {
            if endsInReturn {
                if byte == 0x0A { text.append(0x0D) } else { text.append(0x0A) }
            }
            endsInReturn = byte == 0x0D
            if !endsInReturn { text.append(byte) }
        }
        return text
    }
}

/// Text in Windows-1252, which Western European programs wrote before UTF-8; numbers and addresses
/// within text of any encoding of one byte read alike in it.
package enum Windows1252 {
    /// The bytes as they are where they are UTF-8, else read as Windows-1252.
    package static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        guard (try? UTF8Span(validating: bytes.span)) == nil else { return bytes }
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let value = (0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : UInt32(byte)
            text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        return Array(String(text).utf8)
    }

    /// What stands for 0x80 to 0x9F; what is not assigned is a replacement character.
    private static let upper: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
        0x152, 0xFFFD, 0x17D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014,
        0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0xFFFD, 0x17E, 0x178,
    ]
}
