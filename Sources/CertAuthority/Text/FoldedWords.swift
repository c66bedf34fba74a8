/// The words of a text without letter case, accents, width and punctuation, for finding a name or an
/// identifier in it; never for writing.
package struct FoldedWords {
    /// The words in their order.
    package let words: [String]

    package init(_ text: String) {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in TypedText.folded(text).unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: continue
            default: break
            }
            // Apostrophes stand within names, such as O'Connor.
            if ["'", "\u{2019}", "\u{2BC}", "\u{2BB}", "`", "\u{B4}"].contains(scalar) { continue }
            let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isLetter {
                word.append(BaseLetters.base(of: scalar))
            } else if !word.isEmpty {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        self.words = words
    }

    /// The words in another spelling, in which `ä`, `ö`, `ü`, `å`, `æ`, `ø` and `ß` are written with
    /// two letters, as where a keyboard lacks them.
    package static func spelledOut(_ text: String) -> FoldedWords {
        var spelled = ""
        for scalar in text.unicodeScalars {
            spelled += digraphs[scalar] ?? String(scalar)
        }
        return FoldedWords(spelled)
    }

    private static let digraphs: [Unicode.Scalar: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa",
        "æ": "ae", "Æ": "Ae", "ø": "oe", "Ø": "Oe", "ß": "ss", "ẞ": "SS", "œ": "oe", "Œ": "Oe",
    ]

    /// True where words that stand here one after the other are that text together.
    package func contains(joined text: String) -> Bool {
        guard !text.isEmpty else { return false }
        return words.indices.contains { start in
            var rest = text.utf8[...]
            for word in words[start...] {
                guard rest.starts(with: word.utf8) else { return false }
                rest = rest.dropFirst(word.utf8.count)
                if rest.isEmpty { return true }
            }
            return false
        }
    }

    /// True where those words stand here one after the other.
    package func contains(_ sequence: [String]) -> Bool {
        guard let first = sequence.first, sequence.count <= words.count else { return false }
        return (0...(words.count - sequence.count)).contains { start in
            words[start].utf8.elementsEqual(first.utf8)
                && words[start..<start + sequence.count].elementsEqual(sequence) {
                    $0.utf8.elementsEqual($1.utf8)
                }
        }
    }
}
