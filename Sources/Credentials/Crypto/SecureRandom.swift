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
        while true {
            if let number = uniform(below: bound, from: try bytes(8)) { return number }
        }
    }

    /// The number that eight random bytes stand for; nil where they stand for none.
    fileprivate static func uniform(below bound: Int, from bytes: [UInt8]) -> Int? {
        precondition(bound > 0, "the bound is at least 1")
        let range = UInt64(bound)
        // Of the 2^64 values the first (2^64 mod range) are thrown away: what remains divides
        // evenly, so the remainder has no bias.
        let surplus = (0 &- range) % range
        let word = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return word >= surplus ? Int(word % range) : nil
    }
}

/// Random bytes for many small needs, drawn many at a time: a call of OpenSSL's generator costs as
/// much as some hundred bytes. What was given out is not kept.
public struct SecureRandomSupply: Sendable {
    private var bytes: [UInt8] = []

    private static let size = 4096

    /// A supply that draws nothing before it is asked.
    public init() {}

    /// That many random bytes.
    ///
    /// - Throws: ``CryptoError`` (`randomnessUnavailable`).
    public mutating func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        if bytes.count < count { bytes = try SecureRandom.bytes(max(count, Self.size)) }
        let taken = Array(bytes.suffix(count))
        bytes.removeLast(count)
        return taken
    }

    /// A number from 0 up to, not including, the bound; each equally likely.
    ///
    /// - Parameter bound: At least 1.
    /// - Throws: ``CryptoError`` (`randomnessUnavailable`).
    public mutating func uniform(below bound: Int) throws(CryptoError) -> Int {
        while true {
            if let number = SecureRandom.uniform(below: bound, from: try bytes(8)) {
                return number
            }
        }
    }
}
