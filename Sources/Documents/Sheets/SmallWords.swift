/// Words that stand with the next one: a line does not end in them.
enum SmallWords {
    private static let words: Set<String> = [
        // Particles of names.
        "af", "al", "av", "bin", "bint", "binti", "da", "das", "de", "del", "della", "den", "der",
        "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los", "ole", "van", "von", "wa",
        "zu", "zur", "y", "e", "i",
        // Of titles.
        "a", "an", "and", "at", "by", "et", "for", "in", "of", "on", "the", "to", "with", "des",
        "en", "les", "na", "ya", "kwa", "в", "и", "на", "с",
    ]

    /// Whether the last word before a blank at the end is one of them, and not the only one.
    static func ends(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: " "))
        guard let last = parts.last else { return false }
        return words.contains(String(decoding: last, as: UTF8.self).lowercased())
    }
}
