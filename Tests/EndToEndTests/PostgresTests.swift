import StorePostgres
import Foundation
import LinkedData
import Testing
@testable import TestSupport

@Suite(
    "An installation whose record is in PostgreSQL", .serialized,
    .enabled(if: TestPostgres.isInstalled, Comment(rawValue: TestPostgres.absence)))
struct PostgresTests {
    private func cohort(_ coalition: Coalition, rows: Int) throws -> String {
        try coalition.write(
            "large.csv",
            "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                + (1...rows).map { "L-\($0),Learner No \($0),,en,KE,2025-05-30,hybrid,\n" }
                .joined())
    }

    /// Every row once, and the audit agrees with it.
    private func expectWhole(_ coalition: Coalition, rows: Int) async throws {
        let list = try await coalition.certctl("list", "--json").json()
        let names = try #require(list["certificates"]?.arrayValue).compactMap {
            $0["name"]?.stringValue
        }
        #expect(names.count == rows + 12)
        #expect(Set(names).count == rows + 12)
        try await coalition.certctl("audit", "verify")
    }

    private func state(_ server: Server, _ number: String) async throws -> String? {
        let answer = try await server.get("/v/\(number)", accept: "application/json")
        return answer.status == 200 ? try answer.verdict() : "\(answer.status)"
    }

    @Test("It is moved there and back, and does there what it did in a file")
    func moved() async throws {
        try await Coalition.with { coalition in
            let before = try await coalition.certctl("list", "--json").output
            let address = try TestPostgres.database().description
            try await coalition.certctl("store", "copy", address, "--use")
            #expect(!FileManager.default.fileExists(atPath: coalition.storePath))
            #expect(try await coalition.certctl("list", "--json").output == before)
            try await coalition.certctl("store", "copy", address, exits: 6)
            let numbers = try await coalition.numbers()
            try await Server.with(home: coalition.home) { server in
                #expect(try await state(server, numbers[0]) == "valid")
                try await coalition.certctl("revoke", numbers[0], "--reason", "error", "--yes")
                #expect(try await state(server, numbers[0]) == "not-currently-valid")
                #expect(try await state(server, numbers[1]) == "valid")
                #expect(try await server.get("/programmes").status == 200)
                #expect(try await server.get("/orgs/itu/did.json").status == 200)
            }
            try await coalition.certctl("suspend", numbers[1], "--reason", "asked", "--yes")
            try await coalition.certctl("erase", numbers[2], "--reason", "asked", "--yes")
            let found = try await coalition.certctl("find", numbers[3], "--json").json()
            #expect(found["certificates"]?.arrayValue?.count == 1)
            try await coalition.certctl("doctor", exits: 0)
            try await coalition.certctl("audit", "verify")
            // What is for files alone says what to do.
            for command in [["backup", coalition.desk + "/b.sqlite"], ["restore", "b.sqlite"]] {
                let outcome = try await coalition.start(command).outcome()
                #expect(outcome.status == 6)
                #expect(outcome.complaints.contains("certctl store copy"))
            }
            try await coalition.certctl("store", "beat", "--once")
            let head = try await coalition.certctl("audit", "verify").output
            try await coalition.certctl("store", "copy", coalition.storePath, "--use")
            #expect(try await coalition.certctl("audit", "verify").output == head)
            try await coalition.certctl("store", "beat", "--once", exits: 6)
        }
    }

    @Test("It is made there, and refused where there is one, nobody answers or a password is given")
    func made() async throws {
        try await Coalition.empty { coalition in
            let address = try TestPostgres.database().description
            let made = [
                "init", "--name", "C", "--base-url", "https://verify.example.org", "--store",
            ]
            #expect(try await coalition.start(made + [address]).outcome().status == 0)
            try await coalition.certctl("catalogue", "apply", Repository.file("seeds"))
            for (other, status): (String, Int32) in [
                (address, 6), ("postgresql://nobody@127.0.0.1:1/ca", 23),
                ("postgresql://office:secret@127.0.0.1/ca", 25), ("here.sqlite", 1),
            ] {
                let home = coalition.desk + "/other-\(status)"
                let outcome = try await coalition.start(made + [other, "--home", home]).outcome()
                #expect(outcome.status == status, "\(other): \(outcome.complaints)")
                #expect(!outcome.complaints.contains("secret@") || status != 25)
                #expect(!FileManager.default.fileExists(atPath: home + "/store/address"))
            }
        }
    }

    @Test(
        "certctl killed again and again, and the server once: every row is issued, and none twice")
    func killed() async throws {
        try await Coalition.with { coalition in
            let folder = try TestPostgres.newFolder()
            defer { try? TestPostgres.kill(folder) }
            try TestPostgres.initialise(folder)
            try TestPostgres.serve(folder, [])
            let address = try TestPostgres.address("postgres", in: folder).description
            try await coalition.certctl("store", "copy", address, "--use")
            let rows = 3_000
            let arguments = [
                "issue", try cohort(coalition, rows: rows), "--programme", "ai-foundations",
            ]
            for milliseconds in [150, 300, 600, 1_000, 1_500] {
                let program = try coalition.start(arguments)
                try await Task.sleep(for: .milliseconds(milliseconds))
                program.send(SIGKILL)
                _ = try await program.outcome()
            }
            let number = try #require(try await coalition.numbers().first)
            try await Server.with(home: coalition.home) { server in
                #expect(try await state(server, number) == "valid")
                let program = try coalition.start(arguments)
                try await Task.sleep(for: .milliseconds(700))
                try TestPostgres.kill(folder)
                let outcome = try await program.outcome()
                #expect([0, 23].contains(outcome.status), "\(outcome.complaints)")
                // An outage is neither valid nor revoked.
                #expect(try await state(server, number) == "503")
                try TestPostgres.serve(folder, [])
                let answers = try await poll(within: .seconds(60)) {
                    try await state(server, number) == "valid"
                }
                #expect(answers)
            }
            let rest = try await coalition.start(arguments).outcome()
            #expect(rest.status == 0, "\(rest.complaints)")
            try await expectWhole(coalition, rows: rows)
        }
    }
}
