import CertAuthority
import Credentials
import NIOHTTP1
import Testing
@testable import VerifyServer

@Suite("Questions that are answered at once")
struct PromptQuestionTests {
    private let number: CertificateNumber

    init() throws { number = try CertificateNumber.random() }

    private func question(
        _ target: String, _ headers: [(String, String)] = [], host: String? = "localhost"
    ) -> PromptQuestion? {
        var fields = HTTPHeaders(headers)
        if let host { fields.add(name: "Host", value: host) }
        return PromptQuestion(
            HTTPRequestHead(version: .http1_1, method: .GET, uri: target, headers: fields))
    }

    @Test("A number in any case, with or without hyphens, and what is wished for")
    func plain() throws {
        let text = number.description
        for written in [text, text.lowercased(), text.filter { $0 != "-" }] {
            #expect(question("/v/\(written)")?.number == number)
        }
        let asked = try #require(
            question(
                "/v/\(text)?lang=sw",
                [
                    ("ACCEPT", "application/json"), ("accept-encoding", "gzip"),
                    ("Accept-Language", "fr"), ("Connection", "Keep-Alive"),
                ]))
        #expect(asked.language == "sw")
        #expect(asked.prefersJSON)
        #expect(asked.acceptEncoding == "gzip")
        #expect(asked.acceptLanguage == "fr")
        #expect(question("/v/\(text)", [("Accept", "text/html")])?.prefersJSON == false)
    }

    @Test(
        "Whatever is unusual is left to the ordinary way",
        arguments: [
            ("Connection", "close"), ("Connection", "upgrade"), ("Upgrade", "h2c"),
            ("Content-Length", "0"), ("Transfer-Encoding", "chunked"),
            ("Expect", "100-continue"), ("Host", "other"),
        ])
    func unusualHeaders(_ header: (String, String)) {
        #expect(question("/v/\(number)", [header]) == nil)
    }

    @Test("Repeated headers, other addresses and other queries are left to the ordinary way")
    func unusual() {
        let text = number.description
        for name in ["Accept", "Accept-Encoding", "Accept-Language"] {
            #expect(question("/v/\(text)", [(name, "a"), (name, "b")]) == nil)
        }
        #expect(question("/v/\(text)", host: nil) == nil)
        for target in [
            "/v/", "/v/\(text)/", "/v/\(text)?", "/v/\(text)?lang=a%62", "/v/\(text)?x=1",
            "/v/\(text)?lang=en&x=1", "/v/%37\(text)", "/v/\(text)0", "/v/\(text.dropLast())",
            "/v/" + String(repeating: "-", count: 100) + text,
        ] { #expect(question(target) == nil || target.hasSuffix("?"), "\(target)") }
    }

    @Test("The time is put together once a second, and is never that of another")
    func time() {
        let memory = HTTPDateMemory()
        for second in [784_111_777, 784_111_778, 784_111_777] as [Int64] {
            let instant = Timestamp(seconds: second)
            #expect(memory.text(of: instant) == InternetDate.http(instant))
        }
    }
}
