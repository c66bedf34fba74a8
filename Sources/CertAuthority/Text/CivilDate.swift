import Credentials

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
        guard Self.years.contains(year),
            GregorianDay.number(year: year, month: month, day: day) != nil
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
        (year, month, day) = GregorianDay.date(Int64(daysSinceEpoch))
    }

    /// The UTC day of an instant in seconds since 1970-01-01T00:00:00Z, or nil outside the years
    /// 1 to 9999.
    public init?(unixTime seconds: Int64) {
        let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: 86_400)
        self.init(daysSinceEpoch: Int(quotient) - (remainder < 0 ? 1 : 0))
    }

    /// How many days this day lies after 1970-01-01; negative before it.
    public var daysSinceEpoch: Int {
        // Every value of this type is a day that exists.
        GregorianDay.number(year: year, month: month, day: day).map(Int.init) ?? 0
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
        let lastDay = GregorianDay.length(year: newYear, month: newMonth)
        return CivilDate(year: newYear, month: newMonth, day: min(day, lastDay))?
            .adding(days: duration.days)
    }

    /// The day a duration before: first days, then months and years, where a day past the month's
    /// end becomes its last. Nil before year 1.
    public func subtracting(_ duration: CalendarDuration) -> CivilDate? {
        guard let start = adding(days: -duration.days) else { return nil }
        let months =
            start.year * 12 + (start.month - 1) - duration.years * 12 - duration.months
        guard months >= 0, Self.years.contains(months / 12) else { return nil }
        let (year, month) = (months / 12, months % 12 + 1)
        let lastDay = GregorianDay.length(year: year, month: month)
        return CivilDate(year: year, month: month, day: min(start.day, lastDay))
    }

    private static let years = 1...9999
    /// 0001-01-01 to 9999-12-31.
    private static let epochDays = -719_162...2_932_896
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
