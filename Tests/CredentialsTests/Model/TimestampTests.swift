import Credentials
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "A dateTimeStamp is read to the nanosecond, whatever its offset",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, 0), ("2026-11-21T07:59:41Z", 1_795_247_981, 0),
            ("2026-11-21T09:59:41+02:00", 1_795_247_981, 0),
            ("2026-11-21T02:29:41.25-05:30", 1_795_247_981, 250_000_000),
            ("2026-11-21T07:59:41.1234567899Z", 1_795_247_981, 123_456_789),
            ("2000-02-29T00:00:00Z", 951_782_400, 0), ("1969-12-31T23:59:59Z", -1, 0),
            ("2026-11-20T24:00:00Z", 1_795_219_200, 0),
            ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
            ("-0004-02-29T00:00:00Z", -62_288_352_000, 0),
            ("12026-01-01T00:00:00Z", 317_336_745_600, 0),
        ])
    func reading(text: String, seconds: Int64, nanoseconds: Int32) {
        #expect(Timestamp(text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    }

    @Test(
        "What is not a dateTimeStamp is refused",
        arguments: [
            "", "2026-11-21", "2026-11-21T07:59Z", "2026-11-21 07:59:41Z", "2026-11-21T07:59:41",
            "2026-11-21T07:59:41z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
            "2026-04-31T00:00:00Z", "2026-01-01T24:00:01Z", "2026-01-01T25:00:00Z",
            "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00+15:00", "2026-01-01T00:00:00+14:01", "2026-01-01T00:00:00+0200",
            "226-01-01T00:00:00Z", "2026-1-1T00:00:00Z", "2026-01-01T00:00:00Z ",
            "２０２６-01-01T00:00:00Z", "2026-01-01T00:00:00ZZ",
        ])
    func refused(text: String) { #expect(Timestamp(text) == nil) }

    @Test("A missing offset means UTC only where that is asked for")
    func offset() {
        #expect(Timestamp("2026-11-21T07:59:41", offsetRequired: false)?.seconds == 1_795_247_981)
        #expect(Timestamp("2026-11-21T07:59:41 ", offsetRequired: false) == nil)
    }

    @Test("Text and instant go over into each other in every week of eight centuries")
    func roundTrip() {
        for day in stride(from: Int64(-146_097), to: 146_097, by: 7) {
            let instant = Timestamp(seconds: day * 86_400 + 3723)
            guard Timestamp(instant.description) == instant else {
                Issue.record("\(instant) does not read back")
                return
            }
        }
    }

    @Test("Text has whole seconds unless there is a fraction, and no zeros at its end")
    func writing() {
        #expect(Timestamp(seconds: 0).description == "1970-01-01T00:00:00Z")
        #expect(
            Timestamp(seconds: 0, nanoseconds: 120_000_000).description == "1970-01-01T00:00:00.12Z"
        )
        #expect(Timestamp(seconds: -1).description == "1969-12-31T23:59:59Z")
        #expect(Timestamp(seconds: 0).dateText == "1970-01-01")
    }

    @Test("Instants are ordered by seconds, then by nanoseconds")
    func order() {
        #expect(Timestamp(seconds: 1) > Timestamp(seconds: 0, nanoseconds: 999_999_999))
        #expect(Timestamp(seconds: 1, nanoseconds: 1) > Timestamp(seconds: 1))
        #expect(Timestamp(seconds: -2) < Timestamp(seconds: -1))
    }
}
