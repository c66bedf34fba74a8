import Foundation
import LinkedData
import Testing

@Suite("Finding a learner again")
struct FindingLearnersTests {
    /// The numbers that a command with `--json` lists.
    private func numbers(_ coalition: Coalition, _ arguments: String...) async throws -> [String] {
        let outcome = try await coalition.start(arguments + ["--json"]).outcome()
        #expect(outcome.status == 0, "\(arguments): \(outcome.complaints)")
        return try #require(try outcome.json()["certificates"]?.arrayValue).compactMap {
            $0["number"]?.stringValue
        }
    }

    @Test(
        "By name, address, reference, number and page; who is not there is told, with exit code 5")
    func finding() async throws {
        try await Coalition.with { coalition in
            let all = try await numbers(coalition, "list")
            let first = try #require(all.first)
            let shown = try await coalition.certctl("show", first, "--json").json()
            let text = { (member: String) in try #require(shown[member]?.stringValue) }
            let name = try text("name")
            let bare = name.decomposedStringWithCanonicalMapping.unicodeScalars
                .filter { !$0.properties.generalCategory.isMark }
            let page = try text("url")
            for asked in [
                name, name.uppercased(), String(String.UnicodeScalarView(bare)), try text("email"),
                try text("learnerReference"), first, page, page + "?lang=fr",
                String(first.dropFirst(5).prefix(9)), String(first.suffix(6)),
            ] {
                #expect(
                    try await numbers(coalition, "find", asked).contains(first), "\(asked)")
            }
            let table = String(
                decoding: try await coalition.certctl("find", try text("email")).output,
                as: UTF8.self)
            #expect(table.contains(name) && table.contains(first))
            let none = try await coalition.certctl("find", "nobody", "of", "this", exits: 5)
            #expect(none.output.isEmpty && none.complaints.contains("nobody of this"))
        }
    }

    @Test(
        "A list by what is asked for; a count; page after page; a name that nothing has is an error"
    )
    func lists() async throws {
        try await Coalition.with { coalition in
            let all = try await numbers(coalition, "list")
            #expect(all.count == 12)
            try await coalition.certctl("suspend", all[3], "--reason", "being looked into", "--yes")
            #expect(try await numbers(coalition, "list", "--state", "suspended") == [all[3]])
            #expect(try await numbers(coalition, "list", "--limit", "5") == Array(all.prefix(5)))
            #expect(
                try await numbers(coalition, "list", "--after", all[4]) == Array(all.dropFirst(5)))
            for (arguments, count) in [
                ([], "12\n"), (["--state", "good"], "11\n"), (["--from", "2020-01-01"], "12\n"),
                (["--to", "2020-01-01"], "0\n"), (["--organisation", "ilo"], "0\n"),
                (["--programme", "ai-foundations", "--organisation", "itu"], "12\n"),
            ] {
                let outcome = try await coalition.start(["list", "--count"] + arguments).outcome()
                #expect(
                    Array(count.utf8) == Array(outcome.output),
                    "\(arguments): \(outcome.complaints)")
            }
            for (arguments, status, told) in [
                (["--programme", "ai-fundations"], 5, "ai-foundations"),
                (["--organisation", "who"], 5, "ilo"), (["--batch", "B-0000000000"], 5, "batches"),
                (["--country", "Kenya"], 64, "KE"), (["--expiring-within", "60"], 64, "P60D"),
                (["--from", "yesterday"], 64, "yesterday"), (["--limit", "0"], 64, "--limit"),
            ] as [([String], Int32, String)] {
                let outcome = try await coalition.start(["list"] + arguments).outcome()
                #expect(outcome.status == status, "\(arguments): \(outcome.complaints)")
                #expect(outcome.complaints.contains(told), "\(arguments): \(outcome.complaints)")
                #expect(outcome.output.isEmpty)
            }
        }
    }

    @Test("The register as a file that only its owner reads, never over another")
    func exporting() async throws {
        try await Coalition.with { coalition in
            let file = coalition.desk + "/register.csv"
            try await coalition.certctl("register", "export", "-o", file)
            let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
            #expect(rights as? Int == 0o600)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let lines = text.split(separator: "\r\n")
            #expect(lines.count == 13)
            #expect(lines[0].hasPrefix("number,programme,organisation,batch,name,learner_ref,"))
            for (line, number) in zip(lines.dropFirst(), try await coalition.numbers()) {
                #expect(line.contains("\"\(number)\"") && line.contains("@"))
            }
            try await coalition.certctl("register", "export", "-o", file, exits: 6)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
        }
    }
}

extension Unicode.GeneralCategory {
    /// Marks that stand on or about a letter.
    fileprivate var isMark: Bool { self == .nonspacingMark || self == .enclosingMark }
}
