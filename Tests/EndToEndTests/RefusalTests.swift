import Foundation
import LinkedData
import Testing

@Suite("Cohorts that are refused")
struct RefusalTests {
    private static let header =
        "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"

    @Test("Every fault of a broken cohort is told by line, and nothing is changed")
    func brokenCohort() async throws {
        try await Coalition.with { coalition in
            var bytes = Array(
                (Self.header + """
                    B-1,Ada Obi,ada@learners.example,en,KE,30/05/2025,hybrid,
                    B-2,,bo@learners.example,en,KE,2025-05-30,hybrid,
                    B-3,Cy Oh,cy@learners.example,en,ZZ,2025-05-30,hybrid,
                    B-4,Di Um,di@learners.example,en,KE,2025-05-30,hybrid,
                    B-4,Di Um,di@learners.example,en,KE,2025-05-30,hybrid,
                    B-6,"=HYPERLINK(""https://evil.example"",""x"")",ed@learners.example,en,KE,2025-05-30,hybrid,
                    B-7,Fe
                    """).utf8)
            bytes +=
                [0xC3, 0x28] + Array(" Go,fe@learners.example,en,KE,2025-05-30,hybrid,\n".utf8)
            let cohort = try coalition.write("broken.csv", bytes)
            let before = try coalition.state()
            let outcome = try await coalition.certctl(
                "issue", cohort, "--programme", "ai-foundations", exits: 4)
            #expect(outcome.output.isEmpty)
            for (line, column, words) in [
                (2, "row 1, completed_on", "30/05/2025"), (3, "row 2, name", "missing"),
                (4, "row 3, country", "ZZ"), (6, "row 5, learner_ref", "line 5 again"),
                (7, "row 6, name", "formula"), (8, "name", "UTF-8"),
            ] {
                #expect(
                    outcome.complaintLines.contains {
                        $0.contains("broken.csv:\(line): ") && $0.contains(column)
                            && $0.contains(words)
                    }, "line \(line): \(outcome.complaints)")
            }
            #expect(outcome.complaintLines.last == "6 faults; nothing was changed")
            #expect(outcome.complaintLines.count == 7)
            #expect(try coalition.state() == before)
        }
    }

    @Test("A wrong header is told by column, and nothing is changed")
    func wrongHeader() async throws {
        try await Coalition.with { coalition in
            let cohort = try coalition.write(
                "header.csv",
                Self.header.replacing("completed_on", with: "ended")
                    + "B-1,Ada Obi,ada@learners.example,en,KE,2025-05-30,hybrid,\n")
            let before = try coalition.state()
            let outcome = try await coalition.certctl(
                "issue", cohort, "--programme", "ai-foundations", exits: 4)
            for column in ["completed_on", "ended"] {
                #expect(
                    outcome.complaintLines.contains { $0.contains("header.csv:1: \(column): ") })
            }
            #expect(try coalition.state() == before)
        }
    }

    @Test("An advanced certificate is issued only against a settled fee; the quote says how much")
    func fees() async throws {
        try await Coalition.with { coalition in
            let cohort = try coalition.write(
                "advanced.csv",
                Self.header + "F-1,Ada Obi,ada@learners.example,en,US,2025-05-30,hybrid,\n"
                    + "F-2,Bo Ek,bo@learners.example,en,US,2025-05-30,hybrid,woman\n")
            let waiting = try await coalition.certctl(
                "issue", cohort, "--programme", "advanced-machine-learning", "--organisation",
                "itu", exits: 8)
            for (row, price) in [(1, "CHF 110.00"), (2, "CHF 55.00")] {
                #expect(
                    waiting.complaintLines.contains {
                        $0.contains("row \(row)  ORD-") && $0.contains("  \(price)  quote Q-")
                    }, "\(waiting.complaints)")
            }
            #expect(waiting.output.isEmpty && !waiting.complaints.contains("wom"))

            let numbers = try await coalition.issue(
                cohort, "advanced-machine-learning", "--organisation", "itu", "--settled-by",
                "INV-2026-17")
            #expect(numbers.count == 2)
            let shown = try await coalition.certctl("show", numbers[0], "--json").json()
            #expect(shown["settledBy"] == "INV-2026-17")
            try await coalition.certctl("verify", numbers[0])
        }
    }

    @Test("What is owed is quoted, with the reason; what is free is said to be free")
    func quotes() async throws {
        try await Coalition.with { coalition in
            let quote = ["fees", "quote", "--programme"]
            func run(_ arguments: String...) async throws -> String {
                let outcome = try await coalition.start(quote + arguments).outcome()
                #expect(outcome.status == 0, "\(outcome.complaints)")
                return String(decoding: outcome.output, as: UTF8.self)
            }
            #expect(
                try await run(
                    "advanced-machine-learning", "--country", "US", "--date", "2026-01-01")
                    == "CHF 110.00\n")
            #expect(
                try await run(
                    "advanced-machine-learning", "--country", "KE", "--group", "woman", "--explain",
                    "--date", "2026-01-01"
                ).contains("women"))
            #expect(
                try await run("ai-foundations", "--country", "KE") == "ai-foundations is free\n")
            for arguments in [
                ["advanced-machine-learning", "--country", "ZZ"],
                ["advanced-machine-learning", "--country", "KE", "--group", "women"],
            ] {
                let outcome = try await coalition.start(quote + arguments).outcome()
                #expect(outcome.status == 4)
                #expect(outcome.complaintLines.count == 1)
            }
        }
    }

    @Test("Who may not issue a programme, and what does not exist, is told")
    func unknown() async throws {
        try await Coalition.with { coalition in
            let cohort = Repository.file("seeds/cohorts/demo.csv")
            let before = try coalition.state()
            for (arguments, status, words) in [
                (["--programme", "none"], 5, "there is no programme none"),
                (
                    ["--programme", "ai-foundations", "--organisation", "none"], 5,
                    "no organisation"
                ),
                (["--programme", "ai-foundations", "--organisation", "aws"], 1, "may not issue"),
            ] as [([String], Int32, String)] {
                let outcome = try await coalition.start(["issue", cohort] + arguments).outcome()
                #expect(outcome.status == status, "\(arguments)")
                #expect(outcome.complaints.contains(words), "\(outcome.complaints)")
            }
            try await coalition.certctl(
                "issue", coalition.desk + "/none.csv", "--programme", "ai-foundations", exits: 5)
            try await coalition.certctl("show", "0000-0000-0000-0001-2", exits: 5)
            try await coalition.certctl("show", "0000-0000-0000-0001-3", exits: 64)
            #expect(try coalition.state() == before)
        }
    }
}
