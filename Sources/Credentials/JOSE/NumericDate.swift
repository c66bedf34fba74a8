import LinkedData

/// Instants as JSON Web Tokens count them: seconds since 1970, with a fraction where there is one
/// (RFC 7519 §2).
enum NumericDate {
    /// The number for an instant, or nil when a double does not hold its fraction exactly enough
    /// to give it back.
    static func number(_ instant: Timestamp) -> Double? {
        let number = nearest(instant)
        return timestamp(number) == instant ? number : nil
    }

    /// The instant of a number, its fraction to the microsecond; nil beyond the year 9999.
    static func timestamp(_ number: Double) -> Timestamp? {
        guard number.magnitude <= 253_402_300_799 else { return nil }
        var seconds = Int64(number)
        if Double(seconds) > number { seconds -= 1 }
        // A double of today's dates is good to a quarter of a microsecond.
        var microseconds = Int32((number - Double(seconds)) * 1e6 + 0.5)
        if microseconds == 1_000_000 {
            seconds += 1
            microseconds = 0
        }
        return Timestamp(seconds: seconds, nanoseconds: microseconds * 1000)
    }

    /// True when the number says that instant: exactly, or in whole seconds with the fraction cut
    /// off, as many issuers write it.
    static func states(_ number: Double, _ instant: Timestamp) -> Bool {
        number == nearest(instant) || number == Double(instant.seconds)
    }

    /// The double that reading the instant's decimal digits gives.
    private static func nearest(_ instant: Timestamp) -> Double {
        guard instant.nanoseconds > 0 else { return Double(instant.seconds) }
        let isNegative = instant.seconds < 0
        let whole = isNegative ? -(instant.seconds + 1) : instant.seconds
        let fraction = isNegative ? 1_000_000_000 - instant.nanoseconds : instant.nanoseconds
        let digits = String(fraction)
        let zeros = String(repeating: "0", count: 9 - digits.utf8.count)
        return Double("\(isNegative ? "-" : "")\(whole).\(zeros)\(digits)") ?? 0
    }
}
