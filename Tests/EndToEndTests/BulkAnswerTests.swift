import Foundation
import LinkedData
import Testing

@Suite("Many verdicts at once, over HTTP and offline")
struct BulkAnswerTests {
    @Test("Ten thousand lines are answered in their order, and the line beyond ends the answer")
    func tenThousand() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            try await coalition.certctl("revoke", "--yes", numbers[1], "--reason", "a mistake")
            try await Server.with(home: coalition.home) { server in
                let credential = try await server.get("/credentials/\(numbers[0]).json").text
                let lines = (0...10_000).map { index in
                    switch index % 500 {
                    case 0: credential
                    case 1: "\"http://localhost:8080/v/\(numbers[1])\""
                    case 2: "not a number"
                    default: numbers[2 + index % 10]
                    }
                }
                let answer = try await server.post(
                    "/verify/bulk", "application/x-ndjson",
                    Array((lines.joined(separator: "\n") + "\n").utf8))
                #expect(answer.status == 200)
                #expect(answer["content-type"] == "application/x-ndjson")
                #expect(answer["cache-control"] == "no-store")
                let description = Description(try await server.get("/openapi.json").json())
                let schema = try description.schema("BulkAnswer")
                let documents = try answer.body.split(separator: 0x0A).map {
                    try JSON.parse(Array($0))
                }
                #expect(documents.count == 10_001)
                for (index, document) in documents.enumerated() {
                    let isChosen = index % 500 < 3 || index >= 9_999
                    if isChosen { #expect(description.faults(document, schema, "$") == []) }
                    guard document["index"] == .number(Double(index)) else {
                        Issue.record("line \(index) is \(document["index"] ?? .null)")
                        return
                    }
                    guard index < 10_000 else {
                        #expect(
                            document["error"]?["type"]
                                == "urn:certauthority:problem:too-many-lines")
                        continue
                    }
                    let expected: JSON? =
                        switch index % 500 {
                        case 1: "not-currently-valid"
                        case 2: nil
                        default: "valid"
                        }
                    guard document["verdict"] == expected else {
                        Issue.record("line \(index): \(document)")
                        return
                    }
                }
            }
        }
    }

    @Test("Answers come while the request is still being sent", .enabled(if: hasPython))
    func streaming() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            try await Server.with(home: coalition.home) { server in
                // Each line is sent only once the one before is answered.
                let script = """
                    import json, socket, sys
                    port, number = int(sys.argv[1]), sys.argv[2]
                    s = socket.create_connection(("127.0.0.1", port), timeout=150)
                    s.sendall(b"POST /verify/bulk HTTP/1.1\\r\\nHost: localhost\\r\\n"
                              b"Content-Type: application/x-ndjson\\r\\n"
                              b"Transfer-Encoding: chunked\\r\\n\\r\\n")
                    received = b""
                    for index in range(3):
                        line = (number + "\\n").encode()
                        s.sendall(b"%x\\r\\n%s\\r\\n" % (len(line), line))
                        while received.count(b'"index":%d' % index) == 0:
                            part = s.recv(65536)
                            assert part, received
                            received += part
                    s.sendall(b"0\\r\\n\\r\\n")
                    while not received.endswith(b"0\\r\\n\\r\\n"):
                        part = s.recv(65536)
                        assert part, received
                        received += part
                    print(received.count(b'"verdict":"valid"'))
                    """
                let outcome = try await Program.run(
                    "python3", ["-c", script, "\(server.port)", number])
                #expect(outcome.status == 0, "\(outcome.complaints)")
                #expect(String(decoding: outcome.output, as: UTF8.self) == "3\n")
            }
        }
    }

    @Test("CSV in, CSV out; too large a request is refused before it is read")
    func tables() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            try await Server.with(home: coalition.home) { server in
                let table = "ref,number\na,\(numbers[0])\nb,0000\n"
                let answer = try await server.post(
                    "/verify/bulk", "text/csv; charset=utf-8", Array(table.utf8), accept: "text/csv"
                )
                #expect(answer["content-type"] == "text/csv; charset=utf-8")
                let lines = answer.text.split(separator: "\r\n")
                #expect(lines.count == 3)
                #expect(lines.first?.hasPrefix("index,line,number,verdict,") == true)
                #expect(lines[1].contains("valid"))
                #expect(lines[2].contains("mistyped-number"))
            }
        }
    }

    @Test("certctl does the same offline, from a file, a folder or standard input")
    func offline() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let all = try coalition.write("numbers.txt", numbers.joined(separator: "\n"))
            let valid = try await coalition.certctl("verify", "--bulk", all, "--json")
            let documents = try valid.output.split(separator: 0x0A).map {
                try JSON.parse(Array($0))
            }
            #expect(documents.map { $0["number"]?.stringValue } == numbers)
            #expect(documents.allSatisfy { $0["verdict"] == "valid" })
            #expect(valid.complaints.contains("12 valid"))

            let folder = coalition.desk + "/credentials"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for number in numbers.prefix(3) {
                try await coalition.certctl("export", number, "-o", "\(folder)/\(number).json")
            }
            let files = try await coalition.certctl("verify", "--bulk", folder)
            let lines = String(decoding: files.output, as: UTF8.self).split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines.allSatisfy { $0.contains("valid") && $0.contains(".json") })

            let table = try coalition.write(
                "table.csv", "url\nhttp://localhost:8080/v/\(numbers[0])\n0000\n")
            let faulty = try await coalition.certctl("verify", "--bulk", table, exits: 5)
            #expect(faulty.complaints.contains("1 never issued here"))

            try await coalition.certctl("revoke", "--yes", numbers[0], "--reason", "a mistake")
            try await coalition.certctl("verify", "--bulk", folder, exits: 2)
            try await coalition.certctl("verify", "--bulk", coalition.desk + "/none", exits: 5)
            try await coalition.certctl("verify", numbers[0], "--bulk", all, exits: 64)

            try coalition.tamper(
                "PRAGMA foreign_keys = OFF; UPDATE status_list SET credential = x''")
            try await coalition.certctl("verify", "--bulk", folder, exits: 2)
            let rest = try coalition.write("rest.txt", numbers.dropFirst().joined(separator: "\n"))
            try await coalition.certctl("verify", "--bulk", rest, exits: 3)
        }
    }

    private static var hasPython: Bool { Program.path("python3") != nil }
}
