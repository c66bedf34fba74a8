internal import Foundation

/// The words under which a name is found again, however it is typed: without letter case, accents,
/// width and punctuation; never for writing names.
package enum NameSearch {
    /// The words that are kept of a name, each once.
    ///
    /// Besides the folded words: those of the spelling with two letters (`Müller` as `mueller`);
    /// of scripts that set no blanks between words, the name from each of its letters on, so that
    /// any part of it is the beginning of a word; Arabic words without their article.
    package static func stored(_ name: String) -> [String] {
        if let words = plain(name) { return unique(words) }
        let folded = FoldedWords(decomposed(name)).words.map(evened)
        var words = folded + FoldedWords.spelledOut(name).words.map(evened)
        for word in folded where word.hasPrefix("ال") && word.count > 4 {
            words.append(String(word.dropFirst(2)))
        }
        let unspaced = folded.filter(isUnspaced)
        // Family and given name may be typed without the blank between them.
        let whole = unspaced.count == folded.count ? [unspaced.joined()] : []
        for word in unspaced + whole {
            words += word.indices.prefix(longestUnspaced).map { String(word[$0...]) }
        }
        return unique(words)
    }

    /// The words of what somebody types to find a name; each is to be the beginning of a word that
    /// is kept.
    package static func asked(_ text: String) -> [String] {
        unique(plain(text) ?? FoldedWords(decomposed(text)).words.map(evened))
    }

    /// Whether a name that is kept under those words is found by what was asked.
    package static func matches(stored words: [String], asked: [String]) -> Bool {
        !asked.isEmpty
            && asked.allSatisfy { part in words.contains { $0.utf8.starts(with: part.utf8) } }
    }

    /// Letters of a name that begin a part of it; names of such scripts are short.
    private static let longestUnspaced = 24

    /// The words of a text of plain ASCII, as most are; nil for others.
    private static func plain(_ text: String) -> [String]? {
        var words: [String] = []
        var word: [UInt8] = []
        for byte in text.utf8 {
            guard byte < 0x80 else { return nil }
            if ASCII.isLetter(byte) {
                word.append(byte | 0x20)
            } else if ASCII.isDigit(byte) {
                word.append(byte)
            } else if byte != UInt8(ascii: "'"), byte != UInt8(ascii: "`"), !word.isEmpty {
                words.append(String(decoding: word, as: UTF8.self))
                word = []
            }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    /// Letters apart from their marks, which are then left out (Unicode UAX #15, form KD).
    private static func decomposed(_ text: String) -> String {
        text.decomposedStringWithCompatibilityMapping
    }

    /// The word in the letters that stand for others where keyboards and habits differ.
    private static func evened(_ word: String) -> String {
        guard word.unicodeScalars.contains(where: { evenLetters[$0] != nil || $0 == tatweel })
        else { return word }
        var even = String.UnicodeScalarView()
        for scalar in word.unicodeScalars where scalar != tatweel {
            even.append(evenLetters[scalar] ?? scalar)
        }
        return String(even)
    }

    /// Lengthens Arabic words and means nothing.
    private static let tatweel: Unicode.Scalar = "\u{640}"

    private static let evenLetters: [Unicode.Scalar: Unicode.Scalar] = [
        "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ٱ": "ا", "ς": "σ",
    ]

    /// True for words of Thai, Lao, Myanmar, Khmer, kana, Han and Hangul, and letters of these that
    /// are apart from their marks.
    private static func isUnspaced(_ word: String) -> Bool {
        word.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF,
                0x3005...0x3007, 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF,
                0xF900...0xFAFF, 0x20000...0x3FFFF:
                true
            default: false
            }
        }
    }

    private static func unique(_ words: [String]) -> [String] {
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }
    }
}
