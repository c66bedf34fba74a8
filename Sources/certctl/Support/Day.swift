import CertAuthority
import Credentials
import Office

/// Days as commands are given them.
enum Day {
    /// The day that an option names, or today in UTC.
    static func of(_ text: String?) throws -> CivilDate {
        try text.map(read) ?? of(SystemTime.now)
    }

    /// The instant at which the day begins that an option names, in UTC.
    static func start(_ text: String) throws -> Timestamp {
        Timestamp(seconds: try read(text).startUnixTime)
    }

    /// The day of an instant in UTC.
    static func of(_ instant: Timestamp) throws -> CivilDate {
        try CivilDate(of: instant)
    }

    /// The day that an option names.
    static func read(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else {
            throw CommandFailure(.usage, "\"\(text)\" is not a date; write one such as 2025-06-30")
        }
        return day
    }

    /// The instant so long before another; the time of day is the same.
    static func ago(_ text: String, before now: Timestamp) throws -> Timestamp {
        guard let duration = CalendarDuration(text),
            let day = try of(now).subtracting(duration)
        else {
            throw CommandFailure(
                .usage, "\"\(text)\" is not a duration; write one such as P14D or P2M")
        }
        return Timestamp(seconds: day.startUnixTime + now.seconds % 86_400)
    }
}
