import Foundation
import GRDB
import LinkedData
import Testing

@Suite("Mailing links")
struct MailingTests {
    @Test("Killed at any moment and resumed, each learner has exactly one message whose link works")
    func killed() async throws {
        let program = try Program(
            Repository.file("scripts/trial"), ["mail", "--learners", "12", "--kills", "4"],
            environment: [
                "HOME": NSTemporaryDirectory(), "CERTCTL": Program.product("certctl"),
            ])
        let outcome = try await program.outcome(within: .seconds(300))
        #expect(outcome.status == 0, "\(outcome.complaints)")
    }

    @Test("A rehearsal writes the messages, sends nothing and records nothing")
    func dryRun() async throws {
        try await Coalition.with { coalition in
            let batch = try #require(
                try await coalition.certctl("batches", "list", "--json").json()["batches"]?
                    .arrayValue?.first?["batch"]?.stringValue)
            let before = try coalition.state()
            let folder = coalition.desk + "/letters"
            let outcome = try await coalition.certctl(
                "links", "send", batch, "--from", "Office <office@office.example>", "--dry-run",
                folder, "--json")
            #expect(try outcome.json()["written"] == 12)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(names.count == 12 && names.allSatisfy { $0.hasSuffix(".eml") })
            #expect(try coalition.state() == before)
            // Nobody answers there: what is planned waits, and nothing is in doubt.
            let send = try await coalition.certctl(
                "links", "send", batch, "--from", "office@office.example", "--server",
                "127.0.0.1:1", exits: 33)
            #expect(send.complaints.contains("run the command again"))
            let list = try await coalition.certctl("links", "list", "--batch", batch, "--json")
            let states = try #require(try list.json()["links"]?.arrayValue).map {
                $0["message"]?["state"]?.stringValue
            }
            #expect(states == Array(repeating: "pending", count: 12))
            try await coalition.certctl(
                "links", "send", batch, "--from", "a@b.example\r\nBcc: x@y.example", "--server",
                "127.0.0.1:1", exits: 64)
        }
    }

    @Test("Links are made with the table that tells them, and a second table has only new ones")
    func exported() async throws {
        try await Coalition.with { coalition in
            let batch = try #require(
                try await coalition.certctl("batches", "list", "--json").json()["batches"]?
                    .arrayValue?.first?["batch"]?.stringValue)
            func export(_ name: String, _ more: String...) async throws -> [String] {
                let path = coalition.desk + "/" + name
                let outcome = try await coalition.start(
                    ["links", "export", batch, "-o", path] + more
                ).outcome()
                #expect(outcome.status == 0, "\(outcome.complaints)")
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
                #expect(mode as? Int == 0o600)
                return try String(contentsOfFile: path, encoding: .utf8)
                    .split(separator: "\r\n").map(String.init)
            }
            let first = try await export("first.csv")
            #expect(first.count == 13)
            #expect(try await export("second.csv").count == 1)
            let renewed = try await export("third.csv", "--renew", "--yes")
            #expect(renewed.count == 13 && Set(renewed).intersection(first).count == 1)
            // A file that is there is never taken for another.
            try await coalition.certctl(
                "links", "export", batch, "-o", coalition.desk + "/first.csv", "--renew", "--yes",
                exits: 6)
        }
    }

    @Test("Nobody is written to by a name, at an address or of a day that was not signed")
    func changedRows() async throws {
        try await Coalition.with { coalition in
            let batch = try #require(
                try await coalition.certctl("batches", "list", "--json").json()["batches"]?
                    .arrayValue?.first?["batch"]?.stringValue)
            let numbers = try await coalition.numbers()
            try coalition.tamper(
                "UPDATE certificate SET name = 'Eve Forger' WHERE number = ?", [numbers[0]])
            try coalition.tamper(
                "UPDATE learner SET email = 'eve@forger.example' WHERE certificate = ?",
                [numbers[1]])
            try coalition.tamper(
                "UPDATE certificate SET completed_on = '2026-01-02' WHERE number = ?",
                [numbers[2]])
            let changed = Set(numbers.prefix(3))
            func expectNamed(_ outcome: Program.Outcome) throws {
                let withheld = try #require(try outcome.json()["withheld"]?.arrayValue)
                #expect(Set(withheld.compactMap { $0["number"]?.stringValue }) == changed)
                for number in changed {
                    #expect(outcome.complaints.contains("\(number): skipped: "))
                }
            }
            let folder = coalition.desk + "/letters"
            let rehearsal = try await coalition.certctl(
                "links", "send", batch, "--from", "office@office.example", "--dry-run", folder,
                "--json", exits: 6)
            try expectNamed(rehearsal)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(Set(names) == Set(numbers.dropFirst(3).map { "\($0).eml" }))
            let table = coalition.desk + "/links.csv"
            let exported = try await coalition.certctl(
                "links", "export", batch, "-o", table, "--json", exits: 6)
            try expectNamed(exported)
            #expect(try exported.json()["links"] == 9)
            let text = try String(contentsOfFile: table, encoding: .utf8)
            #expect(!text.contains("Eve Forger") && !text.contains("eve@"))
            #expect(changed.allSatisfy { !text.contains($0) })
        }
    }
}
