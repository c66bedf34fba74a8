import CertAuthority

/// Checks a learner's name: what would look wrong on a certificate, or deceive its reader.
///
/// The name is kept byte for byte, so nothing here changes it: not its letter case, not its order,
/// not whether its accents are composed.
enum NameLint {
    private static let longest = 200

    static func check(_ name: String, _ fields: inout RowFields) {
        TextLint.check(name, in: .name, longest: longest, &fields)
        let shape = NameShape(name)
        if !shape.hasLetter {
            fields.add(.noLetter, .name, "no letter in it", "give the learner's name")
        }
        checkStandIn(name, shape, &fields)
        if shape.isUnremarkable { return }
        if fields.isSound(.name) { checkForeign(name, shape, &fields) }
        if !shape.isASCII { checkLetters(name, &fields) }
        // An error explains what is odd besides.
        if fields.isSound(.name) { checkOddities(name, shape, &fields) }
    }

    private static func checkOddities(
        _ name: String, _ shape: NameShape, _ fields: inout RowFields
    ) {
        if shape.hasDoubleSpace {
            fields.add(.doubleSpace, .name, "two blanks in a row", "leave one")
        }
        if shape.hasUnusualSpace {
            fields.add(
                .unusualSpace, .name, "a blank that is not the ordinary one (no-break or wide)",
                "type an ordinary blank if nothing else is meant")
        }
        if shape.hasSymbol {
            fields.add(
                .symbolInName, .name, "a symbol in it", "check that it belongs to the name")
        }
        if shape.hasDigit, !hasOnlyOrdinals(name) {
            fields.add(.digitInName, .name, "a digit in it", "check that it belongs to the name")
        }
    }

    // MARK: Not a name

    private static func checkStandIn(
        _ name: String, _ shape: NameShape, _ fields: inout RowFields
    ) {
        if isPlaceholder(name) {
            fields.add(
                .placeholderName, .name, "a stand-in, not a name", "give the learner's name")
        } else if shape.length <= 8, titles.contains(folded(name)) {
            fields.add(.loneTitle, .name, "a title without a name", "give the learner's name")
        }
    }

    private static func isPlaceholder(_ name: String) -> Bool {
        guard name.utf8.count <= 24 else { return false }
        let folded = folded(name)
        if placeholders.contains(folded) || roles.contains(folded) { return true }
        if folded.utf8.count >= 3, folded.utf8.allSatisfy({ $0 == UInt8(ascii: "x") }) {
            return true
        }
        guard let last = folded.utf8.last, ASCII.isDigit(last) else { return false }
        let stem = folded.prefix { !$0.isNumber }
        let isNumbered = folded.dropFirst(stem.count).allSatisfy(\.isNumber)
        return isNumbered && roles.contains(stem.filter { !" -_#".contains($0) })
    }

    private static func folded(_ name: String) -> String { ASCII.lowered(Array(name.utf8)) }

    private static let placeholders: Set<String> = [
        "n/a", "n.a.", "#n/a", "null", "none", "unknown", "tbd", "tba", "tbc", "nn", "n.n.", "asdf",
        "qwerty", "test test", "test user", "test name", "first last", "firstname lastname",
        "first name last name", "name surname", "full name", "your name", "no name", "noname",
        "lorem ipsum", "abc abc", "aaa", "abc", "abcd", "dummy", "sample", "example",
        "to be confirmed",
        "无", "测试", "тест", "اختبار", "prueba", "sans nom", "sin nombre",
    ]
    private static let roles: Set<String> = [
        "learner", "student", "participant", "user", "person", "test", "tester", "trainee",
        "attendee", "candidate", "member", "name", "guest", "row",
    ]
    private static let titles: Set<String> = [
        "dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "prof", "prof.", "mme",
        "mme.",
        "mlle", "mlle.", "m.", "sr.", "sra", "sra.", "srta", "srta.", "herr", "frau", "eng.",
        "ing.",
        "rev.", "hon.", "mr/ms", "mr/mrs", "bw.", "bi.", "先生", "女士", "小姐",
    ]

    // MARK: What came from elsewhere

    private static func checkForeign(
        _ name: String, _ shape: NameShape, _ fields: inout RowFields
    ) {
        if shape.hasMarkup, isMarkup(name) {
            fields.add(
                .markupInName, .name, "HTML in it",
                "write the letters themselves, such as é for "
                    + "&eacute;")
        }
        if shape.hasQuote, let first = name.first, let last = name.last, name.count > 1,
            quotes.contains(where: { $0.0 == first && $0.1 == last })
        {
            fields.add(.quotedName, .name, "quotation marks around it", "remove them")
        }
        if shape.hasAt && !hasOnlyAliases(name) || shape.isWebAddress {
            fields.add(
                .addressInName, .name, "an e-mail or web address in it",
                "give the name here and the address in the column email")
        }
        if shape.hasQuestionMark {
            fields.add(
                .lostLetters, .name, "a question mark in it, where a letter was lost",
                "write it again from the source, and save as CSV UTF-8")
        }
    }

    /// True where each `@` stands between words, as identity cards of Malaysia and Singapore write an
    /// alias: `Siti @ Fatimah binti Ali`. What follows must not look like a domain.
    private static func hasOnlyAliases(_ name: String) -> Bool {
        let parts = name.split(omittingEmptySubsequences: false) { $0 == "@" || $0 == "\u{FF20}" }
        return parts.indices.dropFirst().allSatisfy { index in
            let (before, after) = (parts[index - 1], parts[index])
            let isApart = before.last?.isWhitespace == true || after.first?.isWhitespace == true
            let words = (
                before.split(whereSeparator: \.isWhitespace).last,
                after.split(whereSeparator: \.isWhitespace).first
            )
            guard isApart, let left = words.0, let right = words.1 else { return false }
            return left.contains(where: \.isLetter) && right.contains(where: \.isLetter)
                && !isDomain(right)
        }
    }

    /// A word with a dot between letters: `learners.example`, and not `A.P.J.` or `bt.`.
    private static func isDomain(_ word: Substring) -> Bool {
        let labels = word.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, let last = labels.last else { return false }
        return last.count > 1 && labels.allSatisfy { !$0.isEmpty }
    }

    /// A tag, or a reference such as `&eacute;`, `&#233;` or `&#xE9;`.
    private static func isMarkup(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        for (index, byte) in bytes.enumerated() {
            let rest = bytes[(index + 1)...]
            if byte == UInt8(ascii: "<"), let next = rest.first,
                ASCII.isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
            {
                return true
            }
            guard byte == UInt8(ascii: "&"), let end = rest.firstIndex(of: UInt8(ascii: ";")),
                end - index > 2
            else { continue }
            let reference = bytes[(index + 1)..<end].drop { $0 == UInt8(ascii: "#") }
            if reference.allSatisfy({ ASCII.isLetter($0) || ASCII.isDigit($0) }) { return true }
        }
        return false
    }

    private static let quotes: [(Character, Character)] = [
        ("\"", "\""), ("“", "”"), ("„", "“"), ("„", "”"), ("”", "”"), ("«", "»"), ("»", "«"),
        ("`", "`"), ("「", "」"), ("《", "》"), ("＂", "＂"),
    ]

    /// True for the ordinals of generations, as in `John Obi 3rd`.
    private static func hasOnlyOrdinals(_ name: String) -> Bool {
        name.split(separator: " ").allSatisfy { word in
            guard word.unicodeScalars.contains(where: { $0.properties.numericType != nil }) else {
                return true
            }
            let suffix = word.drop { $0.isASCII && $0.isNumber }
            return ["st", "nd", "rd", "th"].contains(suffix.filter { $0 != "." && $0 != "," })
        }
    }

    // MARK: Letters

    private static func checkLetters(_ name: String, _ fields: inout RowFields) {
        if let first = name.unicodeScalars.first, Self.isMark(first) {
            fields.add(
                .combiningMarkFirst, .name,
                "begins with a mark that has no letter (U+\(TextSafety.hexadecimal(first)))",
                "write the letter before it, or remove the mark")
        }
        guard let found = LookAlikes.find(in: name) else { return }
        let letter = "\"\(found.letter)\" (U+\(TextSafety.hexadecimal(found.letter)))"
        if found.kind == .letters {
            fields.add(
                .lookAlikeLetters, .name,
                "\(letter) is \(found.script.rawValue) among \(found.others.rawValue) letters",
                "type the word again in one script")
        } else {
            fields.add(
                .lookAlikeWord, .name,
                "\(letter) is \(found.script.rawValue), beside words of Latin letters",
                "type it again if a Latin letter is meant")
        }
    }

    /// Only the marks that stand over or under a letter: vowel signs that stand before their letter
    /// are often typed before it.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        let category = scalar.properties.generalCategory
        return category == .nonspacingMark || category == .enclosingMark
    }
}
