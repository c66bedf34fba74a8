package import Credentials

/// An instant as protocols of the Internet write it, with English names and in universal time.
package enum InternetDate {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sat, 07 Nov 2026 17:12:41 GMT`, as in HTTP (RFC 9110 §5.6.7); nil outside the years 1 to
    /// 9999.
    package static func http(_ instant: Timestamp) -> String? {
        parts(of: instant).map { parts in
            "\(parts.weekday), \(twoDigits(parts.day)) \(parts.month) \(parts.year) \(parts.time) GMT"
        }
    }

    /// `Sat, 7 Nov 2026 17:12:41 +0000`, as in mail (RFC 5322 §3.3); nil outside the years 1 to 9999.
    package static func mail(_ instant: Timestamp) -> String? {
        parts(of: instant).map { parts in
            "\(parts.weekday), \(parts.day) \(parts.month) \(parts.year) \(parts.time) +0000"
        }
    }

    private static func parts(
        of instant: Timestamp
    ) -> (weekday: String, day: Int, month: String, year: Substring, time: String)? {
        guard let day = CivilDate(unixTime: instant.seconds) else { return nil }
        // The first of January 1970 was a Thursday.
        let days = Int(day.startUnixTime / 86_400)
        let second = Int(instant.seconds - day.startUnixTime)
        let time = [second / 3600, second / 60 % 60, second % 60].map(twoDigits)
        return (
            weekdays[(days % 7 + 7) % 7], day.day, months[day.month - 1],
            String(10_000 + day.year).dropFirst(), time.joined(separator: ":")
        )
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
