import Foundation
import LinkedData
import Testing

@Suite("Fees on the command line")
struct FeesTests {
    private static let quote = [
        "fees", "quote", "--programme", "advanced-generative-ai", "--country", "KE", "--group",
        "woman",
    ]

    private static func fees(_ edits: (String, String)...) throws -> String {
        var text = try String(contentsOfFile: Repository.file("seeds/fees.yaml"), encoding: .utf8)
        for (old, new) in edits {
            try #require(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        return text
    }

    @Test("A quote is kept, replays after new fees, and is not exceeded while it holds")
    func quotes() async throws {
        try await Coalition.with { coalition in
            let first = try await coalition.start(Self.quote + ["--learner", "L-1"]).outcome()
            #expect(first.status == 0, "\(first.complaints)")
            let line = String(decoding: first.output, as: UTF8.self)
            let id = try #require(line.split(separator: " ").first.map(String.init))
            #expect(line.hasPrefix("Q-") && line.contains("USD 15.00  held until"))

            let file = try coalition.write(
                "fees.yaml",
                Self.fees(
                    ("version: \"2026-12-01\"", "version: dearer"),
                    ("share: 25%", "share: 40%")))
            let difference = try await coalition.certctl("tiers", "diff", "current", file)
            #expect(difference.text.contains("USD 30.00 -> USD 48.00"))
            let before = try coalition.state()
            try await coalition.certctl("tiers", "apply", file, "--dry-run")
            #expect(try coalition.state() == before)
            try await coalition.certctl("tiers", "apply", file)

            let replay = try await coalition.certctl("fees", "replay", id.lowercased())
            #expect(replay.text == "\(id)  USD 15.00  identical, by schedule 2026-12-01\n")
            let again = try await coalition.start(Self.quote + ["--learner", "L-1"]).outcome()
            #expect(again.text.hasPrefix("\(id)  USD 15.00"))
            #expect(again.complaints.contains("today it would be USD 24.00"))
            let other = try await coalition.start(Self.quote + ["--learner", "L-2"]).outcome()
            #expect(other.text.contains("USD 24.00"))
            let back = try await coalition.certctl("tiers", "diff", "current", "2026-12-01")
            #expect(back.text.contains("USD 48.00 -> USD 30.00"))

            try await coalition.certctl("fees", "replay", "Q-7K3M-9QXD-2T8F-0", exits: 64)
            let kept = try coalition.state()
            let reckoned = try await coalition.start(Self.quote + ["--dry-run"]).outcome()
            #expect(reckoned.text == "USD 24.00\n")
            #expect(try coalition.state() == kept)
        }
    }

    @Test("What does not replay, or no longer can, is told, each with its own exit code")
    func withoutReplay() async throws {
        try await Coalition.with { coalition in
            let quote = try await coalition.start(Self.quote + ["--json"]).outcome().json()
            let id = try #require(quote["quote"]?.stringValue)
            try coalition.tamper(
                "DROP TRIGGER quote_is_append_only_update; UPDATE quote SET amount = amount - 1")
            let changed = try await coalition.certctl("fees", "replay", id, exits: 6)
            #expect(
                changed.text == "amount: the quote says USD 14.99, recalculated USD 15.00\n")
            try coalition.tamper("DELETE FROM quote_eligibility")
            let removed = try await coalition.certctl("fees", "replay", id, exits: 5)
            #expect(removed.complaints.contains("came to USD 14.99"))
        }
    }

    @Test("Fees with a hole are named, and refused on every way in")
    func hole() async throws {
        try await Coalition.with { coalition in
            let file = try coalition.write(
                "fees.yaml",
                Self.fees(
                    ("2026-12-01", "holed"), ("unlisted: [world-bank-income]", "countries: [CK]")))
            let before = try coalition.state()
            let check = try await coalition.certctl("tiers", "check", file, exits: 4)
            #expect(check.text.contains("hole: no tier applies"))
            #expect(check.complaints.contains("249 countries, 16 sets of groups, 3 programmes"))
            try await coalition.certctl("tiers", "apply", file, exits: 4)
            let folder = coalition.desk + "/seeds"
            try FileManager.default.copyItem(atPath: Repository.file("seeds"), toPath: folder)
            try FileManager.default.removeItem(atPath: folder + "/fees.yaml")
            try FileManager.default.copyItem(atPath: file, toPath: folder + "/fees.yaml")
            try await coalition.certctl("catalogue", "apply", folder, exits: 4)
            #expect(try coalition.state() == before)
            try await coalition.certctl("tiers", "check")
        }
    }

    @Test("Records are added once, the folder takes none away, and each --json is one document")
    func reference() async throws {
        try await Coalition.with { coalition in
            let file = try coalition.write(
                "confirmed.csv",
                "country,list,group,from,until,until_status,source\n"
                    + "NP,un-ldc,ldc,,2026-11-24,confirmed,a test\n")
            let planned = try await coalition.certctl("reference", "apply", file, "--dry-run")
            #expect(planned.text == "NP,un-ldc,ldc,,2026-11-24,confirmed,a test\n")
            try await coalition.certctl("reference", "apply", file)
            let state = try coalition.state()
            let again = try await coalition.certctl("reference", "apply", file)
            #expect(again.complaints.contains("nothing new"))
            let folder = try await coalition.certctl(
                "catalogue", "apply", Repository.file("seeds"))
            #expect(folder.complaints.contains("1 dated records in force are not in"))
            #expect(try coalition.state() == state)
            let status = try await coalition.certctl(
                "reference", "status", "--date", "2027-07-01")
            #expect(!status.complaints.contains("NP was to leave"))
            #expect(status.complaints.contains("LA was to leave"))
            #expect(status.complaints.contains("2027-07-01 has passed"))
            for arguments in [
                ["reference", "status"], ["reference", "apply", file], ["tiers", "list"],
                ["tiers", "show", "women"], ["tiers", "check"], ["fees", "prune", "--dry-run"],
                ["tiers", "diff", "current", "current"], Self.quote,
            ] {
                let outcome = try await coalition.start(arguments + ["--json"]).outcome()
                #expect(outcome.status == 0, "\(arguments): \(outcome.complaints)")
                #expect(try outcome.json().objectValue != nil, "\(arguments)")
                #expect(outcome.complaints.isEmpty, "\(arguments): \(outcome.complaints)")
            }
        }
    }

    @Test("A table of fees, and whose price a catalogue with a new programme and a floor changes")
    func tables() async throws {
        try await Coalition.with { coalition in
            let table = try await coalition.certctl(
                "fees", "table", "--programme", "advanced-generative-ai", "--date", "2026-03-01")
            let lines = table.text.split(separator: "\n").map { line in
                line.split(separator: " ").joined(separator: " ")
            }
            #expect(
                lines[0]
                    == "TIER NO GROUP WOMAN YOUTH PERSON-WITH-DISABILITY TVET-TEACHER COUNTRIES")
            #expect(
                lines[1].hasPrefix("high-income USD 120.00 USD 60.00 USD 60.00 USD 60.00 USD 60.00")
            )
            #expect(lines.last?.contains("USD 0.00") == true)
            #expect(table.complaints.contains("list price USD 120.00"))

            let folder = coalition.desk + "/seeds"
            try FileManager.default.copyItem(atPath: Repository.file("seeds"), toPath: folder)
            func edit(_ name: String, _ change: (String) -> String) throws {
                let path = folder + "/" + name
                let text = try String(contentsOfFile: path, encoding: .utf8)
                let changed = change(text)
                try #require(changed != text)
                try changed.write(toFile: path, atomically: true, encoding: .utf8)
            }
            try edit("organisations.yaml") {
                $0.replacing(
                    "      - advanced-generative-ai\n",
                    with: "      - advanced-generative-ai\n      - advanced-robotics\n")
            }
            try edit("programmes.yaml") { text in
                let programmes = text.components(separatedBy: "\n  - slug: ")
                let copied = programmes.first { $0.hasPrefix("advanced-generative-ai") } ?? ""
                return text.replacing(
                    "\n  - slug: advanced-generative-ai",
                    with: "\n  - slug: "
                        + copied.replacing("advanced-generative-ai", with: "advanced-robotics")
                        + "\n  - slug: advanced-generative-ai")
            }
            try edit("fees.yaml") {
                $0.replacing("\"2026-12-01\"", with: "robots").replacing(
                    "list: USD 120.00",
                    with: "list: USD 120.00\n    floor: USD 5.00\n"
                        + "  - programme: advanced-robotics\n    list: EUR 90.00")
            }
            let difference = try await coalition.certctl("tiers", "diff", "current", folder)
            #expect(difference.text.contains("not offered -> EUR 90.00: advanced-robotics"))
            #expect(difference.text.contains("USD 0.00 -> USD 5.00: advanced-generative-ai"))
            let before = try coalition.state()
            for arguments in [["--dry-run"], []] {
                let applied = try await coalition.start(
                    ["catalogue", "apply", folder] + arguments
                ).outcome()
                #expect(applied.status == 0, "\(applied.complaints)")
                #expect(applied.text.contains("price not offered -> EUR 90.00: advanced-robotics"))
                #expect(
                    applied.complaints.contains("warning: least-developed makes the price zero"))
                #expect((try coalition.state() == before) == (arguments == ["--dry-run"]))
            }
        }
    }
}

extension Program.Outcome {
    /// Standard output.
    fileprivate var text: String { String(decoding: output, as: UTF8.self) }
}
