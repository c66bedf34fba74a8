/// The marks of a page's content (ISO 32000-2 §14.6).
enum PDFContentMarks {
    /// The content without its marked-content operators, except those that say which letters some
    /// glyphs stand for (`ActualText`, ISO 32000-2 §14.9.4), without which many scripts could not be
    /// searched; as it is where there are none, and where it holds what is not understood (such as
    /// pictures within the content).
    static func removed(from content: [UInt8]) -> [UInt8] {
        guard !hasOnlyLetters(content) else { return content }
        var parser = PDFParser(content[...], at: 0, budget: .max, depth: 16)
        var marks: [Range<Int>] = []
        // Where the operands of the next operator begin.
        var start: Int?
        // For each sequence that is open, whether its operators stay.
        var open: [Bool] = []
        while true {
            parser.skipSpace()
            guard !parser.isAtEnd else { break }
            let place = parser.position
            if start == nil { start = place }
            guard let byte = parser.peek() else { break }
            // Operators begin with a letter or a quote; so do true, false and null.
            let isWord =
                (UInt8(ascii: "A")...UInt8(ascii: "z")).contains(byte) && byte != 0x5B
                && byte != 0x5D || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
            guard isWord else {
                guard (try? parser.object()) != nil else { return content }
                continue
            }
            let word = String(decoding: parser.word(), as: UTF8.self)
            switch word {
            case "BI": return content
            case "BDC", "BMC":
                open.append(saysLetters(content[(start ?? place)..<place]))
                if open.last != true { marks.append((start ?? place)..<parser.position) }
            case "EMC":
                if open.popLast() != true { marks.append((start ?? place)..<parser.position) }
            case "MP", "DP": marks.append((start ?? place)..<parser.position)
            case "true", "false", "null": continue
            default: break
            }
            start = nil
        }
        guard !marks.isEmpty else { return content }
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var next = 0
        for mark in marks {
            result += content[next..<mark.lowerBound]
            next = mark.upperBound
        }
        return result + content[next...]
    }

    /// True where a look at the bytes alone shows that every mark says letters, as in what is drawn
    /// here; reading a page of fine lines operator by operator takes longer than drawing it.
    private static func hasOnlyLetters(_ content: [UInt8]) -> Bool {
        func hasText(_ text: StaticString, at place: Int) -> Bool {
            guard place + text.utf8CodeUnitCount <= content.count else { return false }
            return text.withUTF8Buffer { letters in
                letters.indices.allSatisfy { letters[$0] == content[place + $0] }
            }
        }
        var openings = 0
        var letters = 0
        for (place, byte) in content.enumerated() {
            switch byte {
            case UInt8(ascii: "B"):
                if hasText("BDC", at: place) { openings += 1 }
                if hasText("BMC", at: place) { return false }
            case UInt8(ascii: "M"):
                if hasText("MCID", at: place) || hasText("MP", at: place) { return false }
            case UInt8(ascii: "D"): if hasText("DP", at: place) { return false }
            case UInt8(ascii: "/"): if hasText("/ActualText", at: place) { letters += 1 }
            default: break
            }
        }
        return openings == letters
    }

    private static func saysLetters(_ operands: ArraySlice<UInt8>) -> Bool {
        operands.firstRange(of: Array("/ActualText".utf8)) != nil
            && operands.firstRange(of: Array("/MCID".utf8)) == nil
    }
}
