import CertAuthority
import LinkedData
import Testing

@Suite("Lists that are given again with corrections")
struct CertifiedBeforeTests {
    private static let header =
        "learner_ref,name,email,locale,country,completed_on,delivery,groups,,\r\n"

    private static func row(_ reference: String, _ name: String, _ day: String) -> String {
        "\(reference),\(name),\(reference.lowercased())@learners.example,en,KE,\(day),hybrid,,,\r\n"
    }

    @Test(
        "A corrected day doubles nobody: the row is left out, told, in the report, and insisted on")
    func corrected() async throws {
        try await Coalition.with { coalition in
            let first = try coalition.write(
                "first.csv", Self.header + Self.row("L-1", "Ada Obi", "2025-05-30"))
            let numbers = try await coalition.issue(first, "ai-foundations")
            let second = try coalition.write(
                "second.csv",
                Self.header + Self.row("L-1", "Ada Obi", "2025-05-29")
                    + Self.row("L-2", "Bo Ek", "2025-05-29") + ",,,,,,,,,\r\n\u{1A}")
            let before = try coalition.state()
            let report = coalition.desk + "/report.csv"
            let look = try await coalition.certctl(
                "issue", second, "--programme", "ai-foundations", "--dry-run", "--json", "--report",
                report)
            let json = try look.json()
            #expect(json["toIssue"] == 1 && json["heldBack"] == 1)
            #expect(json["warnings"]?.arrayValue?.map { $0["kind"] } == ["certified-before"])
            #expect(
                look.complaints.contains(
                    "certctl reissue \(numbers[0]) --completed-on 2025-05-29"))
            let rows = CSVDocument(try FileSystem.read(report)).records.map(\.fields)
            #expect(rows.map { $0.last?.hasPrefix("certified-before: ") } == [true, false])
            #expect(try coalition.state() == before)
            #expect(try await coalition.issue(second, "ai-foundations").count == 1)
            let again = try await coalition.certctl(
                "issue", second, "--programme", "ai-foundations", "--retaken", "--dry-run", "--json"
            ).json()
            #expect(again["toIssue"] == 1 && again["heldBack"] == 0)
            #expect(again["alreadyIssued"] == 1)
        }
    }

    @Test("A dry run finds what stands in the way of the issue, by row")
    func ended() async throws {
        try await Coalition.with { coalition in
            let cohort = try coalition.write(
                "old.csv",
                Self.header + Self.row("L-1", "Ada Obi", "2001-05-30")
                    + Self.row("L-2", "Bo Ek", "2025-05-29"))
            let outcome = try await coalition.certctl(
                "issue", cohort, "--programme", "machine-learning", "--dry-run", exits: 4)
            #expect(outcome.complaintLines.count == 2)
            #expect(outcome.complaints.contains("row 1, completed_on: "))
            let keyless = try await coalition.certctl(
                "issue", cohort, "--programme", "ai-foundations", "--organisation", "undp",
                "--dry-run", exits: 11)
            #expect(keyless.complaints.contains("certctl keys generate"))
        }
    }

    @Test("An actor without a name, or one that could be read for another's, changes nothing")
    func actors() async throws {
        try await Coalition.with { coalition in
            let number = try await coalition.numbers()[0]
            let before = try coalition.state()
            for actor in ["", "a\u{200B}da", "\u{430}da"] {
                try await coalition.certctl(
                    "suspend", number, "--reason", "under review", "--yes", "--actor", actor,
                    exits: 64)
            }
            let told = try await coalition.certctl(
                "suspend", number, "--yes", "--reason", "asked for by Åkesson Müller, ZOE",
                exits: 64)
            #expect(told.complaints.contains("the learner's name"))
            #expect(try coalition.state() == before)
        }
    }
}
