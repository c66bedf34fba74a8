/// An instant in UTC: whole seconds since 1970-01-01T00:00:00Z and nanoseconds within the second.
///
/// Leap seconds are not counted, as in POSIX and in XSD's `dateTimeStamp` arithmetic.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Whole seconds since the start of 1970, negative before it.
    public let seconds: Int64
    /// 0 to 999,999,999.
    public let nanoseconds: Int32

    /// An instant by its count of seconds since the start of 1970.
    public init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Midnight at the start of a proleptic Gregorian date, or nil when there is no such date.
    public init?(year: Int, month: Int, day: Int) {
        guard let days = GregorianDay.number(year: year, month: month, day: day) else { return nil }
        self.init(seconds: days * 86_400)
    }

    /// Reads an XSD 1.1 `dateTimeStamp` (RFC 3339 with any number of year and fraction digits).
    ///
    /// - Parameter text: Such as `2026-11-21T07:59:41Z` or `2026-11-21T09:59:41.25+02:00`. Digits
    ///   of the fraction beyond the ninth are cut off.
    /// - Parameter offsetRequired: When false, a missing offset means UTC, as VCDM 2.0 §4.9 reads
    ///   it. Nil is returned for anything else.
    public init?(_ text: String, offsetRequired: Bool = true) {
        var reader = TimestampReader(text: Array(text.utf8))
        guard let instant = reader.read(offsetRequired: offsetRequired) else { return nil }
        self = instant
    }

    /// RFC 3339 in UTC with a `Z`, whole seconds unless there is a fraction.
    public var description: String {
        let day = seconds.floorDivided(by: 86_400)
        let second = Int(seconds - day * 86_400)
        let date = GregorianDay.date(day)
        var text: [UInt8] = []
        text.reserveCapacity(32)
        Self.append(date.year, 4, to: &text)
        for (sign, number) in [
            ("-", date.month), ("-", date.day), ("T", second / 3600), (":", second / 60 % 60),
            (":", second % 60),
        ] as [(Unicode.Scalar, Int)] {
            text.append(UInt8(ascii: sign))
            Self.append(number, 2, to: &text)
        }
        if nanoseconds > 0 {
            text.append(UInt8(ascii: "."))
            Self.append(Int(nanoseconds), 9, to: &text)
            while text.last == UInt8(ascii: "0") { text.removeLast() }
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The date in UTC as `YYYY-MM-DD`.
    public var dateText: String { String(description.prefix { $0 != "T" }) }

    /// This instant moved by whole seconds.
    public func adding(seconds: Int64) -> Timestamp {
        Timestamp(seconds: self.seconds + seconds, nanoseconds: nanoseconds)
    }

    /// This instant without its fraction of a second.
    public var wholeSecond: Timestamp { Timestamp(seconds: seconds) }

    /// The order of time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// Appends a number in at least so many digits.
    private static func append(_ number: Int, _ width: Int, to text: inout [UInt8]) {
        if number < 0 { text.append(UInt8(ascii: "-")) }
        let start = text.count
        var rest = number.magnitude
        while rest > 0 || text.count - start < width {
            text.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        }
        text[start...].reverse()
    }
}

extension Int64 {
    /// The quotient rounded down, also for negative numbers.
    func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

/// Reads the parts of a `dateTimeStamp` from ASCII bytes.
private struct TimestampReader {
    let text: [UInt8]
    var position = 0

    init(text: [UInt8]) { self.text = text }

    mutating func read(offsetRequired: Bool) -> Timestamp? {
        let negative = skip("-")
        guard let yearDigits = digits(atLeast: 4, atMost: 9), skip("-"),
            let month = digits(atLeast: 2, atMost: 2), skip("-"),
            let day = digits(atLeast: 2, atMost: 2), skip("T"),
            let hour = digits(atLeast: 2, atMost: 2), skip(":"),
            let minute = digits(atLeast: 2, atMost: 2), skip(":"),
            let second = digits(atLeast: 2, atMost: 2),
            let days = GregorianDay.number(
                year: negative ? -yearDigits : yearDigits, month: month, day: day),
            minute < 60, second < 60
        else { return nil }
        guard let nanoseconds = fraction(), let offset = offset(required: offsetRequired),
            position == text.count,
            hour < 24 || (hour == 24 && minute == 0 && second == 0 && nanoseconds == 0)
        else { return nil }
        let seconds = days * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
        return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }

    /// Zero when there is none; nil when the point has no digit behind it.
    private mutating func fraction() -> Int32? {
        guard skip(".") else { return 0 }
        let start = position
        var value: Int32 = 0
        while position < text.count, let digit = digit(text[position]) {
            if position - start < 9 { value = value * 10 + Int32(digit) }
            position += 1
        }
        guard position > start else { return nil }
        for _ in min(9, position - start)..<9 { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    private mutating func offset(required: Bool) -> Int? {
        if skip("Z") { return 0 }
        if position == text.count { return required ? nil : 0 }
        let west = skip("-")
        guard west || skip("+"), let hours = digits(atLeast: 2, atMost: 2), skip(":"),
            let minutes = digits(atLeast: 2, atMost: 2), minutes < 60,
            hours < 14 || (hours == 14 && minutes == 0)
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return west ? -seconds : seconds
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func digits(atLeast least: Int, atMost most: Int) -> Int? {
        let start = position
        var value = 0
        while position < text.count, position - start < most, let digit = digit(text[position]) {
            value = value * 10 + digit
            position += 1
        }
        return position - start >= least ? value : nil
    }

    private func digit(_ byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte) - 48 : nil
    }
}
