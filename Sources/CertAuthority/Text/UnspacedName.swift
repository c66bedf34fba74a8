/// A name in a script that sets no blanks between words, or writes particles at them, such as Han,
/// Thai or Hangul: it is looked for within words, since a reason in such a script may be one word.
package struct UnspacedName {
    private let words: [String]

    /// A name of any script; one of a script with blanks between words stands in nothing.
    package init(_ name: String) {
        let words = FoldedWords(name).words
        let isUnspaced = words.allSatisfy { $0.unicodeScalars.allSatisfy(Self.isUnspaced) }
        self.words = isUnspaced ? words : []
    }

    /// True where the name stands in the folded words of a text, written without blanks, in any order
    /// of its parts.
    ///
    /// A name of one word has a family name of one or two characters before the given name. Parts of
    /// one character are anywhere, so those have to stand together.
    package func stands(in text: String) -> Bool {
        let bytes = Array(text.utf8)
        func stands(_ part: String) -> Bool { bytes.firstRange(of: Array(part.utf8)) != nil }
        let whole = words.joined()
        guard whole.count > 1 else { return false }
        if stands(whole) { return true }
        if words.count > 1 {
            return words.contains { $0.count > 1 }
                ? words.allSatisfy(stands) : stands(words.reversed().joined())
        }
        return [1, 2].contains { family in
            whole.count > family + 1
                && stands(String(whole.dropFirst(family)) + String(whole.prefix(family)))
        }
    }

    /// True for the letters of Thai, Lao, Tibetan, Myanmar, Khmer, kana, Han and Hangul (Unicode 16,
    /// blocks).
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3005...0x3007,
            0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
