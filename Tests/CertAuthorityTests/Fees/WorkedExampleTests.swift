import CertAuthority
import Documents
import Testing
@testable import TestSupport

/// docs/fees.md promises prices; this holds it to them.
@Suite("The worked examples of docs/fees.md")
struct WorkedExampleTests {
    /// One line of the table of examples.
    private struct Example {
        let country: String
        let groups: Set<LearnerGroup>
        let day: CivilDate
        let price: String
        let rules: [String]
    }

    private static func examples(_ heading: String) throws -> [Example] {
        let text = String(decoding: try SeedFiles.bytes("../docs/fees.md"), as: UTF8.self)
        let start = try #require(text.firstRange(of: "### \(heading)\n"), "\(heading)")
        let section = text[start.upperBound...]
        let end = section.dropFirst().firstRange(of: "\n### ")?.lowerBound ?? section.endIndex
        let rows = section[..<end].split(separator: "\n").filter { $0.hasPrefix("| ") }
        return try rows.dropFirst(2).map { row in
            let cells = row.split(separator: "|").map { cell in
                String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            try #require(cells.count == 5, "\(row)")
            let groups = cells[1] == "none" ? [] : cells[1].split(separator: ", ").map(String.init)
            return Example(
                country: cells[0], groups: Set(try groups.map { try LearnerGroup(named: $0) }),
                day: try date(cells[2]), price: cells[3],
                rules: cells[4].split(separator: ", ").map(String.init))
        }
    }

    @Test(
        "Each price and the rules that led to it are as the page says",
        arguments: [
            ("Rwanda", nil), ("Viet Nam", nil), ("Bangladesh", nil),
            (
                "Bangladesh, after confirmed graduation",
                "BD,un-ldc,ldc,,2026-11-24,confirmed,a\n"
            ),
            ("A woman teacher in Senegal", nil),
            ("Senegal, after confirmed graduation", "SN,un-ldc,ldc,,2029-12-19,confirmed,a\n"),
        ])
    func examples(heading: String, record: String?) throws {
        var files = try SeedFiles.files()
        if let record {
            files.countryGroups = SeedFiles.appending(record, to: files.countryGroups)
        }
        let contents = try CatalogueLoader.parse(files, pictures: .drawn)
        let examples = try Self.examples(heading)
        #expect(!examples.isEmpty)
        for example in examples {
            let quote = try contents.fees.quote(
                FeeRequest(
                    programme: slug("advanced-generative-ai"), country: example.country,
                    groups: example.groups, date: example.day),
                catalogue: contents.catalogue, reference: contents.reference)
            #expect(quote?.amount.description == example.price, "\(example)")
            #expect(quote?.ruleIDs.map(\.text) == example.rules, "\(example)")
        }
    }
}
