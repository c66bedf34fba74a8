import CertAuthority
import Foundation
import LinkedData
import Testing

@testable import TestSupport

@Suite("Cohorts in any form, and templates")
struct CohortFileTests {
    @Test("A template is made as workbook and CSV, refused empty, and read when filled in")
    func template() async throws {
        try await Coalition.with { coalition in
            let file = coalition.desk + "/cohort.xlsx"
            let made = try await coalition.certctl(
                "cohort", "template", "--programme", "ai-foundations", "-o", file)
            #expect(made.complaints.contains("certctl issue \(file) --programme ai-foundations"))
            let empty = try await coalition.certctl(
                "issue", file, "--programme", "ai-foundations", "--json", exits: 4)
            #expect(try empty.json()["faults"]?.arrayValue?.map { $0["kind"] } == ["no-rows"])
            try await coalition.certctl(
                "cohort", "template", "--programme", "ai-foundations", "-o", file, exits: 6)
            try await coalition.certctl(
                "cohort", "template", "--programme", "ai-foundations", "-o", file + ".ods",
                exits: 64)
            // One way of delivery need not be named.
            let text = try await coalition.certctl(
                "cohort", "template", "--programme", "ai-vibes-webinar")
            let header = String(decoding: text.output, as: UTF8.self)
            #expect(
                header
                    == "\u{FEFF}learner_ref,name,email,locale,country,completed_on,groups,age_band\r\n"
            )
            let filled = try coalition.write(
                "filled.csv", header + "W-1,王伟,,zh,CN,2026-05-29,woman;youth,15-24\r\n")
            let outcome = try await coalition.certctl(
                "issue", filled, "--programme", "ai-vibes-webinar", "--dry-run", "--json")
            #expect(try outcome.json()["toIssue"] == 1)
        }
    }

    @Test("A workbook is issued, once, by whatever its columns are called; faults are told by cell")
    func workbook() async throws {
        try await Coalition.with { coalition in
            let rows = [
                ["Full name", "E-mail", "Country", "Finished", "How", "Phone"],
                ["Zoë Müller", "zoe@learners.example", "CH", "2025-05-30", "hybrid", "0"],
                ["王伟", "wang@learners.example", "China", "2025-05-30", "hybrid", "0"],
            ]
            let file = coalition.desk + "/cohort.xlsx"
            func write(_ rows: [[String]]) throws {
                try? FileManager.default.removeItem(atPath: file)
                try FileSystem.createWhole(
                    file,
                    TestWorkbook([
                        ("Notes", ""), ("Passed", TestWorkbook.inline([[], []] + rows)),
                    ]).bytes(), mode: 0o600)
            }
            try write(rows)
            let mapping = [
                "--sheet", "passed", "--map", "name=full name", "--map", "email=E-mail", "--map",
                "country=Country", "--map", "completed_on=Finished", "--map", "delivery=How",
                "--ignore", "Phone",
            ]
            let issue = ["issue", file, "--programme", "ai-foundations"]
            // What the option must be is told, ready to be copied.
            let bare = try await coalition.start(issue + ["--sheet", "passed"]).outcome()
            #expect(bare.status == 4)
            for option in [
                "add --map 'name=Full name'", "add --map 'email=E-mail'",
                "add --map 'COLUMN=Finished' to say which it is", "add --ignore 'Phone'",
            ] { #expect(bare.complaints.contains(option), "\(option): \(bare.complaints)") }
            let refused = try await coalition.start(issue + mapping + ["--json"]).outcome()
            #expect(refused.status == 4)
            #expect(
                refused.complaintLines.first
                    == "\(file):5: cell Passed!C5, row 2, country: a country's name, not its code "
                    + "(found \"China\"); write CN [country-name]")
            let fault = try #require(refused.json()["faults"]?.arrayValue?.first)
            #expect(fault["cell"] == "Passed!C5" && fault["line"] == 5 && fault["row"] == 2)
            var mended = rows
            mended[2][2] = "CN"
            try write(mended)
            for (round, count) in [(1, JSON.number(2)), (2, 0)] {
                let outcome = try await coalition.start(issue + mapping + ["--json"]).outcome()
                #expect(outcome.status == 0, "\(outcome.complaints)")
                #expect(try outcome.json()["issued"] == count, "round \(round)")
            }
            for wrong in [
                ["--map", "name"], ["--map", "nam=x"], ["--map", "name=a", "--map", "name=b"],
            ] {
                let outcome = try await coalition.start(issue + wrong).outcome()
                #expect(outcome.status == 64, "\(wrong)")
            }
        }
    }
}
