import CertAuthority
import Spreadsheets

/// A cautious guess at the encoding of text that is not UTF-8. It names an encoding only where the
/// bytes beyond ASCII make words in it; a byte that went wrong here and there has no name.
enum LegacyEncoding {
    /// The likely encodings, the likeliest first; none where nothing speaks for any.
    static func guesses(_ bytes: [UInt8]) -> [TextEncoding] {
        guard !hasMuchUTF8(bytes) else { return [] }
        let runs = highRuns(bytes)
        guard !runs.isEmpty else { return [] }
        return doubleByte(bytes) ?? alphabetic(runs).map { [$0] } ?? accented(runs) ?? []
    }

    /// A run of bytes from 0x80 on, with the bytes around it.
    private struct Run {
        let bytes: ArraySlice<UInt8>
        let before: UInt8
        let after: UInt8
    }

    private static let sample = 4_096

    /// Where sound UTF-8 sequences are as many as broken ones, UTF-8 was damaged.
    private static func hasMuchUTF8(_ bytes: [UInt8]) -> Bool {
        var (sound, broken, position) = (0, 0, 0)
        while position < bytes.count {
            let byte = bytes[position]
            guard byte >= 0x80 else {
                position += 1
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1
            let rest = bytes[(position + 1)...].prefix(length - 1)
            if length > 1, rest.count == length - 1, rest.allSatisfy({ $0 & 0xC0 == 0x80 }) {
                sound += 1
                position += length
            } else {
                broken += 1
                position += 1
            }
        }
        return sound >= broken
    }

    private static func highRuns(_ bytes: [UInt8]) -> [Run] {
        var runs: [Run] = []
        var position = 0
        while position < bytes.count, runs.count < sample {
            guard bytes[position] >= 0x80 else {
                position += 1
                continue
            }
            let end = bytes[position...].firstIndex { $0 < 0x80 } ?? bytes.count
            runs.append(
                Run(
                    bytes: bytes[position..<end], before: position > 0 ? bytes[position - 1] : 0x2C,
                    after: end < bytes.count ? bytes[end] : 0x2C))
            position = end
        }
        return runs
    }

    // MARK: Two bytes a character

    private static func doubleByte(_ bytes: [UInt8]) -> [TextEncoding]? {
        var (pairs, common, late, low, early) = (0, 0, 0, 0, 0)
        var position = 0
        while position < bytes.count, pairs < sample {
            let lead = bytes[position]
            guard lead >= 0x80 else {
                position += 1
                continue
            }
            guard position + 1 < bytes.count, lead != 0x80, lead != 0xFF else { return nil }
            let trail = bytes[position + 1]
            guard (0x40...0x7E).contains(trail) || (0x80...0xFE).contains(trail) else { return nil }
            pairs += 1
            position += 2
            if trail >= 0xA1, (0xB0...0xF7).contains(lead) { common += 1 }
            if lead > 0xC8 { late += 1 }
            if trail <= 0x7E { low += 1 }
            if lead < 0xA0 { early += 1 }
        }
        // An accented letter and what follows it may look like a pair once or twice.
        guard pairs >= 2 else { return nil }
        if common * 10 >= pairs * 9, low * 10 <= pairs, !isSingleByte(bytes) {
            return late > 0 ? [.gb18030] : [.eucKR, .gb18030]
        }
        if early * 2 >= pairs, !isEmbedded(bytes) { return [.shiftJIS] }
        if low * 5 >= pairs, early == 0, !isSingleByte(bytes) { return [.big5] }
        return nil
    }

    /// In alphabets words have odd lengths as often as even ones, and accented letters stand
    /// alone; so pairs that make words of letters are no pairs.
    private static func isSingleByte(_ bytes: [UInt8]) -> Bool {
        let runs = highRuns(bytes)
        let odd = runs.count { $0.bytes.count % 2 == 1 && !(0x40...0x7E).contains($0.after) }
        return odd * 10 > runs.count || alphabetic(runs) != nil || accented(runs) != nil
    }

    /// Accented letters mostly stand singly between letters; a pair's first byte does not.
    private static func isEmbedded(_ bytes: [UInt8]) -> Bool {
        let runs = highRuns(bytes)
        let embedded = runs.count {
            $0.bytes.count == 1 && ASCII.isLetter($0.before) && ASCII.isLetter($0.after)
        }
        return embedded * 2 > runs.count
    }

    // MARK: Alphabets other than Latin: whole words beyond ASCII

    private static func alphabetic(_ runs: [Run]) -> TextEncoding? {
        let words = runs.map(\.bytes).filter { $0.count >= 3 }
        guard words.count * 2 >= runs.count, let first = words.first, !first.isEmpty else {
            return nil
        }
        func share(_ isFitting: (ArraySlice<UInt8>) -> Bool) -> Double {
            Double(words.count(where: isFitting)) / Double(words.count)
        }
        let capitalised = share { word in
            word.allSatisfy { $0 >= 0xC0 }
                && word.dropFirst().allSatisfy { $0 >= 0xE0 }
                && (0xC0...0xDF).contains(word[word.startIndex])
        }
        if capitalised >= 0.8 { return .windows1251 }
        let greek = share { word in
            word.dropFirst().allSatisfy { $0 >= 0xDC }
                && (0xB8...0xDB).contains(word[word.startIndex])
        }
        if greek >= 0.8 { return .windows1253 }
        let koi = share { word in
            word.dropFirst().allSatisfy { (0xC0...0xDF).contains($0) }
                && word[word.startIndex] >= 0xE0
        }
        if koi >= 0.8 { return .koi8R }
        let arabic = share { word in
            word.allSatisfy(isArabic) && word.contains { $0 == 0xC7 || $0 == 0xE1 || $0 == 0xE3 }
        }
        return arabic >= 0.5 && share({ $0.allSatisfy(isArabic) }) >= 0.9
            ? .windows1256 : nil
    }

    private static func isArabic(_ byte: UInt8) -> Bool {
        switch byte {
        case 0xC0...0xD6, 0xD8...0xDF, 0xE1, 0xE3...0xE6, 0xEC, 0xED, 0x81, 0x8D, 0x8E, 0x90, 0x98:
            true
        default: false
        }
    }

    // MARK: Latin letters with accents: single bytes within words of ASCII

    private static func accented(_ runs: [Run]) -> [TextEncoding]? {
        var (letters, old) = (0, 0)
        for run in runs {
            guard run.bytes.count <= 2 else { return nil }
            let besideSmall = isSmall(run.before) || isSmall(run.after)
            let besideLetter =
                besideSmall || ASCII.isLetter(run.before) || ASCII.isLetter(run.after)
            guard besideLetter else { continue }
            for byte in run.bytes {
                switch byte {
                // A capital after a small letter makes no word.
                case 0xC0...0xD6, 0xD8...0xDE, 0x8A, 0x8C, 0x8E:
                    if !isSmall(run.before) { letters += 1 }
                case 0xDF...0xF6, 0xF8...0xFF, 0x9A, 0x9C, 0x9E, 0x92, 0xB9, 0xB3, 0xBF:
                    letters += 1
                case 0x80...0xA7: old += 1
                default: break
                }
            }
        }
        let total = runs.reduce(0) { $0 + $1.bytes.count }
        if letters * 10 >= total * 8 { return [.windows1252, .windows1250, .windows1254] }
        return old * 10 >= total * 8 ? [.macRoman, .codePage850, .codePage437] : nil
    }

    private static func isSmall(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
