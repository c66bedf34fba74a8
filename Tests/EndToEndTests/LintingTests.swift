import CertAuthority
import Foundation
import LinkedData
import Testing

@Suite("Cohorts that are checked")
struct LintingTests {
    private static let header =
        "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
    private static let faulty =
        header + "L-1,Ada Obi,,en,Kenya,2025-05-30,hybrid,\n"
        + "L-2,Bo  Ek,bo@gmial.com,en,KE,2025-05-30,hybrid,\n"

    @Test("A refused cohort is told as lines, as JSON and as a report, and nothing is changed")
    func refused() async throws {
        try await Coalition.with { coalition in
            let cohort = try coalition.write("faulty.csv", Self.faulty)
            let report = coalition.desk + "/report.csv"
            let before = try coalition.state()
            let outcome = try await coalition.certctl(
                "issue", cohort, "--programme", "ai-foundations", "--report", report, "--json",
                exits: 4)
            #expect(outcome.complaintLines.last == "1 fault; nothing was changed")
            #expect(
                outcome.complaintLines.contains {
                    $0.hasPrefix("\(cohort):2: row 1, country: ") && $0.hasSuffix("[country-name]")
                }, "\(outcome.complaints)")
            #expect(outcome.complaintLines.count { $0.hasPrefix("warning: \(cohort):3: ") } == 2)
            let json = try outcome.json()
            let fault = try #require(json["faults"]?.arrayValue?.first)
            #expect(fault["kind"] == "country-name")
            #expect(fault["line"] == 2)
            #expect(fault["row"] == 1)
            #expect(fault["column"] == "country")
            #expect(fault["value"] == "Kenya")
            #expect(
                json["warnings"]?.arrayValue?.map { $0["kind"] }
                    == ["email-domain-typo", "double-space"])
            let records = CSVDocument(try FileSystem.read(report)).records
            #expect(records.map { $0.fields[1] } == ["Ada Obi", "Bo  Ek"])
            #expect(records.map { $0.fields[8].isEmpty } == [false, true])
            #expect(records.map { $0.fields[9].isEmpty } == [true, false])
            #expect(FileSystem.mode(report) == 0o600)
            #expect(try coalition.state() == before)

            for other in [report, cohort] {
                try await coalition.certctl(
                    "issue", cohort, "--programme", "ai-foundations", "--report", other, exits: 6)
            }
            #expect(try FileSystem.read(cohort) == Array(Self.faulty.utf8))
            try await coalition.certctl("issue", "--resume", "B-1", "--report", report, exits: 64)
        }
    }

    @Test("Warnings are listed and stop nothing, in a dry run and in the issue")
    func warned() async throws {
        try await Coalition.with { coalition in
            let cohort = try coalition.write(
                "warned.csv", Self.faulty.replacing("Kenya", with: "KE"))
            for (more, member) in [(["--dry-run"], "toIssue"), ([], "issued")] {
                let report = coalition.desk + "/\(member).csv"
                let outcome = try await coalition.start(
                    [
                        "issue", cohort, "--programme", "ai-foundations", "--json", "--report",
                        report,
                    ]
                        + more
                ).outcome()
                #expect(outcome.status == 0, "\(outcome.complaints)")
                #expect(outcome.complaintLines.count { $0.hasPrefix("warning: ") } == 2)
                let json = try outcome.json()
                #expect(json["warnings"]?.arrayValue?.count == 2)
                #expect(json[member] == 2)
                #expect(CSVDocument(try FileSystem.read(report)).records.count == 2)
            }
        }
    }

    @Test("What the record says against a row stands in the report too")
    func record() async throws {
        try await Coalition.with { coalition in
            let first = try coalition.write(
                "first.csv", Self.header + "L-1,Ada Obi,,en,KE,2025-05-30,hybrid,\n")
            try await coalition.issue(first, "ai-foundations")
            let second = try coalition.write(
                "second.csv",
                Self.header + "L-0,Bo Ek,,en,KE,2025-05-30,hybrid,\n"
                    + "L-1,Ada Obia,,en,KE,2025-05-30,hybrid,\n")
            let report = coalition.desk + "/report.csv"
            let outcome = try await coalition.certctl(
                "issue", second, "--programme", "ai-foundations", "--dry-run", "--report", report,
                "--json", exits: 4)
            #expect(try outcome.json()["faults"]?.arrayValue?.first?["kind"] == "refused-by-record")
            let records = CSVDocument(try FileSystem.read(report)).records
            #expect(records.map { $0.fields[8].hasPrefix("refused-by-record: ") } == [false, true])
        }
    }

    @Test("A damaged workbook is told in one line, with why there is no report")
    func workbook() async throws {
        try await Coalition.with { coalition in
            let cohort = try coalition.write(
                "cohort.csv", Array("PK\u{3}\u{4}[Content_Types].xml".utf8))
            let report = coalition.desk + "/report.csv"
            let outcome = try await coalition.certctl(
                "issue", cohort, "--programme", "ai-foundations", "--report", report, exits: 4)
            #expect(outcome.complaintLines.count == 3, "\(outcome.complaints)")
            #expect(outcome.complaints.contains("[damaged-file]"))
            #expect(outcome.complaints.contains("no report was written"))
            #expect(!FileSystem.exists(report))
        }
    }
}
