extension Language {
    /// The language for a reader: the one that was asked for by name, else the first of those that
    /// the reader's software accepts, else English.
    ///
    /// - Parameters:
    ///   - asked: A language tag such as that of `?lang=`; what is none of ours is passed over.
    ///   - accepted: The value of `Accept-Language` (RFC 9110 §12.5.4), ranges with weights; each
    ///     is looked up as RFC 4647 §3.4 says. Malformed ranges and those of weight 0 are passed
    ///     over; `*` stands for English. Only the first 32 ranges count.
    public static func preferred(asked: String?, accepted: String?) -> Language {
        if let language = asked.flatMap({ LanguageTag($0) }).flatMap({ Language($0) }) {
            return language
        }
        var best: (language: Language, weight: Int)?
        for range in (accepted ?? "").utf8.split(separator: UInt8(ascii: ",")).prefix(32) {
            guard let (language, weight) = Self.weighted(range), weight > best?.weight ?? 0
            else { continue }
            best = (language, weight)
        }
        return best?.language ?? .english
    }

    /// A range and its weight in thousandths, or nil where it is malformed or not of ours.
    private static func weighted(_ range: Substring.UTF8View) -> (Language, Int)? {
        let parts = range.split(separator: UInt8(ascii: ";"), maxSplits: 1).map(trimmed)
        guard let name = parts.first else { return nil }
        let weight = parts.count == 1 ? 1000 : Self.weight(parts[1])
        guard let weight else { return nil }
        if name == "*" { return (.english, weight) }
        return LanguageTag(name).flatMap { Language($0) }.map { ($0, weight) }
    }

    /// `q=0.8` as 800 (RFC 9110 §12.4.2: up to three decimals, at most 1).
    private static func weight(_ parameter: String) -> Int? {
        let bytes = Array(parameter.utf8)
        guard bytes.count >= 3, bytes.count <= 7, bytes[0] | 0x20 == UInt8(ascii: "q"),
            bytes[1] == UInt8(ascii: "="), bytes.count < 4 || bytes[3] == UInt8(ascii: ".")
        else { return nil }
        var weight = 0
        for place in [2, 4, 5, 6] {
            let byte = place < bytes.count ? bytes[place] : UInt8(ascii: "0")
            guard ASCII.isDigit(byte) else { return nil }
            weight = weight * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return weight <= 1000 ? weight : nil
    }

    private static func trimmed(_ bytes: Substring.UTF8View) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 9 }
        var rest = bytes.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(Substring(rest))
    }
}
