import Foundation
import LinkedData
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
                case 6, 23: #expect(outcome.output.isEmpty)
                default: Issue.record("\(outcome.status): \(outcome.complaints)")
                }
            }
            #expect(issued == 60)
            #expect(try await count(coalition) == 60)
        }
    }

    @Test("certctl killed at any time leaves whole certificates only, and the rest follows later")
    func killed() async throws {
        try await Coalition.with { coalition in
            let arguments = [
                "issue", try cohort(coalition, rows: 1_200), "--programme", "ai-foundations",
                "--json",
            ]
            var counts: [Int] = []
            for milliseconds in [200, 400, 600] {
                let program = try coalition.start(arguments)
                try await Task.sleep(for: .milliseconds(milliseconds))
                program.send(SIGKILL)
                _ = try await program.outcome()
                counts.append(try await count(coalition))
            }
            // A chunk of 500 is one transaction.
            #expect(counts.allSatisfy { [0, 500, 1_000, 1_200].contains($0) }, "\(counts)")
            #expect(counts == counts.sorted())
            let rest = try await coalition.start(arguments).outcome()
            #expect(rest.status == 0, "\(rest.complaints)")
            #expect(try await count(coalition) == 1_200)
            let numbers = try await coalition.numbers()
            for number in numbers.suffix(3) { try await coalition.certctl("verify", number) }
        }
    }
}
