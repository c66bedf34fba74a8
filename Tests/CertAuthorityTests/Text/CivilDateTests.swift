import CertAuthority
import Testing
@testable import TestSupport

@Suite("Civil dates")
struct CivilDateTests {
    @Test(
        "Known days have their known numbers",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
            ("2026-11-24", 20_781), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
        ])
    func dayNumbers(text: String, days: Int) throws {
        let date = try #require(CivilDate(text))
        #expect(date.daysSinceEpoch == days)
        #expect(CivilDate(daysSinceEpoch: days) == date)
        #expect(date.description == text)
        #expect(date.startUnixTime == Int64(days) * 86_400)
    }

    @Test("Every day follows the one before, over four centuries and at both ends of the calendar")
    func succession() throws {
        for range in [-719_162 ... -718_000, -70_000...76_100, 2_931_000...2_932_896] {
            var previous: CivilDate?
            for days in range {
                let date = try #require(CivilDate(daysSinceEpoch: days))
                if date.daysSinceEpoch != days { Issue.record("\(date) is not day \(days)") }
                if let previous, !(previous < date) { Issue.record("\(previous) !< \(date)") }
                if CivilDate(year: date.year, month: date.month, day: date.day) != date {
                    Issue.record("\(date) is not in the calendar")
                }
                previous = date
            }
        }
        #expect(CivilDate(daysSinceEpoch: -719_163) == nil)
        #expect(CivilDate(daysSinceEpoch: 2_932_897) == nil)
        #expect(CivilDate(daysSinceEpoch: .max) == nil)
        #expect(CivilDate(daysSinceEpoch: .min) == nil)
    }

    @Test(
        "Only full dates in ASCII digits that exist are read",
        arguments: [
            "", "2026-2-03", "2026-02-3", "26-02-03", "2026-02-30", "2025-02-29", "1900-02-29",
            "2026-00-10", "2026-13-01", "2026-04-31", "2026-01-00", "0000-01-01", "2026/01/01",
            "2026-01-01T00:00:00Z", " 2026-01-01", "2026-01-01 ", "+026-01-01", "-026-01-01",
            "２０２６-01-01", "2026-0١-01", "20260101",
        ])
    func malformed(text: String) { #expect(CivilDate(text) == nil) }

    @Test("Instants fall on their UTC day, before 1970 too")
    func instants() {
        #expect(CivilDate(unixTime: 0)?.description == "1970-01-01")
        #expect(CivilDate(unixTime: 86_399)?.description == "1970-01-01")
        #expect(CivilDate(unixTime: 86_400)?.description == "1970-01-02")
        #expect(CivilDate(unixTime: -1)?.description == "1969-12-31")
        #expect(CivilDate(unixTime: -86_400)?.description == "1969-12-31")
        #expect(CivilDate(unixTime: -86_401)?.description == "1969-12-30")
        #expect(CivilDate(unixTime: .max) == nil)
        #expect(CivilDate(unixTime: .min) == nil)
    }

    @Test(
        "Durations count months first and keep within the month",
        arguments: [
            ("2024-02-29", "P3Y", "2027-02-28"), ("2024-02-29", "P4Y", "2028-02-29"),
            ("2025-01-31", "P1M", "2025-02-28"), ("2025-01-31", "P1M1D", "2025-03-01"),
            ("2025-11-30", "P1Y3M", "2027-02-28"), ("2025-12-31", "P1D", "2026-01-01"),
            ("2025-08-15", "P18M", "2027-02-15"),
        ])
    func durations(start: String, duration: String, end: String) throws {
        let date = try #require(CivilDate(start))
        let length = try #require(CalendarDuration(duration))
        #expect(date.adding(length)?.description == end)
    }

    @Test("Nothing lies beyond the calendar's ends")
    func ends() throws {
        let last = try #require(CivilDate("9999-12-31"))
        let first = try #require(CivilDate("0001-01-01"))
        #expect(last.adding(days: 1) == nil)
        #expect(first.adding(days: -1) == nil)
        #expect(first.adding(days: .min) == nil)
        #expect(last.adding(try duration("P1M")) == nil)
    }
}

@Suite("Calendar durations")
struct CalendarDurationTests {
    @Test(
        "A duration is written as it was read",
        arguments: ["P3Y", "P18M", "P1Y6M", "P90D", "P1Y2M3D", "P9999D"])
    func roundTrip(text: String) { #expect(CalendarDuration(text)?.description == text) }

    @Test(
        "Anything else is no duration",
        arguments: [
            "", "P", "3Y", "P0Y", "P0D", "PT1H", "P1W", "P1M1Y", "P1Y1Y", "P-1Y", "P1.5Y",
            "P12345D", "p3y", "P3Y ", "P٣Y",
        ])
    func malformed(text: String) { #expect(CalendarDuration(text) == nil) }
}
