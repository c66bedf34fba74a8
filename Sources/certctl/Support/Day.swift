import CertAuthority
import Credentials

/// Days as commands are given them.
enum Day {
    /// The day that an option names, or today in UTC.
    static func of(_ text: String?) throws -> CivilDate {
        try text.map(read) ?? of(SystemTime.now)
    }

    /// The day of an instant in UTC.
    static func of(_ instant: Timestamp) throws -> CivilDate {
        guard let day = CivilDate(unixTime: instant.seconds) else {
            throw CommandFailure(.failed, "the clock is beyond the calendar")
        }
        return day
    }

    /// The day that an option names.
    static func read(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else {
            throw CommandFailure(.usage, "\"\(text)\" is not a date; write one such as 2025-06-30")
        }
        return day
    }
}
