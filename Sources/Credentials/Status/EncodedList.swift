/// The text of a status list, before it is expanded.
struct EncodedList {
    /// The compressed bits.
    let compressed: [UInt8]
    /// What of the text is not as the standard asks, as a sentence; nil where it is.
    let remark: String?

    /// Reads the list of a Bitstring Status List v1.0: multibase, in base64url without padding
    /// (§2.2).
    ///
    /// Without its first letter nothing says how the text is to be read, so it is refused. One in
    /// the standard alphabet, or padded, stands for the same bytes to everyone.
    ///
    /// - Throws: ``StatusListError`` (`malformed`).
    init(multibase text: String) throws(StatusListError) {
        switch text.utf8.first {
        case UInt8(ascii: "u"), UInt8(ascii: "U"), UInt8(ascii: "m"), UInt8(ascii: "M"): break
        default:
            throw StatusListError(
                .malformed, "encodedList has no multibase prefix \"u\" for base64url")
        }
        let (bytes, isPlain) = try Self.decode(text.utf8.dropFirst())
        compressed = bytes
        remark =
            isPlain && text.utf8.first == UInt8(ascii: "u")
            ? nil
            : "Its encodedList is in another base64 than the base64url without padding that the "
                + "standard asks for."
    }

    /// Reads the list of a Status List 2021, which is base64 of either alphabet; some issuers write
    /// the multibase prefix of its successor.
    ///
    /// - Throws: ``StatusListError`` (`malformed`).
    init(of2021 text: String) throws(StatusListError) {
        let rest = text.utf8.first == UInt8(ascii: "u") ? text.utf8.dropFirst() : text.utf8[...]
        compressed = try Self.decode(rest).bytes
        remark = nil
    }

    /// The bytes of base64 in one of its two alphabets, padded or not, and whether it is base64url
    /// without padding.
    private static func decode(
        _ text: Substring.UTF8View
    ) throws(StatusListError) -> (bytes: [UInt8], isPlain: Bool) {
        var symbols = Array(text)
        let padding = symbols.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        let isPadded = padding > 0
        if isPadded {
            guard padding <= 2, symbols.count.isMultiple(of: 4) else { throw damaged }
            symbols.removeLast(padding)
        }
        var hasStandard = false
        var hasURL = false
        for index in symbols.indices {
            switch symbols[index] {
            case UInt8(ascii: "+"):
                symbols[index] = UInt8(ascii: "-")
                hasStandard = true
            case UInt8(ascii: "/"):
                symbols[index] = UInt8(ascii: "_")
                hasStandard = true
            case UInt8(ascii: "-"), UInt8(ascii: "_"): hasURL = true
            default: break
            }
        }
        guard !(hasStandard && hasURL), let bytes = try? Base64URL.decode(symbols[...]) else {
            throw damaged
        }
        return (bytes, !isPadded && !hasStandard)
    }

    private static var damaged: StatusListError {
        StatusListError(.malformed, "encodedList is not base64url")
    }
}
