/// The syntax of an absolute URL as the data model needs it: RFC 3986 or RFC 3987 with a scheme.
enum AbsoluteURL {
    /// True when the text has a scheme, something behind it, and no character that neither RFC
    /// lets stand in a URL.
    static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        var colon = 0
        while colon < bytes.count, bytes[colon] != UInt8(ascii: ":") {
            guard isSchemeByte(bytes[colon], first: colon == 0) else { return false }
            colon += 1
        }
        guard colon > 0, colon + 1 < bytes.count else { return false }
        for index in (colon + 1)..<bytes.count where isForbidden(bytes[index]) { return false }
        return true
    }

    private static func isSchemeByte(_ byte: UInt8, first: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            !first
        default: false
        }
    }

    private static func isForbidden(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"):
            true
        default: false
        }
    }
}
