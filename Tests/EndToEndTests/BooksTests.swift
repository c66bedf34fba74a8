import CertAuthority
import Foundation
import LinkedData
import Testing

@Suite("The books on the command line")
struct BooksTests {
    @Test("Books are a file that only its owner reads, never over another; sums are told beside it")
    func exporting() async throws {
        try await Coalition.with { coalition in
            try await coalition.certctl(
                "sponsors", "create", "fund", "--sponsor", "A Fund", "--currency", "USD")
            try await coalition.certctl("sponsors", "fund", "fund", "--amount", "USD 900.50")
            let file = coalition.desk + "/books.csv"
            let outcome = try await coalition.certctl("ledger", "export", "-o", file)
            #expect(outcome.output.isEmpty)
            #expect(outcome.complaints.contains("debits 900.50, credits 900.50"))
            let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
            #expect(rights as? Int == 0o600)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.split(separator: "\r\n").count == 3)
            try await coalition.certctl("ledger", "export", "-o", file, exits: 6)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
            let printed = try await coalition.certctl("ledger", "export")
            #expect(Array(text.utf8) == Array(printed.output))
            let json = try await coalition.certctl("ledger", "export", "--json").json()
            #expect(json["entries"]?.arrayValue?.count == 1)
            #expect(json["entries"]?.arrayValue?.first?["kind"] == "fund")
        }
    }

    @Test("Books of a name that nothing has, and of days that end before they begin, are refused")
    func refused() async throws {
        try await Coalition.with { coalition in
            let file = coalition.desk + "/books.csv"
            for (arguments, status, told) in [
                (["--organisation", "who"], 5, "ilo"),
                (["--programme", "ai-fundations"], 5, "ai-foundations"),
                (["--from", "2026-02-01", "--to", "2026-01-31"], 64, "--to is before --from"),
                (["--format", "xlsx"], 64, "csv"),
            ] as [([String], Int32, String)] {
                let outcome = try await coalition.start(
                    ["ledger", "export", "-o", file] + arguments
                ).outcome()
                #expect(outcome.status == status, "\(arguments): \(outcome.complaints)")
                #expect(outcome.complaints.contains(told), "\(arguments): \(outcome.complaints)")
                #expect(!FileSystem.exists(file))
            }
            let none = try await coalition.certctl("ledger", "export", "--organisation", "itu")
            #expect(none.complaints.contains("wrote 0 entries"))
        }
    }
}
