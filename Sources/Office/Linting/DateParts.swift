import CertAuthority

/// A date in three parts, with the month as a number or a word.
struct DateParts {
    /// What it comes to.
    let finding: DateLint.Finding

    /// Takes the text apart, or nil where there are not three parts that may be a date.
    init?(_ text: String) {
        var parts = text.split { $0.isWhitespace || "-/.,年月日년월일'’".contains($0) }.map(String.init)
        parts.removeAll { ["de", "del", "of", "the", "г"].contains($0.lowercased()) }
        // A weekday in front says nothing more.
        if parts.count == 4, let first = parts.first, first.allSatisfy(\.isLetter) {
            parts.removeFirst()
        }
        guard parts.count == 3 else { return nil }
        let numbers = parts.map(Self.number)
        if let word = numbers.firstIndex(of: nil) {
            var others = numbers
            others.remove(at: word)
            guard let month = MonthNames.month(parts[word]), let first = others[0],
                let second = others[1]
            else { return nil }
            finding = Self.named(month, first, second)
        } else {
            let lengths = parts.map(\.utf8.count)
            guard let result = Self.numeric(numbers.compactMap { $0 }, lengths) else { return nil }
            finding = result
        }
    }

    /// A number of one to four digits, also with the ending of an English or French ordinal.
    private static func number(_ part: String) -> Int? {
        let digits = part.prefix { $0.isASCII && $0.isNumber }
        guard (1...4).contains(digits.count) else { return nil }
        let ending = part.dropFirst(digits.count).lowercased()
        return ["", "st", "nd", "rd", "th", "er", "º"].contains(ending) ? Int(digits) : nil
    }

    private static func named(_ month: Int, _ first: Int, _ second: Int) -> DateLint.Finding {
        if first > 99 || second > 99 {
            let (year, day) = first > 99 ? (first, second) : (second, first)
            guard let date = CivilDate(year: year, month: month, day: day) else {
                return impossible(year, month, day)
            }
            return form(date)
        }
        return twoDigit(
            days([(2000 + second, month, first), (2000 + first, month, second)]))
    }

    private static func numeric(_ numbers: [Int], _ lengths: [Int]) -> DateLint.Finding? {
        let (first, second, third) = (numbers[0], numbers[1], numbers[2])
        guard lengths[1] <= 2 else { return nil }
        if lengths[0] == 4, lengths[2] <= 2 {
            if let date = CivilDate(year: first, month: second, day: third) { return form(date) }
            if let date = CivilDate(year: first, month: third, day: second) {
                return DateLint.Finding(
                    kind: .dateForm, reason: "the day before the month",
                    remedy: "write \(date) if that is meant")
            }
            return impossible(first, second, third)
        }
        if lengths[2] == 4, lengths[0] <= 2 {
            let proposals = days([(third, second, first), (third, first, second)])
            switch proposals.count {
            case 0: return impossible(third, second, first)
            case 1: return form(proposals[0])
            default: return ambiguous(proposals)
            }
        }
        return lengths.allSatisfy { $0 <= 2 } ? twoDigits(numbers) : nil
    }

    // MARK: Findings

    /// The days that exist among these of year, month and day; each once, in their order.
    static func days(_ candidates: [(Int, Int, Int)]) -> [CivilDate] {
        var days: [CivilDate] = []
        for (year, month, day) in candidates {
            if let date = CivilDate(year: year, month: month, day: day), !days.contains(date) {
                days.append(date)
            }
        }
        return days
    }

    static func ambiguous(_ days: [CivilDate]) -> DateLint.Finding {
        DateLint.Finding(
            kind: .ambiguousDate, reason: "may be read in more than one way",
            remedy: "write \(listed(days)), whichever is meant")
    }

    /// Three numbers of two digits, in any of the usual orders.
    static func twoDigits(_ numbers: [Int]) -> DateLint.Finding {
        let (first, second, third) = (numbers[0], numbers[1], numbers[2])
        return twoDigit(
            days([
                (2000 + third, second, first), (2000 + third, first, second),
                (2000 + first, second, third),
            ]))
    }

    private static func twoDigit(_ days: [CivilDate]) -> DateLint.Finding {
        DateLint.Finding(
            kind: .twoDigitYear, reason: "a year of two digits",
            remedy: days.isEmpty
                ? "write it as YYYY-MM-DD, such as 2025-06-30"
                : "write \(listed(days))\(days.count > 1 ? ", whichever is meant" : "")")
    }

    private static func form(_ date: CivilDate) -> DateLint.Finding {
        DateLint.Finding(
            kind: .dateForm, reason: "a date in another form", remedy: "write \(date)")
    }

    private static func impossible(_ year: Int, _ month: Int, _ day: Int) -> DateLint.Finding {
        let reason =
            if !(1...12).contains(month) {
                "no such day; there is no month \(month)"
            } else if let next = CivilDate(
                year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1),
                let last = next.adding(days: -1)
            {
                "no such day; that month ends with \(last)"
            } else {
                "no such day"
            }
        return DateLint.Finding(
            kind: .impossibleDate, reason: reason, remedy: "look up the day and write YYYY-MM-DD")
    }

    private static func listed(_ days: [CivilDate]) -> String {
        days.map(\.description).joined(separator: " or ")
    }
}
