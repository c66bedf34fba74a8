/// What people type where keyboards differ.
enum TypedText {
    /// No number or link is longer; longer text is a document, which is left as it is.
    private static let longest = 2048

    /// The text with letters, digits and signs of other keyboards as ASCII has them: full-width
    /// forms, Arabic and Persian digits, the minus sign; without marks that cannot be seen.
    static func folded(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count <= longest, let text = String(validating: bytes, as: UTF8.self) else {
            return bytes
        }
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let kept = ascii(scalar) { folded.append(kept) }
        }
        return Array(String(folded).utf8)
    }

    private static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        // The full-width forms stand in the order of ASCII.
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFF01 + 0x21)
        case 0x3000: " "
        case 0x0660...0x0669: Unicode.Scalar(scalar.value - 0x0660 + 0x30)
        case 0x06F0...0x06F9: Unicode.Scalar(scalar.value - 0x06F0 + 0x30)
        case 0x2212, 0xFE63, 0x30FC: "-"
        // Zero-width characters, marks of direction, the byte order mark, the soft hyphen.
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xAD: nil
        default: scalar
        }
    }
}
