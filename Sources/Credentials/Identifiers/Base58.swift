/// Base58 with Bitcoin's alphabet: what multibase calls `base58btc`.
///
/// The work grows with the square of the length, so the length is bounded.
public enum Base58 {
    /// The most symbols that are read, and the most bytes that are written.
    public static let limit = 1024

    /// The bytes as text.
    ///
    /// - Throws: ``TextCodingError`` beyond ``limit`` bytes.
    public static func encode(_ bytes: [UInt8]) throws(TextCodingError) -> String {
        guard bytes.count <= limit else {
            throw TextCodingError("\(bytes.count) bytes are too many for base58; \(limit) at most")
        }
        let zeros = bytes.prefix { $0 == 0 }.count
        // The number in base 58^5, least significant digit first: five symbols and four bytes at a
        // time. A digit has 30 bits, so it and four bytes fit into 64.
        var digits: [UInt32] = []
        digits.reserveCapacity(bytes.count / 3 + 1)
        var next = zeros
        while next < bytes.count {
            var carry: UInt64 = 0
            repeat {
                carry = carry << 8 | UInt64(bytes[next])
                next += 1
            } while (bytes.count - next) % 4 > 0
            for index in digits.indices {
                carry += UInt64(digits[index]) << 32
                digits[index] = UInt32(carry % fiveSymbols)
                carry /= fiveSymbols
            }
            while carry > 0 {
                digits.append(UInt32(carry % fiveSymbols))
                carry /= fiveSymbols
            }
        }
        var symbols: [UInt8] = []
        symbols.reserveCapacity(zeros + digits.count * 5)
        for digit in digits {
            var rest = Int(digit)
            for _ in 0..<5 {
                symbols.append(alphabet[rest % 58])
                rest /= 58
            }
        }
        while symbols.last == alphabet[0] { symbols.removeLast() }
        symbols.append(contentsOf: repeatElement(alphabet[0], count: zeros))
        symbols.reverse()
        return String(decoding: symbols, as: UTF8.self)
    }

    /// The bytes that the text stands for.
    ///
    /// - Throws: ``TextCodingError`` that names the first symbol outside the alphabet, or beyond
    ///   ``limit`` symbols.
    public static func decode(_ text: some StringProtocol) throws(TextCodingError) -> [UInt8] {
        let count = text.utf8.count
        guard count <= limit else {
            throw TextCodingError("\(count) symbols are too many for base58; \(limit) at most")
        }
        var zeros = 0
        // The number in base 2^32, least significant digit first.
        var words: [UInt32] = []
        words.reserveCapacity(count / 5 + 1)
        var chunk: UInt64 = 0
        var scale: UInt64 = 1
        for (offset, symbol) in text.utf8.enumerated() {
            let value = values[Int(symbol)]
            guard value < 58 else {
                throw TextCodingError("symbol \(offset + 1) is not of the base58 alphabet")
            }
            if value == 0 && zeros == offset { zeros += 1 }
            chunk = chunk * 58 + UInt64(value)
            scale *= 58
            if scale == fiveSymbols {
                multiply(&words, by: scale, adding: chunk)
                chunk = 0
                scale = 1
            }
        }
        if scale > 1 { multiply(&words, by: scale, adding: chunk) }
        var bytes = [UInt8](repeating: 0, count: zeros)
        bytes.reserveCapacity(zeros + words.count * 4)
        for (index, word) in words.reversed().enumerated() {
            for shift in [24, 16, 8, 0] as [UInt32] {
                let byte = UInt8(truncatingIfNeeded: word >> shift)
                if index == 0 && bytes.count == zeros && byte == 0 { continue }
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func multiply(_ words: inout [UInt32], by scale: UInt64, adding: UInt64) {
        var carry = adding
        for index in words.indices {
            carry += UInt64(words[index]) * scale
            words[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { words.append(UInt32(carry)) }
    }

    private static let fiveSymbols: UInt64 = 58 * 58 * 58 * 58 * 58
    private static let alphabet = Array(
        "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, symbol) in alphabet.enumerated() { values[Int(symbol)] = UInt8(value) }
        return values
    }()
}
