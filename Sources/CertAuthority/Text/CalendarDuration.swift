/// A length of time in calendar units: years, months and days, as ISO 8601 writes `P3Y` or `P1Y6M`.
///
/// The units are kept apart, because how many days a year or a month has depends on the day it is
/// counted from; `P12M` and `P1Y` are therefore different values of this type.
public struct CalendarDuration: Hashable, Sendable {
    /// Whole years, 0 to 9999.
    public let years: Int
    /// Whole months, 0 to 9999.
    public let months: Int
    /// Whole days, 0 to 9999.
    public let days: Int

    /// A duration, or nil when a part is outside 0 to 9999 or all are zero.
    public init?(years: Int = 0, months: Int = 0, days: Int = 0) {
        let range = 0...9999
        guard range.contains(years), range.contains(months), range.contains(days),
            years + months + days > 0
        else { return nil }
        self.years = years
        self.months = months
        self.days = days
    }

    /// Reads `P`, then any of `nY`, `nM`, `nD` in this order, at least one; weeks and times of day
    /// are not taken. Nil for anything else.
    public init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        guard bytes.popFirst() == UInt8(ascii: "P") else { return nil }
        var parts = [0, 0, 0]
        var next = 0
        let units = [UInt8(ascii: "Y"), UInt8(ascii: "M"), UInt8(ascii: "D")]
        while !bytes.isEmpty {
            let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            bytes.removeFirst(digits.count)
            guard (1...4).contains(digits.count), let unit = bytes.popFirst(),
                let position = units[next...].firstIndex(of: unit)
            else { return nil }
            parts[position] = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            next = position + 1
        }
        self.init(years: parts[0], months: parts[1], days: parts[2])
    }
}

extension CalendarDuration: CustomStringConvertible {
    /// The shortest ISO 8601 form, such as `P3Y`.
    public var description: String {
        let parts = [(years, "Y"), (months, "M"), (days, "D")].filter { $0.0 > 0 }
        return "P" + parts.map { "\($0.0)\($0.1)" }.joined()
    }
}
