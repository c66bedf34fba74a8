/// Letters without case, accents and width, for comparing names; never for writing them.
package enum BaseLetters {
    /// `e` for É, ê and ｅ; any other character in small letters.
    package static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII {
            return (0x41...0x5A).contains(scalar.value)
                ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
        }
        if let letter = latinLetter(scalar) { return letter }
        let small = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        return small == "ё" ? "е" : small
    }

    /// The ASCII letter in names like `LATIN CAPITAL LETTER E WITH ACUTE`.
    private static func latinLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0xC0...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF5A: break
        default: return nil
        }
        if scalar == "ı" { return "i" }
        guard let name = scalar.properties.name,
            let range = name.firstRange(of: " LETTER ")
        else { return nil }
        let rest = name[range.upperBound...].unicodeScalars
        guard let letter = rest.first, letter.isASCII,
            rest.count == 1 || rest.dropFirst().first == " "
        else { return nil }
        return Unicode.Scalar(UInt8(letter.value) | 0x20)
    }
}
