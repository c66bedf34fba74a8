import Credentials

/// Random UUIDs (RFC 9562 §5.4).
enum RandomUUID {
    /// A new UUID of version 4 as text, from OpenSSL's randomness.
    static func text() throws(CryptoError) -> String {
        var bytes = try SecureRandom.bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Digest.hexadecimal(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
            .joined(separator: "-")
    }
}
