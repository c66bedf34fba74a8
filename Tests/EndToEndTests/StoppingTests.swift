import Foundation
import Testing

@Suite("Starting and stopping the server")
struct StoppingTests {
    @Test(
        "SIGTERM and SIGINT end the server well, with a client still connected",
        arguments: [SIGTERM, SIGINT])
    func signals(signal: Int32) async throws {
        try await Coalition.with { coalition in
            let server = try await Server(home: coalition.home)
            // Waits for the end so long and no longer; the client would never let go.
            let outcome = try await server.stop(with: signal)
            #expect(outcome.status == 0, "\(outcome.complaints)")
            #expect(outcome.output.isEmpty)
        }
    }

    @Test("A port in use is told in one line, with a code of its own")
    func portInUse() async throws {
        try await Coalition.with { coalition in
            try await Server.with(home: coalition.home) { first async throws in
                let second = try Server.start(home: coalition.home, port: first.port)
                let outcome = try await second.outcome()
                #expect(outcome.status == 30)
                let last = try #require(outcome.complaintLines.last)
                #expect(last.contains("port \(first.port) on 127.0.0.1 is in use"))
                #expect(outcome.complaintLines.count { $0.hasPrefix("error: ") } == 1)
                #expect(try await first.get("/healthz").status == 200)
            }
        }
    }

    @Test("A store that is missing, newer or damaged is told in one line, each with its code")
    func stores() async throws {
        for (sql, status) in [
            (nil, 20), ("INSERT INTO grdb_migrations VALUES ('9999-from-the-future')", 21),
            ("PRAGMA application_id = 1", 22),
        ] as [(String?, Int32)] {
            try await Coalition.with { coalition in
                if let sql {
                    try coalition.tamper(sql)
                } else {
                    try FileManager.default.removeItem(atPath: coalition.home)
                }
                let outcome = try await Server.start(home: coalition.home).outcome()
                #expect(outcome.status == status, "\(outcome.complaints)")
                #expect(outcome.complaintLines.count == 1, "\(outcome.complaints)")
            }
        }
    }
}
