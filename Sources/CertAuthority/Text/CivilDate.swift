/// A day of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31, without time or zone.
public struct CivilDate: Hashable, Sendable {
    /// The year, 1 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, 1 to 31.
    public let day: Int

    /// A day, or nil where the calendar has none such (30 February, year 0).
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads exactly `YYYY-MM-DD` in ASCII digits (RFC 3339 §5.6 `full-date`); nil for anything
    /// else and for days that do not exist.
    public init?(_ text: String) {
        let bytes = text.utf8Span.span
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
            return nil
        }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for index in range {
                let digit = bytes[index] &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                value = value * 10 + Int(digit)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
            return nil
        }
        self.init(year: year, month: month, day: day)
    }

    /// The day that lies so many days after 1970-01-01 (before it, if negative), or nil outside
    /// the years 1 to 9999.
    public init?(daysSinceEpoch: Int) {
        guard Self.epochDays.contains(daysSinceEpoch) else { return nil }
        // Eras of 400 years (146,097 days) counted from 1 March of year 0, so that the leap day
        // is the last of its year.
        let shifted = daysSinceEpoch + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    /// The UTC day of an instant in seconds since 1970-01-01T00:00:00Z, or nil outside the years
    /// 1 to 9999.
    public init?(unixTime seconds: Int64) {
        let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: 86_400)
        self.init(daysSinceEpoch: Int(quotient) - (remainder < 0 ? 1 : 0))
    }

    /// How many days this day lies after 1970-01-01; negative before it.
    public var daysSinceEpoch: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear % 400
        let shiftedMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// The seconds from 1970-01-01T00:00:00Z to the start of this day in UTC.
    public var startUnixTime: Int64 { Int64(daysSinceEpoch) * 86_400 }

    /// The day so many days later (earlier, if negative), or nil outside the years 1 to 9999.
    public func adding(days: Int) -> CivilDate? {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        return overflow ? nil : CivilDate(daysSinceEpoch: sum)
    }

    /// The day after a duration: first years and months, where a day past the month's end becomes
    /// its last (31 January and a month is 28 or 29 February), then days. Nil beyond year 9999.
    public func adding(_ duration: CalendarDuration) -> CivilDate? {
        let months = year * 12 + (month - 1) + duration.years * 12 + duration.months
        let (newYear, newMonth) = (months / 12, months % 12 + 1)
        guard Self.years.contains(newYear) else { return nil }
        let lastDay = Self.days(inMonth: newMonth, of: newYear)
        return CivilDate(year: newYear, month: newMonth, day: min(day, lastDay))?
            .adding(days: duration.days)
    }

    private static let years = 1...9999
    /// 0001-01-01 to 9999-12-31.
    private static let epochDays = -719_162...2_932_896

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CivilDate: Comparable {
    /// True when the left day is earlier.
    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CivilDate: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: width - digits.utf8.count) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
