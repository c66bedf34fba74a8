import Testing

/// Texts as programs write them in other encodings, by a table of the few letters that a test has.
/// The tables are written out here, so that what converts them is not tested against itself.
enum EncodedText {
    /// Two bytes a code unit, with a byte order mark.
    static func utf16(_ text: String, isBig: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit in
            let pair = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
            return isBig ? pair.reversed() : pair
        }
    }

    /// ASCII as it is, and each other character by the table.
    static func table(_ text: String, _ letters: [Character: [UInt8]]) throws -> [UInt8] {
        try text.flatMap { character in
            if character.isASCII { return Array(String(character).utf8) }
            return try #require(letters[character], "\(character)")
        }
    }

    /// The capitals А to Я and the small letters а to я of Windows-1251.
    static let cyrillic: [Character: [UInt8]] = {
        var letters: [Character: [UInt8]] = [:]
        for offset in 0..<64 {
            guard let scalar = Unicode.Scalar(0x410 + UInt32(offset)) else { continue }
            letters[Character(scalar)] = [0xC0 + UInt8(offset)]
        }
        return letters
    }()

    /// Letters of Windows-1256.
    static let arabic: [Character: [UInt8]] = [
        "م": [0xE3], "ح": [0xCD], "د": [0xCF], "ع": [0xDA], "ل": [0xE1], "ي": [0xED],
        "ى": [0xEC], "ا": [0xC7], "س": [0xD3], "ن": [0xE4],
    ]

    /// Characters of GBK.
    static let chinese: [Character: [UInt8]] = [
        "王": [0xCD, 0xF5], "伟": [0xCE, 0xB0], "李": [0xC0, 0xEE], "娜": [0xC4, 0xC8],
        "张": [0xD5, 0xC5], "敏": [0xC3, 0xF4],
    ]

    /// Characters of Shift-JIS.
    static let japanese: [Character: [UInt8]] = [
        "田": [0x93, 0x63], "中": [0x92, 0x86], "智": [0x92, 0x71], "也": [0x96, 0xE7],
        "藤": [0x93, 0xA1], "直": [0x92, 0xBC], "子": [0x8E, 0x71],
    ]

    /// Letters of Windows-1252, and of Windows-1250 where it has them too.
    static let western: [Character: [UInt8]] = [
        "é": [0xE9], "í": [0xED], "ë": [0xEB], "ü": [0xFC], "ö": [0xF6], "ñ": [0xF1], "ã": [0xE3],
        "ç": [0xE7],
    ]
}
