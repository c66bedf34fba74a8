import CertAuthority
import Credentials
import Synchronization

/// The time as HTTP's `Date` has it (RFC 9110 §5.6.7), put together once a second.
final class HTTPDay: Sendable {
    private let last = Mutex((instant: Timestamp(seconds: .min), text: ""))

    func text(of instant: Timestamp) -> String {
        last.withLock { last in
            if last.instant != instant.wholeSecond {
                last = (instant.wholeSecond, Self.text(instant))
            }
            return last.text
        }
    }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sat, 21 Nov 2026 17:12:41 GMT`; empty outside the years 1 to 9999.
    static func text(_ instant: Timestamp) -> String {
        guard let day = CivilDate(unixTime: instant.seconds) else { return "" }
        // The first of January 1970 was a Thursday.
        let days = Int(day.startUnixTime / 86_400)
        let second = Int(instant.seconds - day.startUnixTime)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
        let year = String(10_000 + day.year).dropFirst()
        return "\(weekdays[(days % 7 + 7) % 7]), \(two(day.day)) \(months[day.month - 1]) \(year) "
            + "\(time) GMT"
    }
}
