import Credentials

/// UUIDs as text (RFC 9562 §4).
enum UUIDText {
    /// A UUID of version 8 (§5.8) out of the first 16 bytes of a digest.
    static func version8(_ digest: [UInt8]) -> String {
        var bytes = Array(digest.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Digest.hexadecimal(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
            .joined(separator: "-")
    }
}
