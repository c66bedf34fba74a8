import Testing

@testable import NetworkLookup

@Suite struct FetchURLTests {
    @Test(
        "A URL is spelled one way",
        arguments: [
            ("https://example.org", "https://example.org/"),
            ("HTTPS://Example.ORG:443/A/b?C=d", "https://example.org/A/b?C=d"),
            ("https://example.org?list=1", "https://example.org/?list=1"),
            ("https://a-b.xn--p1ai/%2e/@x:y", "https://a-b.xn--p1ai/%2e/@x:y"),
            ("https://1.2.3.example/", "https://1.2.3.example/"),
        ])
    func spelling(given: String, text: String) throws {
        #expect(try FetchURL(given).text == text)
    }

    @Test(
        "What is not a plain https URL of a named host is refused",
        arguments: [
            ("http://example.org/", "https://"), ("ftp://example.org/", "https://"),
            ("file:///etc/passwd", "https://"), ("//example.org/", "https://"),
            ("https:/example.org/", "https://"), ("", "https://"),
            ("https://user@example.org/", "user"), ("https://user:word@example.org/", "user"),
            ("https://example.org@127.0.0.1/", "user"), ("https://@example.org/", "user"),
            ("https://example.org/#a", "fragment"), ("https://example.org#@10.0.0.1/", "fragment"),
            ("https://example.org\\@10.0.0.1/", "character"),
            ("https://example.org/ a", "character"),
            ("https://example.org/\r\nHost:a", "character"),
            ("https://ex\u{E4}mple.org/", "character"),
            ("https://example.org\u{212A}/", "character"), ("https://example.org/\0", "character"),
            ("https://", "name"), ("https:///path", "name"), ("https://.example.org/", "name"),
            ("https://example.org./", "name"), ("https://a..b/", "name"),
            ("https://a_b.org/", "name"),
            ("https://-a.org/", "name"), ("https://a-.org/", "name"), ("https://%31.org/", "name"),
            ("https://localhost/", "full"), ("https://intranet/", "full"),
            ("https://example.org:/", "port"), ("https://example.org:0/", "port"),
            ("https://example.org:0443/", "port"), ("https://example.org:65536/", "port"),
            ("https://example.org:443:443/", "port"), ("https://example.org:+443/", "port"),
            ("https://example.org:80/", "not allowed"),
            ("https://example.org:8443/", "not allowed"),
            ("https://[::1]/", "address"), ("https://[::ffff:127.0.0.1]/", "address"),
            ("https://[fe80::1%25eth0]/", "address"),
        ])
    func refused(text: String, reason: String) {
        #expect { try FetchURL(text) } throws: { error in
            (error as? FetchError)?.code == .refusedURL
                && (error as? FetchError)?.reason.contains(reason) == true
        }
    }

    @Test(
        "An IPv4 address is refused in every spelling",
        arguments: [
            "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.1", "0x7f.0.0.0x1",
            "0177.0.0.1", "017700000001", "0", "0x", "10.0x1", "1.2.3.4", "8.8.8.8", "256.1.1.1",
            "example.1", "example.0x7f",
        ])
    func numbers(host: String) {
        #expect { try FetchURL("https://\(host)/") } throws: { error in
            (error as? FetchError)?.reason.contains("address") == true
        }
    }

    @Test("Other ports are allowed by configuration alone")
    func ports() throws {
        #expect(
            try FetchURL("https://example.org:8443/a", ports: [443, 8443]).text
                == "https://example.org:8443/a")
        #expect(throws: FetchError(.refusedURL, "")) {
            try FetchURL("https://example.org/", ports: [8443])
        }
    }

    @Test("A URL, a name and a label may be as long as the standards say, and no longer")
    func lengths() throws {
        let url = "https://example.org/"
        let fill = String(repeating: "a", count: FetchURL.limit - url.utf8.count)
        #expect(try FetchURL(url + fill).text == url + fill)
        #expect(throws: FetchError.self) { try FetchURL(url + fill + "a") }
        let label = String(repeating: "a", count: 63)
        #expect(try FetchURL("https://\(label).org/").host == "\(label).org")
        #expect(throws: FetchError.self) { try FetchURL("https://\(label)a.org/") }
        let name = Array(repeating: label, count: 3).joined(separator: ".")
        let rest = String(repeating: "b", count: 253 - name.utf8.count - 1)
        #expect(try FetchURL("https://\(name).\(rest)/").host.utf8.count == 253)
        #expect(throws: FetchError.self) { try FetchURL("https://\(name).\(rest)b/") }
    }
}
