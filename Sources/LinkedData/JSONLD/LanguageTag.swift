/// Language tags (BCP 47).
enum LanguageTag {
    /// True for subtags of one to eight letters or digits, the first of letters only, joined by
    /// hyphens: the form that RDF 1.1 and Turtle ask for.
    static func isWellFormed(_ tag: String) -> Bool {
        var length = 0
        var isFirst = true
        for byte in tag.utf8 {
            switch byte {
            case UInt8(ascii: "-"):
                guard length > 0 else { return false }
                length = 0
                isFirst = false
                continue
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                break
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if isFirst { return false }
            default: return false
            }
            length += 1
            guard length <= 8 else { return false }
        }
        return length > 0
    }

    /// The tag with the letters A to Z in lower case.
    static func lowercased(_ tag: String) -> String {
        String(
            decoding: tag.utf8.map { byte in
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            }, as: UTF8.self)
    }
}
