import Credentials
import Testing
@testable import CertAuthority

@Suite("Instants as protocols of the Internet write them")
struct InternetDateTests {
    @Test(
        "For HTTP and for mail, before 1970 too",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 +0000"),
            (0, "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 1 Jan 1970 00:00:00 +0000"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT", "Wed, 31 Dec 1969 23:59:59 +0000"),
            (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT", "Thu, 29 Feb 2024 00:00:00 +0000"),
        ] as [(Int64, String, String)])
    func written(_ seconds: Int64, _ http: String, _ mail: String) {
        #expect(InternetDate.http(Timestamp(seconds: seconds)) == http)
        #expect(InternetDate.mail(Timestamp(seconds: seconds)) == mail)
    }

    @Test("Years that have no four digits are not written")
    func range() {
        #expect(InternetDate.http(Timestamp(seconds: .max)) == nil)
        #expect(InternetDate.mail(Timestamp(seconds: .min)) == nil)
    }
}
