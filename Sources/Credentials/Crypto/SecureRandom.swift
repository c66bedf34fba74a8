import COpenSSL

/// Random numbers that cannot be predicted, from OpenSSL's generator.
public enum SecureRandom {
    /// That many random bytes.
    ///
    /// - Throws: ``CryptoError`` (`randomnessUnavailable`).
    public static func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        precondition(count >= 0, "a count of bytes is not negative")
        OpenSSLErrors.clear()
        var done: Int32 = 1
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            if count > 0 { done = RAND_bytes_ex(nil, buffer.baseAddress, count, 0) }
            filled = done == 1 ? count : 0
        }
        guard done == 1 else {
            throw OpenSSLErrors.drain(
                .randomnessUnavailable, "the system gave no random bytes; nothing was made")
        }
        return bytes
    }

    /// A number from 0 up to, not including, the bound; each equally likely.
    ///
    /// - Parameter bound: At least 1.
    /// - Throws: ``CryptoError`` (`randomnessUnavailable`).
    public static func uniform(below bound: Int) throws(CryptoError) -> Int {
        precondition(bound > 0, "the bound is at least 1")
        let range = UInt64(bound)
        // Of the 2^64 values the first (2^64 mod range) are thrown away: what remains divides
        // evenly, so the remainder has no bias.
        let surplus = (0 &- range) % range
        while true {
            let word = try bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if word >= surplus { return Int(word % range) }
        }
    }
}
