/// Finds UTF-8 that some program read as Windows-1252 or Windows-1251 and saved so: `JosÃ©`.
enum Mojibake {
    /// The text as it probably was, or nil where nothing in it looks misread.
    static func mended(_ text: String) -> String? {
        if text.unicodeScalars.contains(where: { $0 == "锟" }), text.contains("锟斤拷") {
            return text.replacing("锟斤拷", with: "…")
        }
        return latin(text) ?? cyrillic(text)
    }

    // MARK: Windows-1252

    private static func latin(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: { (0xC2...0xF4).contains($0.value) }) else { return nil }
        var mended = ""
        var position = 0
        var certain = 0
        var inARow = 0
        while position < scalars.count {
            if let (scalar, length) = sequence(scalars, at: position) {
                inARow += 1
                // Accented Latin letters and whole characters of three bytes are sure by
                // themselves, letters of other alphabets two in a row.
                if scalar.value < 0x250 || length > 2 || inARow > 1 { certain += 1 }
                mended.unicodeScalars.append(scalar)
                position += length
            } else {
                inARow = 0
                mended.unicodeScalars.append(scalars[position])
                position += 1
            }
        }
        return certain > 0 ? mended : nil
    }

    /// The character whose bytes in UTF-8 stand there as characters of Windows-1252.
    private static func sequence(
        _ scalars: [Unicode.Scalar], at position: Int
    ) -> (Unicode.Scalar, Int)? {
        let lead = scalars[position].value
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard (0xC2...0xF4).contains(lead), position + length <= scalars.count else { return nil }
        let rest = scalars[(position + 1)..<(position + length)]
        let bytes = rest.compactMap { byte($0, western) }
        guard bytes.count == rest.count, bytes.allSatisfy({ (0x80...0xBF).contains($0) }),
            let decoded = decode([UInt8(lead)] + bytes)
        else { return nil }
        // Š and ž are letters of their own beside Í; within a misread word they follow small ones.
        let isInSmallLetters =
            position > 0 && scalars[position - 1].properties.generalCategory == .lowercaseLetter
        let onlyLetters = rest.allSatisfy(\.properties.isAlphabetic)
        return onlyLetters && !(isInSmallLetters && length == 2) ? nil : (decoded, length)
    }

    // MARK: Windows-1251

    /// Here a whole word must be misread; half of Cyrillic letters begin sequences.
    private static func cyrillic(_ text: String) -> String? {
        guard text.unicodeScalars.contains(where: { $0 == "Р" || $0 == "С" }) else { return nil }
        var found = false
        let words = text.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false)
        let mended = words.map { word -> String in
            let bytes = word.compactMap { byte($0, eastern) }
            guard word.count >= 4, bytes.count == word.count, bytes.allSatisfy({ $0 >= 0x80 }),
                let decoded = try? UTF8Span(validating: bytes.span)
            else { return String(word) }
            found = true
            return String(copying: decoded)
        }
        return found ? mended.joined(separator: " ") : nil
    }

    // MARK: Code pages

    private static func decode(_ bytes: [UInt8]) -> Unicode.Scalar? {
        guard let span = try? UTF8Span(validating: bytes.span) else { return nil }
        return String(copying: span).unicodeScalars.first
    }

    private static func byte(_ scalar: Unicode.Scalar, _ page: [Unicode.Scalar: UInt8]) -> UInt8? {
        if scalar.isASCII { return UInt8(scalar.value) }
        return page[scalar]
    }

    private static func page(_ middle: [UInt32], upper: UInt32) -> [Unicode.Scalar: UInt8] {
        var page: [Unicode.Scalar: UInt8] = [:]
        for (index, value) in (middle + (upper..<(upper + 0x40))).enumerated() {
            if let scalar = Unicode.Scalar(value) { page[scalar] = UInt8(0x80 + index) }
        }
        return page
    }

    /// Windows-1252 from 0x80 on, its gaps as C1 controls.
    private static let western = page(
        [
            0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
            0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
        ] + Array(0xA0...0xBF), upper: 0xC0)

    /// Windows-1251 from 0x80 on, its gap as a C1 control.
    private static let eastern = page(
        [
            0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409,
            0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
            0x2013, 0x2014, 0x0098, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0,
            0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB,
            0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6,
            0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
        ], upper: 0x0410)
}
