/// Knows the encodings of Unicode by how a text begins.
package enum UnicodeForm {
    /// The encoding that a byte order mark names, or nil.
    package static func marked(_ bytes: [UInt8]) -> TextEncoding? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return .utf32LittleEndian }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return .utf32BigEndian }
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        return bytes.starts(with: [0xFE, 0xFF]) ? .utf16BigEndian : nil
    }

    /// The encoding of a text without a mark, by where the zeros of its first letters stand, which
    /// are ASCII in a header; nil where it is none of two or four bytes.
    package static func found(_ bytes: [UInt8]) -> TextEncoding? {
        let start = Array(bytes.prefix(32))
        guard start.count >= 16, start.contains(0) else { return nil }
        let zeros = (0..<4).map { phase in
            stride(from: phase, to: start.count, by: 4).allSatisfy { start[$0] == 0 }
        }
        return switch zeros {
        case [false, true, true, true]: .utf32LittleEndian
        case [true, true, true, false]: .utf32BigEndian
        case [false, true, false, true]: .utf16LittleEndian
        case [true, false, true, false]: .utf16BigEndian
        default: nil
        }
    }
}
