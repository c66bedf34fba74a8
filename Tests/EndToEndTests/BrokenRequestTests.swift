import Foundation
import Testing

@Suite("Requests that do not come to their end")
struct BrokenRequestTests {
    /// Sends what is given, then nothing, or the end of the connection's one half; prints all that
    /// comes back.
    private static let client = """
        import socket, sys
        port, path, kind, text, end = sys.argv[1:]
        s = socket.create_connection(("127.0.0.1", int(port)), timeout=150)
        s.sendall((f"POST {path} HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Type: {kind}\\r\\n"
                   f"Content-Length: 100000\\r\\n\\r\\n{text}").encode())
        if end == "close":
            s.shutdown(socket.SHUT_WR)
        received = b""
        while part := s.recv(65536):
            received += part
        sys.stdout.buffer.write(received)
        """

    @Test(
        "One is answered once, stands in the log once, and is no error of the server",
        .enabled(if: Program.path("python3") != nil))
    func onceEach() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let settings = ["times.body=1", "log.format=json"]
            try await Server.with(home: coalition.home, settings: settings) { server async throws in
                let (json, lines) = ("application/json", "application/x-ndjson")
                let form = "multipart/form-data; boundary=edge"
                for (path, kind, text, end, status) in [
                    ("/credentials/verify", json, "{", "", 408),
                    ("/credentials/verify", json, "{", "close", 400),
                    ("/presentations/verify", json, "{", "", 408), ("/", form, "--e", "", 408),
                    ("/verify/bulk", lines, "\(number)\n000", "", 200),
                    ("/verify/bulk", lines, "\(number)\n000", "close", 200),
                ] {
                    let outcome = try await Program.run(
                        "python3", ["-c", Self.client, "\(server.port)", path, kind, text, end])
                    let answer = String(decoding: outcome.output, as: UTF8.self)
                    #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(path) \(end): \(answer)")
                    #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2)
                    #expect(answer.lowercased().contains("connection: close"))
                    if path == "/verify/bulk" {
                        #expect(answer.contains(#""verdict":"valid""#))
                        #expect(answer.contains("urn:certauthority:problem:broken-off"))
                        #expect(answer.hasSuffix("\r\n0\r\n\r\n"), "the answer has its end")
                    }
                    let identifier = try #require(
                        answer.firstMatch(of: /X-Request-Id: ([0-9a-f]{16})/)?.output.1)
                    #expect(
                        try await poll(within: .seconds(120)) { server.log.contains(identifier) })
                    let told = server.log.split(separator: "\n").filter {
                        $0.contains(identifier)
                    }
                    #expect(told.count == 1, "\(told)")
                    #expect(told.allSatisfy { $0.contains("\"status\":\(status),") }, "\(told)")
                }
                #expect(!server.log.contains("request failed"))
            }
        }
    }

    /// Sends requests as they are given, and prints all that comes back.
    private static let raw = """
        import socket, sys
        s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=150)
        s.sendall(sys.argv[2].replace("|", "\\r\\n").encode())
        s.shutdown(socket.SHUT_WR)
        received = b""
        while part := s.recv(65536):
            received += part
        sys.stdout.buffer.write(received)
        """

    @Test(
        "Without a host, or with two, a request is refused, and nothing behind it is answered",
        .enabled(if: Program.path("python3") != nil))
    func hosts() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            try await Server.with(home: coalition.home) { server async throws in
                func statuses(_ request: String) async throws -> [String] {
                    let outcome = try await Program.run(
                        "python3", ["-c", Self.raw, "\(server.port)", request])
                    return String(decoding: outcome.output, as: UTF8.self)
                        .matches(of: #/HTTP\/1\.[01] ([0-9]{3}) /#).map { String($0.output.1) }
                }
                for path in ["/", "/v/\(number)", "/v/\(number)", "/health/live", "/none"] {
                    let good = path == "/none" ? "404" : "200"
                    let get = "GET \(path) HTTP/1.1|"
                    #expect(try await statuses(get + "Host: a.example||") == [good])
                    for bad in [
                        "", "Host: a.example|Host: b.example|", "Host: a.example|host: a.example|",
                        "Host:|", "Host: a.example, b.example|", "Host: a.example/x|",
                    ] {
                        #expect(
                            try await statuses(get + bad + "|" + get + "Host: a.example||")
                                == ["400"], "\(path) \(bad)")
                    }
                    #expect(try await statuses("GET \(path) HTTP/1.0||") == [good])
                }
            }
        }
    }
}
