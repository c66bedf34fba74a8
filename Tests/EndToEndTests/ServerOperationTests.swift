import Foundation
import LinkedData
import Testing

@Suite("Running the server")
struct ServerOperationTests {
    @Test("Settings that are unknown or do not do are told in full, with a code of their own")
    func settings() async throws {
        try await Coalition.with { coalition in
            let outcome = try await Server.start(
                home: coalition.home, settings: ["log.fromat=json", "times.head=soon"]
            ).outcome()
            #expect(outcome.status == 4)
            #expect(outcome.complaints.contains("did you mean log.format?"))
            let second = try await Server.start(
                home: coalition.home, settings: ["times.head=soon", "limits.uri-bytes=1"]
            ).outcome()
            #expect(second.status == 4)
            #expect(second.complaintLines.count == 2, "\(second.complaints)")
        }
    }

    @Test(
        "A store that is removed is missed at once, and used again once it is back, as a copy too")
    func storeAway() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let folder = coalition.home + "/store"
            try await Server.with(home: coalition.home) { server async throws in
                let copy = coalition.desk + "/copy"
                #expect(try await Program.run("cp", ["-a", folder, copy]).status == 0)
                try FileManager.default.removeItem(atPath: folder)
                let answer = try await server.verdict(number)
                #expect(answer.status == 503)
                #expect(try answer.verdict() == "cannot-tell")
                #expect(try await server.get("/health/ready").status == 503)
                #expect(try await server.get("/health/live").status == 200)
                #expect(try await Program.run("cp", ["-a", copy, folder]).status == 0)
                #expect(
                    try await poll(within: .seconds(120)) {
                        try await server.get("/health/ready").status == 200
                    })
                try await coalition.certctl("revoke", "--yes", number, "--reason", "a mistake")
                #expect(try await server.verdict(number).verdict() == "not-currently-valid")
            }
        }
    }

    @Test("A client over its limit is told when to come again, and others are answered")
    func limits() async throws {
        try await Coalition.with { coalition in
            let settings = [
                "rate.exempt=", "rate.per-second=1", "rate.burst=100", "proxies.trusted=127.0.0.1",
            ]
            try await Server.with(home: coalition.home, settings: settings) { server async throws in
                var last: Server.Answer?
                for _ in 0..<300 where last?.status != 429 {
                    last = try await server.get(
                        "/v/7K3M", accept: "application/json",
                        headers: ["X-Forwarded-For": "203.0.113.9, 198.51.100.1"])
                }
                let refused = try #require(last)
                #expect(refused.status == 429)
                #expect(refused["content-type"] == "application/problem+json")
                #expect(refused["retry-after"].flatMap { Int($0) } ?? 0 >= 1)
                #expect(refused["access-control-allow-origin"] == "*")
                let other = try await server.get("/", headers: ["X-Forwarded-For": "203.0.113.9"])
                #expect(other.status == 200)
                #expect(try await server.get("/healthz").status == 200)
            }
        }
    }

    @Test("Addresses and bodies that are too long or tricky are refused")
    func bounds() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            try await Server.with(home: coalition.home) { server async throws in
                let long = "/v/" + String(repeating: "A", count: 5000)
                #expect(try await server.get(long).status == 414)
                for path in ["//v/\(number)", "/v//\(number)", "/v/%2e%2e/\(number)"] {
                    #expect(try await server.get(path).status == 404, "\(path)")
                }
                let headers = ["X-Long": String(repeating: "a", count: 40_000)]
                #expect(try await server.get("/", headers: headers).status == 431)
            }
        }
    }

    @Test("A request is one line of the log, with its id and without what it asked for")
    func log() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let settings = ["log.format=json"]
            try await Server.with(home: coalition.home, settings: settings) { server async throws in
                let answer = try await server.get(
                    "/v/\(number)?secret=word", accept: "application/json",
                    headers: ["X-Request-Id": "forged"])
                let id = try #require(answer["x-request-id"])
                #expect(id != "forged")
                #expect(
                    try await poll(within: .seconds(120)) { server.log.contains(id) })
                let lines = server.log.split(separator: "\n").filter { $0.contains(id) }
                #expect(lines.count == 1)
                let line = try JSON.parse(Array(try #require(lines.first).utf8))
                #expect(line["route"] == "/v/{number}")
                #expect(line["method"] == "GET")
                #expect(line["status"] == 200)
                #expect(line["client"] == "127.0.0.0/24")
                for secret in [number, "secret", "forged"] {
                    #expect(!server.log.contains(secret), "\(secret)")
                }
            }
        }
    }

    @Test("With a certificate it speaks HTTPS, and reads another on HUP; a broken one is not taken")
    func certificate() async throws {
        try await Coalition.with { coalition in
            let certificate = coalition.desk + "/certificate.pem"
            let key = coalition.desk + "/key.txt"
            try await makePair("first", certificate, key)
            let settings = ["tls.certificate=\(certificate)", "tls.key=\(key)"]
            try await Server.with(home: coalition.home, settings: settings) { server async throws in
                let first = try await shown(server)
                #expect(first.contains("CN = first") || first.contains("CN=first"), "\(first)")
                try await makePair("second", certificate, key)
                server.send(SIGHUP)
                #expect(
                    try await poll(within: .seconds(120)) {
                        try await shown(server).contains("second")
                    })
                try await makePair("third", certificate, coalition.desk + "/other.txt")
                server.send(SIGHUP)
                #expect(
                    try await poll(within: .seconds(120)) {
                        server.log.contains("the certificate before stays in use")
                    })
                #expect(try await shown(server).contains("second"))
                let answer = try await Program.run(
                    "curl", ["-sk", "-D", "-", "https://127.0.0.1:\(server.port)/healthz"])
                let text = String(decoding: answer.output, as: UTF8.self).lowercased()
                #expect(text.contains("strict-transport-security: max-age=31536000"))
                let old = try await Program.run(
                    "curl", ["-sk", "--tls-max", "1.1", "https://127.0.0.1:\(server.port)/healthz"])
                #expect(old.status != 0)
            }
        }
    }

    private func makePair(_ name: String, _ certificate: String, _ key: String) async throws {
        let made = try await Program.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-subj", "/CN=\(name)", "-days", "2", "-out", certificate, "-keyout", key,
            ])
        #expect(made.status == 0, "\(made.complaints)")
    }

    /// The certificate that new connections are shown.
    private func shown(_ server: Server) async throws -> String {
        let seen = try await Program.run(
            "openssl", ["s_client", "-connect", "127.0.0.1:\(server.port)"])
        return String(decoding: seen.output, as: UTF8.self)
    }
}
