/// Base64url without padding (RFC 4648 §5; RFC 7515 §2): JOSE, multibase `u`, status lists.
public enum Base64URL {
    /// The bytes as text, without padding.
    public static func encode(_ bytes: [UInt8]) -> String {
        Base64Code.url.encode(bytes, padded: false)
    }

    /// The bytes that the text stands for.
    ///
    /// There is exactly one text for given bytes: padding, white space, symbols of the other
    /// alphabet and set bits after the last byte are refused.
    ///
    /// - Throws: ``TextCodingError`` that names the first symbol at fault.
    public static func decode(_ text: some StringProtocol) throws(TextCodingError) -> [UInt8] {
        try decode(Array(text.utf8)[...])
    }

    /// The bytes that the ASCII text stands for, as for strings.
    ///
    /// - Throws: ``TextCodingError`` as for strings.
    public static func decode(_ text: ArraySlice<UInt8>) throws(TextCodingError) -> [UInt8] {
        try Base64Code.url.decode(text)
    }
}

/// Base64 with padding (RFC 4648 §4): PEM, data URLs.
public enum Base64 {
    /// The bytes as text, padded to a multiple of four symbols.
    public static func encode(_ bytes: [UInt8]) -> String {
        Base64Code.standard.encode(bytes, padded: true)
    }

    /// The bytes that the text stands for; padding is required, all else as strict as in
    /// ``Base64URL/decode(_:)-(StringProtocol)``.
    ///
    /// - Throws: ``TextCodingError`` that names the first symbol at fault.
    public static func decode(_ text: some StringProtocol) throws(TextCodingError) -> [UInt8] {
        let symbols = Array(text.utf8)
        guard symbols.count.isMultiple(of: 4) else {
            throw TextCodingError("\(symbols.count) symbols: base64 has a multiple of four")
        }
        let padding = symbols.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return try Base64Code.standard.decode(symbols.dropLast(padding))
    }
}

/// One alphabet of base64 and both directions over it.
private struct Base64Code: Sendable {
    let name: String
    let symbols: [UInt8]
    let values: [UInt8]

    static let standard = Base64Code(name: "base64", last: "+/")
    static let url = Base64Code(name: "base64url", last: "-_")

    private init(name: String, last: String) {
        self.name = name
        symbols = Array(
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last).utf8)
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, symbol) in symbols.enumerated() { values[Int(symbol)] = UInt8(value) }
        self.values = values
    }

    func encode(_ bytes: [UInt8], padded: Bool) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index + 3 <= bytes.count {
            let group =
                Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
            output.append(symbols[group >> 18])
            output.append(symbols[group >> 12 & 63])
            output.append(symbols[group >> 6 & 63])
            output.append(symbols[group & 63])
            index += 3
        }
        let left = bytes.count - index
        if left > 0 {
            let group = Int(bytes[index]) << 16 | (left == 2 ? Int(bytes[index + 1]) << 8 : 0)
            output.append(symbols[group >> 18])
            output.append(symbols[group >> 12 & 63])
            if left == 2 { output.append(symbols[group >> 6 & 63]) }
            if padded { output += repeatElement(UInt8(ascii: "="), count: 3 - left) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    func decode(_ text: ArraySlice<UInt8>) throws(TextCodingError) -> [UInt8] {
        guard text.count % 4 != 1 else {
            throw TextCodingError("\(text.count) symbols: no bytes have \(name) of that length")
        }
        var output: [UInt8] = []
        output.reserveCapacity(text.count * 3 / 4)
        var group: UInt32 = 0
        var bits = 0
        for index in text.indices {
            let value = values[Int(text[index])]
            guard value < 64 else {
                throw TextCodingError(
                    "symbol \(index - text.startIndex + 1) is not of the \(name) alphabet")
            }
            group = group << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            }
        }
        guard group & (1 << UInt32(bits) - 1) == 0 else {
            throw TextCodingError("the last symbol of the \(name) has bits that belong to no byte")
        }
        return output
    }
}
