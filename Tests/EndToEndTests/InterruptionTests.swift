import Foundation
import GRDB
import LinkedData
import Office
import Testing

@Suite("Several at once, and ends before the end")
struct InterruptionTests {
    /// A cohort of more rows than one transaction takes.
    private func cohort(_ coalition: Coalition, rows: Int) throws -> String {
        try coalition.write(
            "large.csv",
            "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                + (1...rows).map { "L-\($0),Learner No \($0),,en,KE,2025-05-30,hybrid,\n" }
                .joined())
    }

    /// How many certificates there are, how many distinct rows they stand for, and whether each
    /// one verifies.
    private func count(_ coalition: Coalition) async throws -> Int {
        let list = try await coalition.certctl("list", "--json").json()
        let names = try #require(list["certificates"]?.arrayValue).compactMap {
            $0["name"]?.stringValue
        }.filter { $0.hasPrefix("Learner No ") }
        #expect(Set(names).count == names.count, "no row has two certificates")
        return names.count
    }

    @Test("Two who issue the same cohort at once make one certificate a row")
    func twoAtOnce() async throws {
        try await Coalition.with { coalition in
            let arguments = [
                "issue", try cohort(coalition, rows: 60), "--programme", "ai-foundations", "--json",
            ]
            let programs = try (0..<3).map { _ in try coalition.start(arguments) }
            var issued = 0.0
            for program in programs {
                let outcome = try await program.outcome()
                // Who comes second finds all rows issued, or runs into the first and is refused.
                switch outcome.status {
                case 0: issued += try #require(try outcome.json()["issued"]?.numberValue)
                case 6, 23:
                    #expect(outcome.output.isEmpty)
                    #expect(
                        outcome.complaints.contains("another certctl")
                            || outcome.complaints.contains("another process"),
                        "\(outcome.complaints)")
                default: Issue.record("\(outcome.status): \(outcome.complaints)")
                }
            }
            #expect(issued == 60)
            #expect(try await count(coalition) == 60)
        }
    }

    @Test(
        "certctl killed in the midst of a chunk leaves whole chunks only, and the rest follows later"
    )
    func killed() async throws {
        try await Coalition.with { coalition in
            let rows = CohortIssue.chunk + 200
            let arguments = [
                "issue", try cohort(coalition, rows: rows), "--programme", "ai-foundations",
                "--json",
            ]
            func kill(once isAtWork: @escaping (Database) throws -> Bool) async throws {
                let program = try coalition.start(arguments)
                let began = try await poll(within: .seconds(180)) {
                    try coalition.database().read(isAtWork)
                }
                #expect(began)
                try await Task.sleep(for: .milliseconds(150))
                program.send(SIGKILL)
                #expect(try await program.outcome().status != 0)
            }
            // Half of the first chunk is slow: it is killed before its end.
            try coalition.slowDown(beyond: 12 + CohortIssue.chunk / 2)
            try await kill { db in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM planned_certificate") == rows
            }
            #expect(try await count(coalition) == 0)
            try coalition.speedUp()
            // The first chunk is there, and the second is killed before its end.
            try coalition.slowDown(beyond: 12 + CohortIssue.chunk)
            try await kill { db in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM planned_certificate") == 200
            }
            #expect(try await count(coalition) == CohortIssue.chunk)
            try coalition.speedUp()
            let rest = try await coalition.start(arguments).outcome()
            #expect(rest.status == 0, "\(rest.complaints)")
            #expect(try await count(coalition) == rows)
            let numbers = try await coalition.numbers()
            for number in numbers.suffix(3) { try await coalition.certctl("verify", number) }
        }
    }
}
