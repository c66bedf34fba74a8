/// Questions about single bytes, and changes of letter case, that know ASCII only.
package enum ASCII {
    package static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    package static func isCapital(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    package static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    package static func lowered(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.map { isCapital($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    static func uppered(_ bytes: [UInt8]) -> String {
        String(
            decoding: bytes.map { isLetter($0) ? $0 & ~0x20 : $0 }, as: UTF8.self)
    }
}
