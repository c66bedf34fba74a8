import Credentials
import Foundation
import GRDB
import LinkedData
import Testing

@Suite("Revoking many")
struct RevokingManyTests {
    @Test("A batch is revoked whole, after a look and a word of confirmation, and told by list")
    func batch() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let batch = try await coalition.batch(of: numbers[0])
            try await coalition.certctl("revoke", "--yes", numbers[3], "--reason", "a mistake")
            let command = ["revoke", "--batch", batch, "--reason", "void"]
            let before = try coalition.state()
            let look = try await coalition.start(command + ["--dry-run", "--json"]).outcome()
            let plan = try look.json()
            #expect(plan["changed"] == 11 && plan["already"] == 1 && plan["dryRun"] == true)
            #expect(
                plan["lists"] == [["organisation": "itu", "list": "itu-1", "count": 11]])
            let unasked = try await coalition.start(command).outcome()
            #expect(unasked.status == 64)
            #expect(unasked.complaints.contains("revokes 11 certificates of itu"))
            #expect(unasked.complaints.contains("--yes"))
            #expect(try coalition.state() == before)
            let done = try await coalition.start(command + ["--yes", "--json"]).outcome()
            #expect(done.status == 0, "\(done.complaints)")
            #expect(try done.json()["changed"] == 11)
            #expect(try done.json()["signatures"] == 1)
            try await coalition.expectBits(of: numbers, set: true)
            for number in numbers {
                try await coalition.certctl("verify", number, exits: 2)
            }
            let again = try await coalition.start(command + ["--json"]).outcome()
            #expect(again.status == 0)
            #expect(try again.json()["already"] == 12)
            // What is revoked stays so, and is told of a batch and refused of a file.
            let state = try coalition.state()
            let lifted = try await coalition.certctl(
                "reinstate", "--yes", "--batch", batch, "--reason", "x", "--json")
            #expect(try lifted.json()["final"] == 12)
            let file = try coalition.write("numbers", numbers[0] + "\n")
            let refused = try await coalition.certctl(
                "reinstate", "--yes", "--from", file, "--reason", "x", exits: 4)
            #expect(refused.complaints.contains("numbers:1: number: it is revoked"))
            #expect(try coalition.state() == state)
        }
    }

    @Test(
        "At a terminal the count has to be typed, and another one stops it",
        .enabled(if: Coalition.hasTerminals, "needs the program script"))
    func terminal() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let batch = try await coalition.batch(of: numbers[0])
            for (typed, words, isSet) in [
                ("11", "not confirmed; nothing was changed", false),
                ("12", "12 certificates are now suspended", true),
            ] {
                let (outcome, shown) = try await coalition.atTerminal(
                    ["suspend", "--batch", batch, "--reason", "review"], typing: typed)
                #expect(shown.contains("Type 12 to continue"), "\(shown)")
                #expect(shown.contains(words), "\(shown)")
                #expect(outcome.status == (isSet ? 0 : 40))
                try await coalition.expectBits(of: numbers, set: isSet)
            }
        }
    }

    @Test("A file names certificates of two organisations: each list is signed by its own key")
    func organisations() async throws {
        try await Coalition.with { coalition in
            let itu = try await coalition.numbers()
            let cohort = try coalition.write("ilo.csv", Coalition.cohort(1...3))
            let issued = try await coalition.certctl(
                "issue", cohort, "--programme", "ai-vibes-webinar", "--organisation", "ilo")
            // Nobody in it has an address.
            #expect(issued.complaints.contains("next: certctl links export B-"))
            let ilo = try await coalition.numbers().suffix(3).map { $0 }
            let table = try coalition.write(
                "numbers.csv",
                "name,number\n\"A, B\",\(itu[0])\nC,\(ilo[1].lowercased())\nD,\(itu[5])\n")
            let command = ["suspend", "--from", table, "--reason", "under review", "--yes"]
            // Without one of the keys nothing is done, of the other organisation neither.
            let keys = try FileManager.default.contentsOfDirectory(atPath: coalition.home + "/keys")
            let key =
                coalition.home + "/keys/" + (try #require(keys.first { $0.hasPrefix("ilo-") }))
            try FileManager.default.moveItem(atPath: key, toPath: key + ".away")
            let before = try coalition.state()
            #expect(try await coalition.start(command).outcome().status == 11)
            #expect(try coalition.state() == before)
            try FileManager.default.moveItem(atPath: key + ".away", toPath: key)
            let done = try await coalition.start(command).outcome()
            #expect(done.status == 0, "\(done.complaints)")
            let lines = String(decoding: done.output, as: UTF8.self)
            #expect(lines.contains("ilo, status list ilo-1: 1\nitu, status list itu-1: 2\n"))
            #expect(lines.contains("3 certificates are now suspended"))
            try await coalition.expectBits(of: [itu[0], itu[5], ilo[1]], set: true)
            try await coalition.expectBits(of: [itu[1], ilo[0], ilo[2]], set: false)
            try await Server.with(home: coalition.home) { server in
                for number in [itu[0], itu[5], ilo[1]] {
                    let answer = try await server.verdict(number)
                    #expect(try answer.verdict() == "not-currently-valid")
                    #expect(answer.text.contains("suspended it on"))
                }
                #expect(try await server.verdict(ilo[0]).verdict() == "valid")
            }
            try await coalition.certctl(
                "reinstate", "--from", table, "--reason", "cleared", "--yes")
            for number in [itu[0], ilo[1]] { try await coalition.certctl("verify", number) }
        }
    }

    @Test("Every bad line of a file is told, and nothing is done")
    func badLines() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let last = numbers[1].last == "Z" ? "Y" : "Z"
            let file = try coalition.write(
                "bad.txt",
                """
                \(numbers[0])
                \(numbers[1].dropLast())\(last)
                0000-0000-0000-0001-2
                \(numbers[0])

                """)
            let before = try coalition.state()
            let slips = try await coalition.certctl(
                "revoke", "--from", file, "--reason", "void", "--yes", exits: 4)
            #expect(slips.output.isEmpty)
            #expect(slips.complaintLines.count == 3, "\(slips.complaints)")
            #expect(slips.complaints.contains("bad.txt:2: number: not a certificate number"))
            #expect(slips.complaints.contains("bad.txt:4: number: the number of line 1 again"))
            #expect(slips.complaintLines.last == "2 faults; nothing was changed")
            let unknown = try coalition.write("unknown.txt", "0000-0000-0000-0001-2\n\(numbers[0])")
            let outcome = try await coalition.certctl(
                "revoke", "--from", unknown, "--reason", "void", "--yes", exits: 4)
            #expect(outcome.complaints.contains("unknown.txt:1: number: there is no such"))
            for arguments in [
                ["--batch", "B-NONE"], ["--from", coalition.desk + "/none"],
                ["0000-0000-0000-0001-2"],
            ] {
                let outcome = try await coalition.start(
                    ["revoke", "--reason", "x"] + arguments
                ).outcome()
                #expect(outcome.status == 5, "\(arguments)")
            }
            for arguments in [[], [numbers[0], "--batch", "B"], ["--batch", "B", "--from", file]] {
                let outcome = try await coalition.start(
                    ["revoke", "--reason", "x"] + arguments
                ).outcome()
                #expect(outcome.status == 64, "\(arguments)")
            }
            try await coalition.certctl(
                "revoke", numbers[0], "--yes", "--reason", "for Zoë Müller-Åkesson", exits: 64)
            #expect(try coalition.state() == before)
        }
    }

    @Test("Two processes that revoke at once lose none of each other's changes")
    func twoProcesses() async throws {
        try await Coalition.with { coalition in
            let cohort = try coalition.write("many.csv", Coalition.cohort(1...300))
            let numbers = try await coalition.issue(cohort, "ai-foundations")
            // Six runs of each, over disjoint halves, all on one list.
            async let first: Void = Self.revoke(Array(numbers[0..<150]), "first", coalition)
            async let second: Void = Self.revoke(Array(numbers[150..<300]), "second", coalition)
            _ = try await (first, second)
            try await coalition.expectBits(of: numbers, set: true)
            let untouched = try await coalition.numbers().prefix(12)
            try await coalition.expectBits(of: Array(untouched), set: false)
            let states = try await coalition.database().read { db in
                try Row.fetchAll(
                    db, sql: "SELECT state_reason, count(*) FROM certificate GROUP BY 1 ORDER BY 1"
                ).map { "\($0[0] as String? ?? "none") \($0[1] as Int)" }
            }
            #expect(states == ["none 12", "first 150", "second 150"])
        }
    }

    /// Revokes in several runs, so that both processes' transactions alternate.
    private static func revoke(
        _ numbers: [String], _ reason: String, _ coalition: Coalition
    ) async throws {
        for (run, start) in stride(from: 0, to: numbers.count, by: 25).enumerated() {
            let part = numbers[start..<min(start + 25, numbers.count)]
            let file = try coalition.write(
                "\(reason)-\(run)", part.joined(separator: "\n"))
            try await coalition.certctl(
                "revoke", "--from", file, "--reason", reason, "--yes")
        }
    }
}

extension Coalition {
    /// A cohort of invented learners, one for each number.
    static func cohort(_ numbers: ClosedRange<Int>) -> String {
        "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
            + numbers.map { number in
                "R-\(number),Learner Number\(String(repeating: "a", count: number % 7)) "
                    + "\(Self.word(number)),,en,KE,2025-05-30,webinar,"
            }.joined(separator: "\n") + "\n"
    }

    /// A number in letters, since a name has letters.
    private static func word(_ number: Int) -> String {
        String(String(number).compactMap { $0.wholeNumberValue.map { Array("abcdefghij")[$0] } })
    }

    /// The batch that a certificate was issued in.
    func batch(of number: String) async throws -> String {
        let shown = try await certctl("show", number, "--json").json()
        return try #require(shown["batch"]?.stringValue)
    }

    /// Looks at the published lists, as another verifier does.
    func expectBits(
        of numbers: [String], set: Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let (lists, places) = try await database().read { db in
            let lists = try Row.fetchAll(db, sql: "SELECT id, credential FROM status_list").map {
                row in
                let document = try JSON.parse(Array(row["credential"] as Data))
                let encoded = document["credentialSubject"]?["encodedList"]?.stringValue
                return (
                    row["id"] as String,
                    try BitstringStatusList(encoded: try #require(encoded))
                )
            }
            let places = try numbers.map { number in
                try #require(
                    try Row.fetchOne(
                        db,
                        sql: "SELECT status_list, status_index FROM certificate WHERE number = ?",
                        arguments: [number]
                    ).map { ($0[0] as String, $0[1] as Int) })
            }
            return (Dictionary(uniqueKeysWithValues: lists), places)
        }
        let bits = places.map { list, index in lists[list]?[index] }
        #expect(
            bits.allSatisfy { $0 == set }, "\(bits.count { $0 != set }) bits are wrong",
            sourceLocation: sourceLocation)
    }
}
