import CertAuthority
internal import LinkedData

/// Says of a text that is no `YYYY-MM-DD` what it is instead, and which days may be meant.
struct DateLint {
    /// What is wrong with a date.
    struct Finding {
        let kind: CohortFindingKind
        let reason: String
        let remedy: String
    }

    /// The date, or why it is none.
    static func explain(_ text: String) -> Finding {
        let plain = plainDigits(text)
        let isPlain = plain.isExactly(text)
        if !isPlain, let date = CivilDate(plain) {
            return Finding(
                kind: .dateDigits, reason: "digits or hyphens that are not ASCII",
                remedy: "write \(date)")
        }
        if let finding = withTime(plain) ?? number(plain) ?? DateParts(plain)?.finding {
            return finding
        }
        return Finding(
            kind: .notADate, reason: "not a date",
            remedy: "write it as YYYY-MM-DD, such as 2025-06-30")
    }

    /// ASCII digits for those of any script, hyphens for dashes, no blanks around.
    private static func plainDigits(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                plain.append(scalar)
            } else if scalar.properties.numericType == .decimal,
                let value = scalar.properties.numericValue,
                let digit = Unicode.Scalar(UInt32(0x30 + Int(value)))
            {
                plain.append(digit)
            } else if (0x2010...0x2015).contains(scalar.value) || scalar.value == 0x2212 {
                plain.append("-")
            } else if scalar.properties.isWhitespace {
                plain.append(" ")
            } else if !TextSafety.isControl(scalar), scalar.properties.generalCategory != .format {
                plain.append(scalar)
            }
        }
        let trimmed = plain.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        return String(String.UnicodeScalarView(trimmed))
    }

    private static func withTime(_ text: String) -> Finding? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let before = text[..<colon].drop { $0 == "T" || $0 == "'" }
        guard let gap = before.lastIndex(where: { $0 == "T" || $0 == " " || $0 == "," }) else {
            return nil
        }
        let head = plainDigits(String(before[..<gap]))
        if let date = CivilDate(head) {
            return Finding(
                kind: .dateWithTime, reason: "a date with a time", remedy: "write \(date)")
        }
        guard let inner = number(head) ?? DateParts(head)?.finding else { return nil }
        return Finding(
            kind: .dateWithTime, reason: "a date with a time, and \(inner.reason)",
            remedy: inner.remedy)
    }

    // MARK: Numbers without separators

    private static func number(_ text: String) -> Finding? {
        let digits = text.utf8.prefix { $0 != UInt8(ascii: ".") }
        guard !digits.isEmpty, digits.allSatisfy(ASCII.isDigit),
            text.utf8.dropFirst(digits.count + 1).allSatisfy(ASCII.isDigit),
            let value = Int(text.prefix(digits.count))
        else { return nil }
        switch digits.count {
        case 8: return compact(value)
        case 5:
            // Days since 1899-12-30, as spreadsheets count them.
            guard let epoch = CivilDate(year: 1899, month: 12, day: 30),
                let date = epoch.adding(days: value), (1990..<2100).contains(date.year)
            else { return nil }
            return Finding(
                kind: .dateSerial, reason: "a spreadsheet's number for a day",
                remedy: "write \(date), or give the column the number format YYYY-MM-DD and save "
                    + "again")
        case 6:
            let parts = [value / 10_000, value / 100 % 100, value % 100]
            return DateParts.twoDigits(parts)
        default: return nil
        }
    }

    private static func compact(_ value: Int) -> Finding? {
        let proposals = DateParts.days([
            (value / 10_000, value / 100 % 100, value % 100),
            (value % 10_000, value / 10_000 % 100, value / 1_000_000),
            (value % 10_000, value / 1_000_000, value / 10_000 % 100),
        ]).filter { (1900..<2100).contains($0.year) }
        guard let first = proposals.first else { return nil }
        if first.year == value / 10_000 || proposals.count == 1 {
            return Finding(
                kind: .dateForm, reason: "a date without hyphens", remedy: "write \(first)")
        }
        return DateParts.ambiguous(proposals)
    }
}
