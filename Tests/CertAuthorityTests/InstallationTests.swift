import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("Installation")
struct InstallationTests {
    private static let number = "0000-0000-0000-0001-2"

    private func installation(_ text: String) throws -> Installation {
        Installation(
            name: "Test Coalition", baseURL: try Installation.checkedBaseURL(text),
            created: TestInstallation.instant)
    }

    @Test(
        "A base URL is a scheme and a host, perhaps a port; it is kept in lower case without a slash",
        arguments: [
            ("https://verify.example.org", "https://verify.example.org"),
            ("HTTPS://Verify.Example.ORG/", "https://verify.example.org"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("https://verify.example.org:8443//", "https://verify.example.org:8443"),
            ("https://xn--prfung-3ya.example.org", "https://xn--prfung-3ya.example.org"),
        ])
    func accepted(text: String, kept: String) throws {
        #expect(try Installation.checkedBaseURL(text) == kept)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "verify.example.org", "ftp://verify.example.org", "https://", "https:///",
            "https://verify.example.org/path", "https://verify.example.org?x", "https://a b",
            "https://user@verify.example.org", "https://verify.example.org:", "https://:8080",
            "https://verify.example.org:65536", "https://verify.example.org:80:80",
            "https://verify.example.org:-1", "https://verify.example.org:+80",
            "https://verify.example.org:0", "https://prüfung.example.org",
            "https://verify.example.org#top", "https://verify.example.org?",
            "https://user:pw@host.org",
        ])
    func refused(text: String) {
        #expect(throws: InstallationError.self) { _ = try Installation.checkedBaseURL(text) }
    }

    @Test(
        "An address that did:web cannot carry, or that browsers write otherwise, is refused",
        arguments: [
            "https://192.0.2.7", "https://192.0.2.7:8443", "http://127.0.0.1:8080", "https://[::1]",
            "https://[2001:db8::1]:8443", "https://2130706433", "https://0x7f.1",
            "https://0x7f000001", "https://verify.example.org:443", "http://localhost:80",
            "HTTPS://Verify.Example.org:443/", "https://verify.example.org:0443",
            "https://verify.example.org:08443", "https://verify.example.org.",
            "https://verify.example.org.:8443", "https://.example.org", "https://a..example.org",
            "http://verify.example.org", "http://verify.example.org:8080", "http://localhost.org",
            "https://-verify.example.org", "https://verify-.example.org", "https://a_b.example.org",
            "https://\(String(repeating: "a", count: 64)).example.org",
        ])
    func notCarried(text: String) {
        #expect(throws: InstallationError.self) { _ = try Installation.checkedBaseURL(text) }
    }

    @Test(
        "A refusal quotes what is wrong and says what to do",
        arguments: [
            ("verify.example.org", "\"verify.example.org\" must begin with https://"),
            ("http://verify.example.org", "http:// is for http://localhost"),
            ("http://127.0.0.1:8080", "http:// is for http://localhost"),
            ("https://192.0.2.7", "\"192.0.2.7\" must be a name in DNS"),
            ("https://[::1]:8443", "\"[::1]:8443\" must be a name in DNS"),
            ("https://a_b.example.org", "a_b.example.org has an underscore"),
            ("https://ada@example.org", "take \"@\" and what belongs to it out"),
            ("https://example.org?x=1", "take \"?\" and what belongs to it out"),
            ("https://example.org:0443", "port \"0443\" must be a number"),
            ("https://a%20b.example.org", "\"a%20b.example.org\" must be a name in DNS"),
        ])
    func refusalWords(text: String, words: String) {
        let error = #expect(throws: InstallationError.self) {
            _ = try Installation.checkedBaseURL(text)
        }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test("DIDs follow the did:web method: a port's colon is encoded, paths are colons")
    func dids() throws {
        let plain = try installation("https://verify.example.org")
        #expect(plain.did == "did:web:verify.example.org")
        #expect(plain.did(of: try slug("itu")) == "did:web:verify.example.org:orgs:itu")
        let port = try installation("http://localhost:8080")
        #expect(port.did == "did:web:localhost%3A8080")
        #expect(port.did(of: try slug("itu")) == "did:web:localhost%3A8080:orgs:itu")
        #expect(
            try DIDWeb(port.did(of: slug("itu"))).documentURL.hasSuffix(
                "://localhost:8080/orgs/itu/did.json"))
    }

    @Test("A DID gives its organisation back only where it is of this installation")
    func organisation() throws {
        let installation = try installation("https://verify.example.org")
        #expect(
            installation.organisation(ofDID: "did:web:verify.example.org:orgs:itu")?.text == "itu")
        for text in [
            "did:web:verify.example.org", "did:web:verify.example.org:orgs:",
            "did:web:verify.example.org:orgs:itu:more", "did:web:other.example.org:orgs:itu",
            "did:web:verify.example.org:orgs:../itu", "did:web:verify.example.org.evil:orgs:itu",
            "",
        ] {
            #expect(installation.organisation(ofDID: text) == nil, "\(text)")
        }
    }

    @Test("The URL of a number gives the number back, in capitals too; other URLs do not")
    func numbers() throws {
        let installation = try installation("http://localhost:8080")
        let number = try CertificateNumber(Self.number)
        let url = installation.verificationURL(number)
        #expect(url == "http://localhost:8080/v/0000-0000-0000-0001-2")
        #expect(installation.scannedURL(number) == "HTTP://LOCALHOST:8080/V/0000-0000-0000-0001-2")
        #expect(installation.number(inURL: url) == number)
        #expect(installation.number(inURL: installation.scannedURL(number)) == number)
        #expect(installation.number(inURL: "https://localhost:8080/v/\(number)") == nil)
        #expect(installation.number(inURL: "http://localhost:8080/w/\(number)") == nil)
        #expect(installation.number(inURL: "http://localhost:8080/v/") == nil)
    }

    @Test("The URL in capitals has only characters of the QR code's alphanumeric mode")
    func alphanumeric() throws {
        let allowed = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
        for base in ["http://localhost:8080", "https://verify.example.org"] {
            let url = try installation(base).scannedURL(try CertificateNumber.random())
            #expect(url.allSatisfy(allowed.contains), "\(url)")
        }
    }

    @Test("The URL of a status list gives the list back only where it is of this installation")
    func statusLists() throws {
        let installation = try installation("https://verify.example.org")
        #expect(installation.statusListURL("itu-1") == "https://verify.example.org/status/itu-1")
        #expect(
            installation.statusList(inURL: "https://verify.example.org/status/itu-1") == "itu-1")
        #expect(installation.statusList(inURL: "https://other.example.org/status/itu-1") == nil)
        #expect(installation.statusList(inURL: "http://verify.example.org/status/itu-1") == nil)
    }
}
