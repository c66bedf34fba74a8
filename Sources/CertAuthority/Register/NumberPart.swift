/// Letters and digits that may be part of a certificate's number, as people quote one: its
/// beginning, some of its groups, its end.
package struct NumberPart: Sendable, Equatable {
    /// As numbers are written: the only way where hyphens were typed, or else one for each place in
    /// a group that the part may begin at, the beginning of a group first.
    package let written: [String]
    /// The part from where a group begins in it, without hyphens; nil where hyphens were typed and
    /// too little follows them.
    package let fromGroup: String?
    /// Whether it looks like part of a number, and not like a word.
    package let isLikely: Bool

    /// How many letters and digits are looked for at the least.
    private static let shortest = 4
    private static let groupLength = 4
    private static let longest = 17
    /// So many of the letters that numbers have are seldom a word.
    private static let likely = 7

    /// Reads what was typed in Crockford's base32, with his other letters for 0 and 1; nil where it
    /// can be no part of a number.
    package init?(_ text: String) {
        var groups = [""]
        for character in text.uppercased() {
            switch character {
            case "-", " ": groups.append("")
            case "O": groups[groups.count - 1] += "0"
            case "I", "L": groups[groups.count - 1] += "1"
            case "0"..."9", "A"..."Z", "*", "~", "$", "=":
                guard character.isASCII else { return nil }
                groups[groups.count - 1].append(character)
            default: return nil
            }
        }
        let joined = groups.joined()
        // U is a check symbol only, and stands last.
        guard (Self.shortest...Self.longest).contains(joined.count),
            !joined.dropLast().contains("U")
        else { return nil }
        isLikely =
            groups.count > 1 || joined.count >= Self.likely || joined.contains(where: \.isNumber)
        let isGrouped =
            groups.count > 1 && groups.dropFirst().dropLast().allSatisfy { $0.count == 4 }
            && groups.allSatisfy { (1...Self.groupLength).contains($0.count) }
        guard isGrouped else {
            written = (0..<Self.groupLength).map { Self.written(joined, from: $0) }
            fromGroup = joined
            return
        }
        written = [groups.joined(separator: "-")]
        let whole = groups[0].count == Self.groupLength ? groups : Array(groups.dropFirst())
        let rest = whole.joined()
        fromGroup = rest.count >= 3 ? rest : nil
    }

    /// The groups of a number, each with what follows it and without hyphens. The first is left out,
    /// being the number's own beginning, and the check symbol, being too short.
    package static func groups(of number: CertificateNumber) -> [String] {
        let parts = number.description.split(separator: "-")
        return parts.indices.dropFirst().dropLast().map { parts[$0...].joined() }
    }

    /// The part as it is written in a number where it begins at a place of a group.
    private static func written(_ part: String, from place: Int) -> String {
        var text = ""
        for (index, character) in part.enumerated() {
            if index > 0, (place + index).isMultiple(of: groupLength) { text.append("-") }
            text.append(character)
        }
        return text
    }
}
