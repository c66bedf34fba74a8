/// Questions about single bytes, and changes of letter case, that know ASCII only.
///
/// Public, so that the compiler may inline it in other modules: it is asked of every byte.
public enum ASCII {
    /// True for a letter, small or capital.
    public static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// True for a capital letter.
    public static func isCapital(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    /// True for a decimal digit.
    public static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// The text with its ASCII letters small.
    public static func lowered(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.map { isCapital($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    static func uppered(_ bytes: [UInt8]) -> String {
        String(
            decoding: bytes.map { isLetter($0) ? $0 & ~0x20 : $0 }, as: UTF8.self)
    }
}
