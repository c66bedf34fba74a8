/// What people type and paste where keyboards and programs differ.
public enum TypedText {
    /// No number or link is longer; longer text is a document, which is left as it is.
    package static let longest = 2048

    /// The text with letters, digits and signs of other keyboards as ASCII has them: full-width
    /// forms, Arabic and Persian digits, dashes, blanks of any width; without marks that cannot be
    /// seen. What is longer than 2,048 bytes, or not UTF-8, is given back as it is.
    public static func folded(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count <= longest, let text = String(validating: bytes, as: UTF8.self) else {
            return bytes
        }
        return Array(folded(text).utf8)
    }

    /// The same of a text of any length.
    package static func folded(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let kept = ascii(scalar) { folded.append(kept) }
        }
        return String(folded)
    }

    private static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x00...0x7F: scalar
        // The full-width forms stand in the order of ASCII.
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFF01 + 0x21)
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
        case 0x0660...0x0669: Unicode.Scalar(scalar.value - 0x0660 + 0x30)
        case 0x06F0...0x06F9: Unicode.Scalar(scalar.value - 0x06F0 + 0x30)
        case 0x2010...0x2015, 0x2043, 0x2212, 0xFE58, 0xFE63, 0x30FC: "-"
        // Zero-width characters, marks of direction, the byte order mark, the soft hyphen.
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xAD,
            0x61C:
            nil
        default: scalar
        }
    }
}
