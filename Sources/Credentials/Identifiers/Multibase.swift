/// Text that names its own encoding by its first letter (Controlled Identifiers 1.0 §2.4).
public enum Multibase {
    /// `z` and base58btc.
    ///
    /// - Throws: ``TextCodingError`` beyond ``Base58/limit`` bytes.
    public static func base58btc(_ bytes: [UInt8]) throws(TextCodingError) -> String {
        "z" + (try Base58.encode(bytes))
    }

    /// `u` and base64url without padding.
    public static func base64url(_ bytes: [UInt8]) -> String { "u" + Base64URL.encode(bytes) }

    /// The bytes of text that starts with `z` (base58btc) or `u` (base64url).
    ///
    /// - Throws: ``TextCodingError`` for any other first letter or a fault in the rest.
    public static func decode(_ text: String) throws(TextCodingError) -> [UInt8] {
        // By bytes, not characters: a combining mark after the letter belongs to the rest.
        let rest = Substring(text.utf8.dropFirst())
        switch text.utf8.first {
        case UInt8(ascii: "z"): return try Base58.decode(rest)
        case UInt8(ascii: "u"): return try Base64URL.decode(rest)
        default:
            throw TextCodingError("multibase text starts with z (base58btc) or u (base64url)")
        }
    }
}
